"""What the meetings tell the house when they start: their kind, what may be stuck or missing."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from poucet.contribute.meetings.api import telling
from poucet.contribute.meetings.desk.editor import MEETING_EDITOR
from poucet.contribute.meetings.following import follow_meetings
from poucet.contribute.meetings.letters import remind, write_to_registered
from poucet.contribute.meetings.models import Access, AgendaItem, Meeting, Minute, Registration
from poucet.contribute.meetings.registering import forget, seat
from poucet.contribute.meetings.rules import RIGHTS
from poucet.contribute.meetings.summaries import late
from poucet.contribute.meetings.views.registering import REGISTER, carry_out
from poucet.town import acts, wordings
from poucet.town.desk.editors import offer
from poucet.town.names import Named, Set
from poucet.town.nights import Chore, each_night
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare
from poucet.town.writing import Signature

PARTS = (
    Part("agenda", AgendaItem.objects.all, "meeting__number", ("title",), ("who",)),
    Part("lines", Minute.objects.all, "meeting__number", ("text",), ("who",)),
    Part("access", Access.objects.all, "meeting__number", (), ("note",)),
)


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    offer(MEETING_EDITOR)
    declare(
        Kind(
            "meeting",
            "rencontre",
            _("meeting"),
            Meeting.objects.all,
            ("purpose", "reason", "minutes", "note"),
            PARTS,
            names=("place_text",),
        )
    )
    rests_on("place", _at_a_place)
    confirmable(REGISTER, carry_out)
    each_night(Chore("meetings", _("letters about meetings: %(count)d"), _write_letters))
    each_night(Chore("registrations", _("registrations destroyed: %(count)d"), _forget))
    keep("registrations", _registered, remover=_let_go)
    follow_meetings()
    tell_doings(_doings())
    wordings.word(_REFUSALS)
    acts.say(
        {
            "meeting.registered": _("somebody said that they come"),
            "meeting.unregistered": _("a place was given back"),
            "meeting.list_read": _("the list of who comes was read"),
        }
    )
    watch_for(
        Watch(
            "meeting.late",
            "meeting",
            _("Meetings whose minutes are late"),
            _("They were promised within fifteen days: what was said there?"),
            lambda day: late(on=day),
            order=30,
        )
    )


def _at_a_place(number: int) -> list[Set | Named]:
    return [Set("meetings", "meeting", Meeting.objects.filter(place__number=number))]


def _write_letters(signed: Signature) -> int:
    return write_to_registered(at=signed.at) + remind(at=signed.at)


def _forget(signed: Signature) -> int:
    return forget(at=signed.at)


def _doings() -> Doings:
    """While the meeting is to come, whether they have a seat; then, what became of it."""
    over = When(~Q(meeting__state=Meeting.State.ANNOUNCED), then=F("meeting__state"))
    seated = When(seated=True, then=Value("seated"))
    words = {
        "seated": _("you have a seat"),
        "waiting": _("on the waiting list"),
        **{state.value: state.label for state in Meeting.State},
    }
    return Doings(
        "meeting.registered",
        _("You said that you come to a meeting"),
        Meeting.kind,
        lambda person: Registration.objects.filter(person=person),
        at="at",
        number="meeting__number",
        stands=Case(over, seated, default=Value("waiting"), output_field=CharField()),
        state=lambda code: str(words[code]),
    )


def _registered(person: Person) -> list[dict[str, Any]]:
    rows = Registration.objects.filter(person=person).select_related("meeting")
    return [
        {
            "number": row.meeting.number,
            "meeting": row.meeting.name,
            "people": row.people,
            "name": row.name,
            "seated": row.seated,
            "at": row.at,
        }
        for row in rows
    ]


def _let_go(person: Person) -> None:
    """Their places go to those who wait."""
    for row in Registration.objects.filter(person=person).select_related("meeting"):
        row.delete()
        seat(row.meeting)


_REFUSALS = {
    "registration.closed": _("One can no longer register to this meeting."),
    "registration.too_many": _(
        "Ten people is all that one registration may bring. For a larger group, call the town hall."
    ),
    "registration.already": _("You are registered already: your letter leads to your place."),
    "meeting.not_held": _("This meeting is cancelled: nothing is said there."),
}
