"""Why something may be pointed at or hidden: a closed list; what must be looked at within a day, what within three."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Ground(models.TextChoices):
    HATE = "hate", _("hatred or discrimination")
    THREAT = "threat", _("threats or harassment")
    CHILD_ABUSE = "child_abuse", _("abuse of children")
    TERROR = "terror", _("praise of terrorism")
    PRIVATE = "private", _("private data of somebody")
    DEFAMATION = "defamation", _("insult or defamation")
    COPY = "copy", _("somebody else’s work or picture")
    ILLEGAL = "illegal", _("against the law for another reason")
    SPAM = "spam", _("advertising or spam")
    RULES = "rules", _("off the rules of this call")


class Measure(models.TextChoices):
    """What a moderator decides."""

    KEEP = "keep", _("it stays")
    CHANGE = "change", _("it stays, and its author is asked to change it")
    HIDE = "hide", _("it is hidden")


# Nobody points at these without harm being done meanwhile.
URGENT = frozenset({Ground.HATE, Ground.THREAT, Ground.CHILD_ABUSE, Ground.TERROR, Ground.PRIVATE})
HOURS_URGENT, HOURS_OTHER = 24, 72
APPEAL_DAYS = 183  # six months, as article 20 of the regulation on digital services gives
SHORTEST_EXPLANATION = 30


def due(ground: str, at: datetime) -> datetime:
    """When a decision is owed on a notice."""
    return at + timedelta(hours=HOURS_URGENT if ground in URGENT else HOURS_OTHER)
