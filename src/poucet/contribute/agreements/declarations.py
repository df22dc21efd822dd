"""What agreements tell the house when it starts: their kind, their acts in words, what waits for somebody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.api import telling
from poucet.contribute.agreements.desk.editor import AGREEMENT_EDITOR
from poucet.contribute.agreements.models import TEXTS, Agreement, Commitment
from poucet.contribute.agreements.rules import RIGHTS
from poucet.contribute.agreements.terms import State
from poucet.contribute.agreements.wording import ACTS, REFUSALS
from poucet.town.acts import say
from poucet.town.desk.editors import offer
from poucet.town.names import Set
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare
from poucet.town.wordings import word


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
