"""The meetings, as the API tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext_noop as _

from poucet.contribute.meetings.models import Access, Meeting, Minute
from poucet.contribute.meetings.summaries import whole
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, Unknown, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import Ref, Thing, Told, Translatable, identity, ref, standing_ref, tongue
from poucet.town.things import kinds


class AccessTold(Told):
    """Whether one can come in, hear, leave a child, or be brought."""

    fact: str = fields.one_of(Access.Fact.values, _("What is asked of the place."))
    answer: str = fields.one_of(Access.Answer.values, _("The answer."))
    note: str = fields.text(_("A note."))


class AgendaItemTold(Told):
    """What is spoken of."""

    title: str = fields.text(_("What is spoken of."))
    minutes: int | Unknown = fields.value(_("For how many minutes."))
    who: str = fields.text(_("Who opens it, or “unknown”."))


class LineTold(Told):
    """A line of the minutes."""

    sort: str = fields.one_of(Minute.Sort.values, _("A decision, an idea, a promise or a question."))
    text: str = fields.text(_("What was said."))
    who: str = fields.text(_("Who said it, if they agreed to be named; else “unknown”."))
    thing: Ref | NotApplicable = fields.value(_("What came of it."))


class MeetingTold(Translatable, Thing):
    """A meeting: when, where, what is on the agenda, what came of it."""

    name: str = fields.words(_("What it is called."))
    purpose: str = fields.words(_("What it is for."))
    starts_at: str = fields.text(_("When it starts, in the time of the commune (ISO 8601)."))
    ends_at: str = fields.text(_("When it ends, in the time of the commune (ISO 8601)."))
    place: Ref | Unknown = fields.value(_("Where, when it is a place that we know."))
    place_text: str = fields.text(_("Where, in words, or “unknown”."))
    capacity: int | Unknown = fields.value(_("How many can come."))
    state: str = fields.one_of(Meeting.State.values, _("Announced, cancelled or held."))
    reason: str = fields.words(_("Why it was cancelled or moved."))
    festive: bool = fields.value(_("Whether it is a feast, where people are thanked before everybody."))
    sequence: int = fields.value(_("How many times its calendar changed."))
    minutes: str = fields.words(_("What was said there."))
    minutes_on: str = fields.day(_("The day on which its minutes were published."))
    minutes_due: str = fields.day(_("The last day on which its minutes are owed."))
    attendance: int | Unknown = fields.value(_("How many came."))
    note: str = fields.words(_("A note."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    access: list[AccessTold] = fields.value(_("Whether one can come in, hear, leave a child, or be brought."))
    agenda: list[AgendaItemTold] = fields.value(_("What is spoken of, in order."))
    lines: list[LineTold] = fields.value(
        _("What was decided, proposed, promised and asked, once the minutes are published.")
    )


class MeetingFilters(Filters):
    """What may be asked of the meetings."""

    state: str | None = fields.asked_one_of(Meeting.State.values, _("Only meetings in this state."))


def tell_meetings(rows: Sequence[Meeting], root: str) -> list[MeetingTold]:
    """Meetings with their parts, fetched before: no query."""
    public = {kind.code for kind in kinds()}
    return [_told(row, root, public) for row in rows]


def _told(row: Meeting, root: str, public: set[str]) -> MeetingTold:
    said: dict[str, Any] = {name: getattr(row, name) for name in _AS_THEY_ARE}
    said |= {name: localtime(getattr(row, name)).isoformat() for name in ("starts_at", "ends_at")}
    said |= {name: known(getattr(row, name)) for name in ("place_text", "capacity", "attendance")}
    return MeetingTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        **said,
        place=standing_ref(row.place, root),
        minutes_on=row.minutes_on.isoformat() if row.minutes_on else UNKNOWN,
        minutes_due=row.minutes_due.isoformat(),
        access=[AccessTold(fact=one.fact, answer=one.answer, note=one.note) for one in row.access.all()],
        agenda=[
            AgendaItemTold(title=one.title, minutes=known(one.minutes), who=known(one.who))
            for one in row.agenda.all()
        ],
        lines=[_line(one, root, public) for one in row.lines.all()] if row.minutes_on else [],
    )


_AS_THEY_ARE = ("name", "purpose", "state", "reason", "sequence", "festive", "minutes", "note", "example")


def _line(one: Minute, root: str, public: set[str]) -> LineTold:
    thing: Any = one.thing
    told: Any = ref(thing, root) if thing is not None and thing.kind in public else NOT_APPLICABLE
    return LineTold(sort=one.sort, text=one.text, who=known(one.who), thing=told)


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "meeting", "meetings", MeetingTold, whole, tell_meetings,
            _("Meetings, their agenda and their minutes"), MeetingFilters, {"state": "state"},
        )
    )  # fmt: skip
