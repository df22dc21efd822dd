"""Words of texts written together: what was done, and refusals that say what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "text.written": _("a text to write together was opened"),
    "text.revised": _("a text was changed"),
    "suggestion.written": _("a change of a text was suggested"),
    "suggestion.revised": _("a suggestion was changed"),
    "suggestion.answered": _("a suggestion was answered"),
}
REFUSALS = {
    "text.empty": _("A text has at least one paragraph. To end it, close it or take it off the site."),
    "text.no_reason": _("The words changed: say why, it is read beside the new version."),
    "text.closed": _("This text takes no suggestion today: it is not open, or is closed."),
    "suggestion.no_words": _("Write the words that you suggest. To take a paragraph out, choose it above."),
    "suggestion.same_words": _(
        "These are the words of the text already. Change something, or leave it as it is."
    ),
    "suggestion.no_paragraph": _("This paragraph is not in the text. Read the text again and choose one."),
    "suggestion.no_version": _("This version of the text does not exist. Read the text again."),
    "suggestion.paragraph_gone": _(
        "The paragraph was taken out since. Refuse with that reason, or change the text itself at the desk."
    ),
    "suggestion.moved": _(
        "The paragraph was changed while you were reading: both wordings are below. Write what it should say now, "
        "and answer again."
    ),
    "suggestion.answered": _("This suggestion was answered already. Nothing was changed."),
    "suggestion.no_reason": _("Say why: an answer without a reason is none."),
    "suggestion.too_many_today": _(
        "%(most)s suggestions a day is all that one may make. Come back tomorrow, or call the town hall."
    ),
}
