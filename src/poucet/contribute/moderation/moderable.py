"""What can be moderated: each room says of its kinds who wrote them, and what there is to read.

A room registers a kind once (`moderable`), and includes `moderation/_report.html` on its page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from poucet.contribute.moderation.models import Case, Hidden
from poucet.town.past import cover
from poucet.town.people.models import Person
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Reference, kind_of


@dataclass(frozen=True)
class Author:
    """Who wrote something, as far as they can be reached."""

    person: Person | None = None
    contact: str = ""


@dataclass(frozen=True)
class Moderable:
    """A kind of things that people write."""

    kind: str
    author_of: Callable[[Any], Author]
    texts_of: Callable[[Any], list[tuple[str, str]]]  # label, text: what a moderator reads


_KNOWN: dict[str, Moderable] = {}


def moderable(one: Moderable) -> None:
    """Let a declared kind be pointed at, hidden and restored; called once by its room when the site starts."""
    _KNOWN[one.kind] = one
    kind = kind_of(one.kind)
    # Both names are ours: no reader's word comes here.
    hidden = f'SELECT "number" FROM "{Hidden._meta.db_table}" WHERE "kind" = \'{one.kind}\''  # noqa: S608 -- same
    cover(kind.public().model, f'"number" NOT IN ({hidden})')

    def late(_today: date) -> QuerySet[Any]:
        waiting = Case.objects.filter(kind=one.kind, state__in=LIVE, due_at__lt=now())
        found: QuerySet[Any] = kind.public().filter(number__in=waiting.values("thing_number"))
        return found

    watch_for(
        Watch(
            f"moderation.late.{one.kind}",
            one.kind,
            format_lazy("{} ({})", _("Notices past their hour"), kind.label),
            _("Somebody pointed at them, and nobody has decided. Open the notices."),
            late,
            order=5,
        )
    )


LIVE = (Case.State.OPEN, Case.State.APPEALED)


def is_moderable(kind: str) -> bool:
    return kind in _KNOWN


def thing_of(reference: Reference) -> Any | None:
    """The thing, hidden or not; None where there is none."""
    if reference.kind not in _KNOWN:
        return None
    model: Any = kind_of(reference.kind).public().model
    return model.every.filter(number=reference.number).first()


def author_of(thing: Any) -> Author:
    return _KNOWN[thing.kind].author_of(thing)


def texts_of(thing: Any) -> list[tuple[str, str]]:
    return _KNOWN[thing.kind].texts_of(thing)
