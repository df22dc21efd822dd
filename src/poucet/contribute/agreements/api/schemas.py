"""Agreements as the API and the open data tell them: the shape of what is told."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from poucet.contribute.agreements.terms import Contribution, Event, Party, Recurrence, Side, State
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, NotApplicable, Unknown
from poucet.town.api.resources import Filters
from poucet.town.api.schemas import Ref, Thing, Told, Translatable


class CommitmentTold(Told):
    """One line of a column: what one half gives."""

    key: str = fields.text(_("Its identifier within the agreement."))
    side: str = fields.one_of(Side.values, _("Which half gives it."))
    deliverable: str = fields.words(_("What is given."))
    contribution: str = fields.one_of(Contribution.values, _("What kind of contribution it is."))
    quantity: str = fields.amount(_("How much, or “unknown”."))
    unit: str = fields.text(_("The unit, or what is counted."))
    due: str = fields.day(_("By when, or “unknown”."))
    recurrence: str = fields.one_of(
        Recurrence.values, _("How often an upkeep comes back."), also=(NOT_APPLICABLE,)
    )
    holder: str = fields.words(_("Who answers for it: a role or an organisation."))
    evidence: str = fields.words(_("What will show it."))


class LedgerLineTold(Told):
    """A line of the ledger: added, never changed."""

    position: int = fields.value(_("Its rank in the ledger."))
    commitment: str = fields.text(_("The commitment that it speaks of."))
    event: str = fields.one_of(Event.values, _("What it says."))
    side: str = fields.one_of(Side.values, _("Whose word it is."))
    on: str = fields.day(_("The day that it speaks of."))
    quantity: str = fields.amount(_("How much, “unknown”, or “not_applicable”."))
    occasion: str = fields.text(_("Which date of an upkeep it answers, or “not_applicable”."))
    about: int | NotApplicable = fields.value(_("The line that it makes sure of, or mends."))
    evidence: str = fields.words(_("What shows it."))


class SignatureTold(Told):
    """One half signed a version."""

    version: int = fields.value(_("The version that was signed."))
    side: str = fields.one_of(Side.values, _("Which half signed."))
    on: str = fields.day(_("When."))
    digest: str = fields.text(_("The SHA-256 of the text that was signed."))


class AgreementTold(Translatable, Thing):
    """What the town and residents do together, each its half."""

    name: str = fields.words(_("The agreement in a few words."))
    purpose: str = fields.words(_("What it is for."))
    state: str = fields.one_of(State.values, _("Where it stands."))
    version: int = fields.value(_("The version of its text."))
    period: str = fields.written(_("How long it lasts."))
    place: Ref | Unknown = fields.value(_("Where."))
    organisation: Ref | NotApplicable = fields.value(_("The organisation that is the other half."))
    party: str = fields.words(_("Who the other half is, in words."))
    party_nature: str = fields.one_of(Party.values, _("What kind of group the other half is."))
    requested_on: str = fields.day(_("When it was asked for."))
    answer_due: str = fields.day(_("By when the town owes an answer."))
    review: str = fields.day(_("The next review."))
    ownership: str = fields.words(_("Who owns what."))
    insurance: str = fields.words(_("How it is insured."))
    upkeep: str = fields.words(_("The rule of upkeep."))
    exit_clause: str = fields.words(_("How to leave."))
    error_clause: str = fields.words(_("The right to error."))
    handover_clause: str = fields.words(_("What happens if one half stops."))
    reason: str = fields.words(_("Why it was refused."))
    lesson: str = fields.words(_("What was learnt."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    note: str = fields.words(_("A note."))
    commitments: list[CommitmentTold] = fields.value(_("What both halves give."))
    ledger: list[LedgerLineTold] = fields.value(
        _("What was promised, done and made sure of. Money is pledged, never received.")
    )
    signatures: list[SignatureTold] = fields.value(_("Who signed which version."))


class AgreementFilters(Filters):
    """What may be asked of the agreements."""

    state: str | None = fields.asked_one_of(State.values, _("Only those in this state."))
    place: int | None = fields.asked_number(_("Only those at the place of this number."))
