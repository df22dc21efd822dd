"""Acts of those who mean to come: register, let go of one's place; who waits is seated in turn.

The list serves the day only: thirty days after the meeting nothing of it is left.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import Q, Sum

from poucet.contribute.meetings.models import Meeting, Registration
from poucet.contribute.models import Channel
from poucet.contribute.operations.holding import last_line
from poucet.contribute.places import Taker, to_seat
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.writing import Signature

MOST_TOGETHER = 10
KEPT_FOR = timedelta(days=30)
BY_A_RESIDENT = "resident"  # who comes is nobody's business: such lines name nobody


@dataclass(frozen=True)
class Party:
    """Who means to come: with how many, and how to reach them."""

    people: int = 1
    name: str = ""
    person: Person | None = None
    contact: str = ""
    channel: str = Channel.WEB


@dataclass(frozen=True)
class Seats:
    """How full a meeting is, in people."""

    taken: int
    waiting: int
    capacity: int | None

    @property
    def left(self) -> int | None:
        """How many more can come; None where there is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


def is_open(meeting: Meeting, at: datetime) -> bool:
    """Whether one may still say that one comes."""
    return meeting.state == Meeting.State.ANNOUNCED and not meeting.withdrawn and at < meeting.starts_at


def seats_of(meeting: Meeting) -> Seats:
    counted = meeting.registrations.aggregate(
        taken=Sum("people", filter=Q(seated=True)), waiting=Sum("people", filter=Q(seated=False))
    )
    return Seats(counted["taken"] or 0, counted["waiting"] or 0, meeting.capacity)


def rank(registration: Registration) -> int:
    """How many registrations wait up to this one, itself included; 0 once it is seated."""
    if registration.seated:
        return 0
    return Registration.objects.filter(
        meeting=registration.meeting_id, seated=False, pk__lte=registration.pk
    ).count()


@one_act()
def register_party(meeting: Meeting, party: Party, *, signed: Signature) -> Registration:
    """Say that one comes: seated while there is room, else on the waiting list, in order."""
    meeting = _held(meeting)
    if not is_open(meeting, signed.at):
        raise RuleError("registration.closed", number=meeting.number)
    if not 1 <= party.people <= MOST_TOGETHER:
        raise RuleError("registration.too_many", most=MOST_TOGETHER)
    if party.person is not None and meeting.registrations.filter(person=party.person).exists():
        raise RuleError("registration.already", number=meeting.number)
    row = Registration.objects.create(meeting=meeting, at=signed.at, since_line=last_line(), **vars(party))
    seat(meeting)
    by = signed.by if party.person is None else BY_A_RESIDENT
    register.record("meeting.registered", on=meeting.reference, by=by, at=signed.at)
    row.refresh_from_db()
    return row


@one_act()
def let_go(registration: Registration, *, signed: Signature) -> None:
    """Give one's place back: nothing of the registration is kept, and who waits is seated in turn."""
    meeting = _held(registration.meeting)
    if Registration.objects.filter(pk=registration.pk).delete()[0]:
        seat(meeting)
        register.record("meeting.unregistered", on=meeting.reference, by=signed.by, at=signed.at)


def seat(meeting: Meeting) -> None:
    """Give the free seats to those who wait, in the order they came; part of an act that holds the meeting."""
    room = None if meeting.capacity is None else Decimal(meeting.capacity)
    takers = [Taker(row.pk, Decimal(row.people), row.seated) for row in meeting.registrations.all()]
    Registration.objects.filter(pk__in=to_seat(room, takers)).update(seated=True)


def forget(*, at: datetime) -> int:
    """Destroy the lists of meetings that ended thirty days ago; gives how many registrations went."""
    return Registration.objects.filter(meeting__ends_at__lte=at - KEPT_FOR).delete()[0]


def _held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, kept by this transaction."""
    found: Meeting | None = Meeting.every.select_for_update(of=("self",)).filter(pk=meeting.pk).first()
    if found is None:
        raise RuleError("thing.not_standing", kind=Meeting.kind, number=meeting.number)
    return found
