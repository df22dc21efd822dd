"""What agreements tell the house when it starts: their kind, their acts in words, what waits for somebody."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.models import TEXTS, Agreement
from poucet.contribute.agreements.rules import RIGHTS
from poucet.contribute.agreements.terms import State
from poucet.contribute.agreements.wording import ACTS
from poucet.town.acts import say
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, declare


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    declare(Kind("agreement", "accord", _("agreement"), Agreement.objects.all, TEXTS, names=("party",)))
    say(ACTS)
    for watch in _watches():
        watch_for(watch)


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
