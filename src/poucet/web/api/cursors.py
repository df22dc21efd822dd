"""Long lists a leaf at a time: a cursor says after which number to go on, so that what is added moves nothing.

It is plain, not signed: it holds a number that its reader already has, and opens nothing.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_noop as _

from poucet.town.api import fields
from poucet.town.api.resources import Filters
from poucet.town.converters import MOST_DIGITS
from poucet.web.api.problems import Refusal

MOST = 100
USUAL = 20
SORTS = ("number", "-number")
_WRITTEN = re.compile(rf"(-?)number:([0-9]{{1,{MOST_DIGITS}}})", re.ASCII)


class Asked(Filters):
    """Which leaf of a list."""

    limit: int = fields.value(_("How many at most: 100 at the most."), default=USUAL, ge=1, le=MOST)
    sort: str = fields.value(
        _("In which order: by number only."),
        default="number",
        pattern=f"^({'|'.join(SORTS)})$",
        json_schema_extra={"enum": list[Any](SORTS)},
    )
    cursor: str | None = fields.asked(_("Where to go on: given by the leaf before, under “next”."))


@dataclass(frozen=True)
class Leaf:
    """Some rows of a list, and the cursor of those that follow."""

    rows: Sequence[Any]
    after: str | None


def leaf(rows: QuerySet[Any], asked: Asked, *, order: str) -> Leaf:
    """The rows asked for: one query."""
    falling = asked.sort.startswith("-")
    if asked.cursor is not None:
        rows = rows.filter(**{f"{order}__{'lt' if falling else 'gt'}": _read(asked.cursor, asked.sort)})
    found = list(rows.order_by(f"-{order}" if falling else order)[: asked.limit + 1])
    shown = found[: asked.limit]
    return Leaf(shown, _cursor(getattr(shown[-1], order), asked.sort) if len(found) > asked.limit else None)


def next_address(request: HttpRequest, cursor: str | None) -> str | None:
    """The whole address of the leaf that follows."""
    if cursor is None:
        return None
    asked = request.GET.copy()
    asked["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _cursor(number: int, sort: str) -> str:
    return urlsafe_b64encode(f"{sort}:{number}".encode()).decode().rstrip("=")


def _read(cursor: str, sort: str) -> int:
    """The number after which to go on; a cursor of another order is refused like one of another house."""
    try:
        padding = "=" * (-len(cursor) % 4)
        said = _WRITTEN.fullmatch(urlsafe_b64decode(cursor + padding).decode("ascii"))
    except (Error, ValueError):
        said = None
    if said is None or f"{said[1]}number" != sort:
        raise Refusal("invalid-cursor")
    return int(said[2])
