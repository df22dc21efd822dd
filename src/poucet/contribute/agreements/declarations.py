"""What agreements tell the house when it starts: their kind, their acts in words, what waits for somebody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.api import telling
from poucet.contribute.agreements.asking import ASK, carry_out
from poucet.contribute.agreements.desk.editor import AGREEMENT_EDITOR
from poucet.contribute.agreements.models import TEXTS, Agreement, Applicant, Commitment
from poucet.contribute.agreements.reminding import record_reminders
from poucet.contribute.agreements.rules import RIGHTS
from poucet.contribute.agreements.terms import State
from poucet.contribute.agreements.wording import ACTS, REFUSALS
from poucet.contribute.following import Source, follow
from poucet.town.acts import say
from poucet.town.desk.editors import offer
from poucet.town.models import RegisterEntry
from poucet.town.names import Set
from poucet.town.nights import Chore, each_night
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, Reference, declare
from poucet.town.wordings import word
from poucet.town.writing import Signature


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    commitments = Part(
        "commitments", Commitment.objects.all, "agreement__number", (), ("deliverable", "holder")
    )
    names = ("party", "town_contact", "residents_contact")
    declare(Kind("agreement", "accord", _("agreement"), Agreement.objects.all, TEXTS, (commitments,), names))
    offer(AGREEMENT_EDITOR)
    rests_on("place", lambda number: _of(place__number=number))
    rests_on("organisation", lambda number: _of(organisation__number=number))
    say(ACTS)
    word(REFUSALS)
    each_night(Chore("reminders", _("reminders of agreements: %(count)d"), _remind))
    confirmable(ASK, carry_out)
    keep("applications", _asked, remover=_let_go)
    follow(Source(_applicants, _followed))
    tell_doings(*_doings())
    for watch in _watches():
        watch_for(watch)


def _of(**wanted: int) -> list[Set]:
    return [Set("agreements", "agreement", Agreement.objects.filter(**wanted))]


def _watches() -> tuple[Watch, ...]:
    return (
        Watch(
            "agreement.overdue",
            "agreement",
            _("Requests for an agreement that wait for an answer past their date"),
            _("Everybody sees them in the public list: answer, or say why it takes longer."),
            lambda today: Agreement.objects.overdue(on=today),
            order=5,
        ),
        Watch(
            "agreement.to_review",
            "agreement",
            _("Agreements whose upkeep was missed twice"),
            _("Meet, look for what would help, write the next date. It blames nobody."),
            lambda _today: Agreement.objects.filter(state=State.TO_REVIEW),
            order=6,
        ),
    )


def _remind(signed: Signature) -> int:
    """Also those of the nights that the machine slept through, a week of them."""
    day = localdate(signed.at)
    return len(record_reminders(day, signed=signed, since=day - timedelta(days=7)))


def _doings() -> tuple[Doings, ...]:
    """A code says for which half it signs, and not who typed it: such signatures are nobody's."""
    signed = RegisterEntry.objects.filter(act="agreement.side_signed", kind=Agreement.kind)
    return (
        Doings(
            "agreement.asked",
            _("You asked for an agreement"),
            Agreement.kind,
            lambda person: Applicant.objects.filter(person=person),
            at="agreement__requested_on",
            number="agreement__number",
            stands="agreement__state",
            state=lambda code: str(State(code).label),
        ),
        Doings(
            "agreement.side_signed",
            _("You recorded the signature of one half of an agreement"),
            Agreement.kind,
            lambda person: signed.filter(by=person.signs_as),
            at="at",
            number="number",
            stands=Value("signed", output_field=CharField()),
            state=lambda code: str(State(code).label),
        ),
    )


def _asked(person: Person) -> list[dict[str, Any]]:
    rows = Applicant.objects.filter(person=person).select_related("agreement")
    return [{"number": row.agreement.number, "name": row.agreement.name} for row in rows]


def _let_go(person: Person) -> None:
    """What they asked stays, under the name of their group; who asked is no longer known."""
    Applicant.objects.filter(person=person).delete()


def _applicants() -> QuerySet[Any]:
    return Applicant.objects.filter(agreement__withdrawn=False).values("person")


def _followed(person: Person) -> Iterable[tuple[Reference, int]]:
    rows = Applicant.objects.filter(person=person).values_list("agreement__number", "since_line")
    return [(Reference(Agreement.kind, number), since) for number, since in rows]
