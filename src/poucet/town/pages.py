"""Long lists in pages, by query string: `?page=2`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from poucet.town.converters import number_in

MOST_PAGES = 100_000


@dataclass(frozen=True)
class Leaf:
    """A page of a list, and the rest of the question that its neighbours must repeat."""

    page: Page[Any]
    question: str
    name: str = "page"  # of the page in the question: two lists of one page turn apart

    @property
    def before(self) -> str:
        return f"?{self.question}{self.name}={self.page.previous_page_number()}"

    @property
    def after(self) -> str:
        return f"?{self.question}{self.name}={self.page.next_page_number()}"


def leaf(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int, name: str = "page") -> Leaf:
    """The page asked for; an impossible one gives the nearest."""
    asked = request.GET.copy()
    asked.pop(name, None)
    rest = asked.urlencode()
    shown = turned_to(page_asked(request, name=name), rows, size=size)
    return replace(shown, question=f"{rest}&" if rest else "", name=name)


def page_asked(request: HttpRequest, *, name: str = "page") -> int:
    """The number of the page asked for, within reason: what is kept for each page is not kept for any number."""
    return min(number_in(request.GET.get(name)) or 1, MOST_PAGES)


def turned_to(
    page: int,
    rows: QuerySet[Any] | Sequence[Any],
    *,
    size: int,
    question: Sequence[tuple[str, str]] = (),
) -> Leaf:
    """A page of a list, for all who ask the same question as it was understood."""
    rest = urlencode(question)
    return Leaf(Paginator(rows, size).get_page(page), f"{rest}&" if rest else "")
