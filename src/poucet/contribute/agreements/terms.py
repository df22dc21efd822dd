"""The words that an agreement chooses among: sides, states, kinds of contribution, how often."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """The two halves."""

    TOWN = "town", _("the town")
    RESIDENTS = "residents", _("the residents")

    @property
    def other(self) -> Side:
        return Side.RESIDENTS if self is Side.TOWN else Side.TOWN


class State(models.TextChoices):
    """Where an agreement stands, from the first word to its end."""

    IDEA = "idea", _("idea")
    EXCHANGE = "exchange", _("being talked over")
    STUDY = "study", _("being studied")
    AGREED = "agreed", _("agreed in principle")
    SIGNED = "signed", _("signed")
    WORKS = "works", _("works under way")
    IN_SERVICE = "in_service", _("in service")
    YEARLY_REVIEW = "yearly_review", _("in its yearly review")
    TO_REVIEW = "to_review", _("to be reviewed together")
    RENEWED = "renewed", _("renewed")
    HANDED_OVER = "handed_over", _("handed over")
    CLOSED = "closed", _("closed")
    REFUSED = "refused", _("refused")
    STOPPED = "stopped", _("stopped")


class Party(models.TextChoices):
    """Who the other half is: a class applies as a class, with no pupil's name."""

    ASSOCIATION = "association", _("association")
    SCHOOL = "school", _("school or class")
    STREET = "street", _("street or neighbourhood")
    GROUP = "group", _("group of residents")
    COMPANY = "company", _("company or farm")
    RESIDENT = "resident", _("one resident")


class Contribution(models.TextChoices):
    """What a commitment gives."""

    TIME = "time", _("time")
    SKILL = "skill", _("skill")
    MATERIAL = "material", _("material")
    PLACE = "place", _("place")
    MONEY = "money", _("money pledge")
    OBSERVATION = "observation", _("observation")
    TRANSPORT = "transport", _("transport")


class Recurrence(models.TextChoices):
    """How often an upkeep comes back."""

    WEEKLY = "weekly", _("every week")
    MONTHLY = "monthly", _("every month")
    QUARTERLY = "quarterly", _("every three months")
    YEARLY = "yearly", _("every year")


class Event(models.TextChoices):
    """What a line of the ledger says."""

    PROMISED = "promised", _("promised")
    CONFIRMED = "confirmed", _("confirmed")
    DELIVERED = "delivered", _("delivered")
    PART = "part", _("delivered in part")
    NOT_DELIVERED = "not_delivered", _("not delivered")
    WITHDRAWN = "withdrawn", _("withdrawn")
    VALIDATED = "validated", _("made sure of by the other side")


BEFORE_SIGNING = (State.IDEA, State.EXCHANGE, State.STUDY, State.AGREED)
LIVING = (
    State.SIGNED, State.WORKS, State.IN_SERVICE, State.YEARLY_REVIEW, State.TO_REVIEW, State.RENEWED,
)  # fmt: skip
ENDED = (State.HANDED_OVER, State.CLOSED, State.REFUSED, State.STOPPED)
AWAITING_ANSWER = (State.IDEA, State.EXCHANGE, State.STUDY)

# From each state, those that an agreement may be moved to by hand. Signing moves it by itself.
NEXT_STATES: dict[str, tuple[State, ...]] = {
    State.IDEA: (State.EXCHANGE, State.STUDY, State.AGREED, State.REFUSED),
    State.EXCHANGE: (State.STUDY, State.AGREED, State.REFUSED),
    State.STUDY: (State.EXCHANGE, State.AGREED, State.REFUSED),
    State.AGREED: (State.STUDY, State.REFUSED, State.STOPPED),
    State.SIGNED: (State.WORKS, State.IN_SERVICE, State.STOPPED),
    State.WORKS: (State.IN_SERVICE, State.STOPPED),
    State.IN_SERVICE: (
        State.YEARLY_REVIEW, State.TO_REVIEW, State.HANDED_OVER, State.CLOSED, State.STOPPED,
    ),
    State.YEARLY_REVIEW: (
        State.IN_SERVICE, State.RENEWED, State.HANDED_OVER, State.CLOSED, State.STOPPED,
    ),
    State.TO_REVIEW: (
        State.IN_SERVICE, State.RENEWED, State.HANDED_OVER, State.CLOSED, State.STOPPED,
    ),
    State.RENEWED: (
        State.IN_SERVICE, State.YEARLY_REVIEW, State.TO_REVIEW, State.HANDED_OVER, State.CLOSED, State.STOPPED,
    ),
    State.HANDED_OVER: (),
    State.CLOSED: (),
    State.REFUSED: (State.EXCHANGE,),
    State.STOPPED: (),
}  # fmt: skip
