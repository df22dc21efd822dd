"""Pictures across ideas: their cards, with what is owed and by when; the rules of a call, in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from poucet.contribute.models import Charter, Proposal
from poucet.contribute.states import AWAITING, ENDED


@dataclass(frozen=True)
class Card:
    """An idea as lists show it; `owed` is the day by which something is to be said, if anything is."""

    proposal: Proposal
    owed: date | None
    late_by: int  # days; 0 when nothing is late

    @property
    def awaits_answer(self) -> bool:
        return self.proposal.state in AWAITING


def card_of(proposal: Proposal, today: date) -> Card:
    owed = _owed(proposal)
    return Card(proposal, owed, max(0, (today - owed).days) if owed else 0)


def cards_of(proposals: Iterable[Any], today: date) -> list[Card]:
    return [card_of(proposal, today) for proposal in proposals]


def _owed(proposal: Proposal) -> date | None:
    """The first of: the answer, the news that were announced."""
    if proposal.state in ENDED:
        return None
    answer = proposal.answer_due if proposal.state in AWAITING else None
    days = [day for day in (answer, proposal.next_on) if day is not None]
    return min(days) if days else None


def rules_of(charter: Charter) -> list[tuple[str, str]]:
    """The rules of the game, each under its question, in the reader's language where it is translated."""
    asked = {
        "subject": _("What it is about"),
        "negotiable": _("What can be changed"),
        "not_negotiable": _("What cannot"),
        "level": _("How far residents go"),
        "decided_by": _("Who decides"),
        "decided_how": _("By which act"),
        "who_may": _("Who may take part"),
        "minimum_age": _("From which age"),
        "money": _("Money at stake"),
        "voting_rule": _("How ideas are chosen"),
        "tie_rule": _("If there is a tie"),
        "quorum": _("How many must take part"),
        "answer_days": _("Answer owed within"),
        "data_kept": _("What is kept of you"),
        "data_until": _("Until when"),
        "moderators": _("Who moderates"),
    }
    told = {
        "level": charter.get_level_display(),
        "minimum_age": _("%(years)d years") % {"years": charter.minimum_age},
        "answer_days": _("%(days)d days") % {"days": charter.answer_days},
        "data_until": charter.data_until,
    }
    return [(question, str(told.get(name) or charter.said(name))) for name, question in asked.items()]
