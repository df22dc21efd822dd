"""What moderation says of its acts, of its reasons and of its refusals."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from poucet.contribute.moderation.grounds import Ground, Measure
from poucet.town import acts, details, wordings


def say_words() -> None:
    """Called once, by the declarations."""
    acts.say(
        {
            "moderation.decided": _("moderation decided"),
            "moderation.appealed": _("somebody objected to what moderation decided"),
        }
    )
    details.say_reasons(
        {
            f"moderation.{one.value}": format_lazy("{} {}", _("hidden by moderation:"), one.label)
            for one in Ground
        }
    )
    details.word_values("measure", _("Decision:"), dict(Measure.choices))
    details.word_values("ground", _("Ground:"), dict(Ground.choices))
    details.word_values("case", _("Case:"), {})
    details.word_values("appeal", _("On appeal:"), {True: _("yes"), False: _("no")})
    wordings.word(_REFUSALS)


_REFUSALS = {
    "moderation.too_many": _(
        "Many notices came from here in a short while. Wait an hour, or call the town hall: nothing that you typed "
        "is lost."
    ),
    "moderation.decided_already": _("This case was decided meanwhile. Load the page again."),
    "moderation.short_reason": _("The reason is too short: write %(least)s signs at least."),
    "moderation.no_ground": _("Choose the ground: nothing is hidden or changed without one."),
    "moderation.own_words": _("These are your own words: somebody else decides."),
    "moderation.same_person": _("You decided the first time: an appeal is for somebody else."),
    "moderation.nothing_to_appeal": _("Nothing was decided here, or it ended too long ago."),
    "moderation.appealed_already": _("An appeal was already made or decided. The judge remains."),
    "moderation.appeal_too_late": _("An appeal is made within %(days)s days. The judge remains."),
    "moderation.another_case": _("It is being looked at again already: wait for what is decided."),
}
