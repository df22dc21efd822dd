"""Calls and ideas as the API and the open data tell them: the shape of what is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from poucet.contribute.models import Act, Channel, Charter, Proposal, Reply
from poucet.contribute.states import State
from poucet.town.api import fields
from poucet.town.api.fields import Unknown
from poucet.town.api.resources import Filters
from poucet.town.api.schemas import Ref, Thing, Told, Translatable


class PhaseTold(Translatable):
    """A stretch of days of a call."""

    name: str = fields.words(_("The phase in a few words."))
    since: str = fields.day(_("Its first day."))
    until: str = fields.day(_("Its last day, or “unknown” where none is set."))
    acts: list[str] = fields.value(_("What it opens: %(acts)s.") % {"acts": ", ".join(Act.values)})


class CharterTold(Translatable):
    """The rules of the game, in one of their versions."""

    version: int = fields.value(_("The version, from 1."))
    since: str = fields.day(_("The day from which it holds."))
    reason: str = fields.text(_("Why the rules changed, or “unknown” for the first version."))
    subject: str = fields.words(_("What it is about."))
    negotiable: str = fields.words(_("What can be changed."))
    not_negotiable: str = fields.words(_("What cannot."))
    level: str = fields.one_of(Charter.Level.values, _("How far residents go."))
    decided_by: str = fields.words(_("Who decides."))
    decided_how: str = fields.words(_("By which act."))
    who_may: str = fields.words(_("Who may take part."))
    minimum_age: int = fields.value(_("From which age."))
    verification: int = fields.value(_("How far the house makes sure of who takes part: 0 to 3."))
    money: str = fields.words(_("Money at stake."))
    voting_rule: str = fields.words(_("How ideas are chosen."))
    tie_rule: str = fields.words(_("What happens if there is a tie."))
    quorum: str = fields.words(_("How many must take part."))
    answer_days: int = fields.value(_("Days within which an answer is owed."))
    data_kept: str = fields.words(_("What is kept of those who take part."))
    data_until: str = fields.text(_("Until when it is kept."))
    moderators: str = fields.words(_("Who moderates."))


class CallTold(Translatable, Thing):
    """A subject opened to residents: its phases and the rules of its game."""

    name: str = fields.words(_("The call in a few words."))
    summary: str = fields.words(_("What it is about."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    note: str = fields.words(_("A note."))
    phases: list[PhaseTold] = fields.value(_("Its phases, in order."))
    charters: list[CharterTold] = fields.value(_("Every version of its rules."))


class RevisionTold(Told):
    """What an idea said before it was rewritten."""

    version: int = fields.value(_("The version, from 1."))
    until: str = fields.day(_("The day on which it was rewritten."))
    name: str = fields.text(_("The idea in one sentence."))
    text: str = fields.text(_("The idea as it was told."))


class ReplyTold(Told):
    """One step of the answer."""

    state: str = fields.one_of(State.values, _("Where it put the idea."))
    reason: str = fields.text(_("Why."))
    service: str = fields.text(_("The service that holds it, or “unknown”."))
    next_on: str = fields.day(_("The day by which more is said, or “unknown” where nothing is to come."))
    on: str = fields.day(_("The day of the answer."))
    role: str = fields.one_of(Reply.Role.values, _("Who answered."))


class ProposalTold(Translatable, Thing):
    """An idea, and what was answered."""

    name: str = fields.words(_("The idea in one sentence."))
    text: str = fields.words(_("The idea as it is told."))
    version: int = fields.value(_("The version, from 1."))
    call: Ref | Unknown = fields.value(_("The call that it answers."))
    charter_version: int = fields.value(_("The version of the rules under which it was proposed."))
    author: str = fields.one_of(Proposal.Author.values, _("Who proposes."))
    author_name: str = fields.text(_("As its authors wish to be named, or “unknown”."))
    organisation: Ref | Unknown = fields.value(_("The organisation that proposes it."))
    place: Ref | Unknown = fields.value(_("Where."))
    facet: Ref | Unknown = fields.value(_("The facet of the star that it serves."))
    channel: str = fields.one_of(Channel.values, _("How it came in."))
    proposed_on: str = fields.day(_("The day on which it was proposed."))
    answer_due: str = fields.day(_("The day by which the first answer is owed."))
    state: str = fields.one_of(State.values, _("Where it stands."))
    next_on: str = fields.day(_("The day by which more is said, or “unknown” where nothing is to come."))
    supports: int = fields.value(_("How many people support it."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    note: str = fields.words(_("A note."))
    revisions: list[RevisionTold] = fields.value(_("What it said before."))
    replies: list[ReplyTold] = fields.value(_("What was answered, in order."))


class ProposalFilters(Filters):
    """Which ideas are asked for."""

    call: int | None = fields.asked_number(_("Those of a call, by its number."))
    facet: int | None = fields.asked_number(_("Those that serve a facet, by its number."))
    place: int | None = fields.asked_number(_("Those about a place, by its number."))
    state: str | None = fields.asked_one_of(State.values, _("Those that stand there."))
