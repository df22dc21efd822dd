"""What the desk says of a refusal of the house: what happened, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from poucet.dossier.faults import Fault
from poucet.dossier.wording import sentence
from poucet.engines.errors import InputError
from poucet.town import wordings
from poucet.town.errors import RuleError

_SENTENCES: dict[str, str] = {
    "pebble.wrong_state": said(
        "A deed does not go back from one state to another. Choose a later state, or tick that the former one "
        "was a mistake."
    ),
    "pebble.no_lesson": said("A deed that is let go leaves its lesson: write it."),
    "pebble.not_measured": said(
        "No measured figure says what it gave. Publish the figure first, with the status “measured”."
    ),
    "pebble.no_date": said("A pebble that is laid has a date. Write when, even the year alone."),
    "equivalence.unknown_figure": said("One of these figures was withdrawn. Choose another one."),
    "facet.no_star": said("The star itself has not been written yet: it comes first, in the dossier."),
    "target.kept": said("A target once set is kept: put it back, or change it with a reason."),
    "target.no_reason": said("The target changes: say why."),
    "target.unknown_baseline": said("This figure was withdrawn. Choose another starting point."),
    "thing.not_standing": said("It was withdrawn already."),
    "withdrawal.no_reason": said("Say why, in a few words that everybody may read."),
    "withdrawal.no_such_heir": said("Choose something that stands, and another than this one."),
    "thing.rested_on": said("It cannot be withdrawn yet: what is listed here rests on it."),
    "draft.closed": said("This draft was published or dropped meanwhile, in another window."),
}


def explain(refusal: RuleError | InputError) -> str:
    """The refusal in words; one that the desk has no words for speaks with those of the dossier."""
    known = _SENTENCES.get(refusal.code)
    if known is None and isinstance(refusal, RuleError) and wordings.knows(refusal.code):
        return wordings.explain(refusal)
    return _(known) if known else sentence(Fault("", 0, "", refusal.code, dict(refusal.params)))
