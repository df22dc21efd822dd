"""The kinds of things that the API and the open data give, each described by its room when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from ninja import Schema

if TYPE_CHECKING:
    from poucet.town.api.schemas import Told

Tell = Callable[[Sequence[Any], str], "Sequence[Told]"]


class Filters(Schema):
    """Which things are asked for: only what is named here may be asked."""

    model_config = {"extra": "forbid"}


@dataclass(frozen=True)
class Resource:
    """A kind of things: its word in addresses, what may be asked of it, how it is told.

    `tell` takes rows and the root of the addresses, and asks a bounded number of queries whatever the rows.
    `lookups` says what each filter asks of the database.
    """

    kind: str
    path: str
    schema: type[Told]
    rows: Callable[[], QuerySet[Any]]
    tell: Tell
    summary: str
    filters: type[Filters] = Filters
    lookups: Mapping[str, str] = field(default_factory=dict)
    order: str = "number"
    is_thing: bool = True  # has a page, a thread, and may be withdrawn

    def narrowed(self, asked: Filters) -> QuerySet[Any]:
        """The rows that may be shown and that answer what was asked."""
        wanted = {self.lookups[name]: said for name, said in asked.model_dump().items() if said is not None}
        rows = self.rows()
        return rows.filter(pk__in=rows.model._base_manager.filter(**wanted).values("pk")) if wanted else rows


_RESOURCES: dict[str, Resource] = {}


def offer(resource: Resource) -> None:
    """Let the API and the open data give a kind of things; called once when the site starts."""
    _RESOURCES[resource.kind] = resource


def resources() -> tuple[Resource, ...]:
    return tuple(_RESOURCES.values())


def resource_of(kind: str) -> Resource | None:
    return _RESOURCES.get(kind)


def path_of(kind: str) -> str:
    """The word of a kind in the addresses of the API."""
    return _RESOURCES[kind].path
