"""Who may do what: each room declares its acts in its `rules.py`; what no rule allows is refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol

from django.http import Http404, HttpRequest, HttpResponse

from poucet.town.people.roles import Role

P = ParamSpec("P")

_TABLE: dict[str, frozenset[Role]] = {}


class Somebody(Protocol):
    """A person, or a visitor whom nobody knows."""

    @property
    def roles(self) -> frozenset[Role]: ...


class Asked(HttpRequest):
    """A request of which the house knows who asks."""

    person: Somebody


View = Callable[Concatenate[Asked, P], HttpResponse]


def declare_rights(table: Mapping[str, Collection[Role]]) -> None:
    """Add a room's rules to the table; called once when the site starts."""
    _TABLE.update({act: frozenset(roles) for act, roles in table.items()})


def rights() -> dict[str, frozenset[Role]]:
    """The whole table: for each act, the roles that may."""
    return dict(sorted(_TABLE.items()))


def may(person: Somebody, act: str) -> bool:
    """Whether one of a person's roles allows an act; an act that no room declared is nobody's."""
    return not person.roles.isdisjoint(_TABLE.get(act, frozenset()))


def only_for(act: str) -> Callable[[View[P]], View[P]]:
    """A view that does not exist for those who may not."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Asked, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not may(request.person, act):
                raise Http404
            return view(request, *args, **kwargs)

        return guarded

    return guard
