"""Refusals about letters and residence: what happened, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "letters.past_end": _("The last day is over. Choose a later one, or make new letters."),
    "letters.printed_already": _(
        "These letters were made already, and codes are shown once only. To print others, make a new batch."
    ),
    "letters.code_refused": _(
        "This code opens nothing. Read it again on the letter; if it is right, ask the town hall for another letter."
    ),
    "letters.resident_already": _("It is already written that this person lives here. Nothing was used."),
    "letters.nobody": _("Nobody has this number. Read it again with them."),
    "letters.own_proof": _("Nobody sees their own proof: ask a colleague."),
    "letters.none_waits": _("No letter of this batch is waiting any more."),
    "letters.none_waits_there": _(
        "Letter %(letter)s of this batch waits for nobody: it was used, revoked, or never made."
    ),
}
