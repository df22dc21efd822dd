"""Long lists in pages, by query string: `?page=2`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

from poucet.town.converters import number_in


@dataclass(frozen=True)
class Leaf:
    """A page of a list, and the rest of the question that its neighbours must repeat."""

    page: Page[Any]
    question: str

    @property
    def before(self) -> str:
        return f"?{self.question}page={self.page.previous_page_number()}"

    @property
    def after(self) -> str:
        return f"?{self.question}page={self.page.next_page_number()}"


def leaf(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], *, size: int) -> Leaf:
    """The page asked for; an impossible one gives the nearest."""
    asked = request.GET.copy()
    asked.pop("page", None)
    rest = asked.urlencode()
    page = Paginator(rows, size).get_page(number_in(request.GET.get("page")))
    return Leaf(page, f"{rest}&" if rest else "")
