"""Parts of pages kept for all readers, until the next act: drawn once for ten thousand pebbles, not at each visit.

What a part shows follows from the house, the day, the language and the question; where its links lead, from the
address under which it is read. The house is told by the last line
of its register: whatever changes what is shown signs one.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any, TypeVar

from django.core.cache import caches
from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from poucet import __version__
from poucet.town.models import RegisterEntry

T = TypeVar("T")

KEPT_FOR_SECONDS = 2 * 24 * 3600  # a part of yesterday is asked no more


def seal() -> str:
    """The digest of the register's last line, which seals all those before; empty when nothing was ever done."""
    return RegisterEntry.objects.order_by("-sequence").values_list("digest", flat=True).first() or ""


def with_seal(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows that also tell, as `seal`, the digest of the register's last line: one query for both."""
    last = RegisterEntry.objects.order_by("-sequence").values("digest")[:1]
    sealed: QuerySet[Any] = rows.annotate(seal=Coalesce(Subquery(last), Value("")))
    return sealed


def kept(name: str, *question: object, seal: str, make: Callable[[], T]) -> T:
    """What `make` gives, made once for the same seal, language and question; a question tells its day."""
    if not seal:
        return make()
    asked = repr((__version__, get_language(), get_script_prefix(), seal, name, question))
    key = f"{name}-{sha256(asked.encode()).hexdigest()}"
    found: T | None = caches["parts"].get(key)
    if found is None:
        found = make()
        caches["parts"].set(key, found, KEPT_FOR_SECONDS)
    return found


def kept_part(
    template: str, *question: object, seal: str, context: Callable[[], dict[str, Any]]
) -> SafeString:
    """A part of a page, rendered; its context is only asked for when the part is not there."""
    name = template.replace("/", "-").removesuffix(".html")
    return kept(name, *question, seal=seal, make=lambda: render_to_string(template, context()))


def kept_list(
    template: str, *question: object, seal: str, context: Callable[[], dict[str, Any]]
) -> tuple[int, SafeString]:
    """A page of a list, rendered, and how long the whole list is; its context has the page as `leaf`."""

    def made() -> tuple[int, SafeString]:
        shown = context()
        return shown["leaf"].page.paginator.count, render_to_string(template, shown)

    name = template.replace("/", "-").removesuffix(".html")
    return kept(name, *question, seal=seal, make=made)
