"""Where an idea stands: a closed list; each step carries its reason, its service and its next date."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    RECEIVED = "received", _("received")
    STUDIED = "studied", _("under study")
    ASSESSED = "assessed", _("assessed")
    KEPT = "kept", _("kept")
    KEPT_IN_PART = "kept_in_part", _("kept in part")
    FIFTY_FIFTY = "fifty_fifty", _("fifty-fifty offered")
    TRIED = "tried", _("to be tried")
    NOT_KEPT = "not_kept", _("not kept")
    TAKEN_BACK = "taken_back", _("taken back by its author")
    GROUPED = "grouped", _("grouped with another")
    DONE = "done", _("done")
    MEASURED = "measured", _("measured")
    STOPPED = "stopped", pgettext_lazy("an idea", "stopped")


# What the town hall owes is an answer; receiving and studying are none.
AWAITING = frozenset({State.RECEIVED, State.STUDIED, State.ASSESSED})
# Nothing more is owed.
ENDED = frozenset(
    {State.NOT_KEPT, State.TAKEN_BACK, State.GROUPED, State.MEASURED, State.STOPPED, State.DONE}
)
SHORTEST_REASON = 50
