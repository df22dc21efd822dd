"""What this room says of its acts and of its refusals: what happened, and what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from poucet.town import acts, wordings


def say_words() -> None:
    """Called once, by the declarations."""
    acts.say(
        {
            "proposal.answered": _("an idea was answered"),
            "proposal.supported": _("an idea was supported"),
            "proposal.unsupported": _("a support was taken back"),
            "call.rules_changed": _("the rules of the game changed: its page says how, and why"),
        }
    )
    wordings.word(_REFUSALS)


_REFUSALS = {
    "call.closed": _("This call does not open that today. Its page says what is open, and when."),
    "charter.blank": _("A rule of the game is blank. Nothing opens with a blank: fill it in."),
    "charter.no_reason": _("Somebody took part under the former rules: say why they change."),
    "phase.reversed": _("A phase ends before it begins. Swap its dates."),
    "organisation.not_yours": _(
        "You may not act in the name of this organisation: the town hall first writes down that you are a member of it."
    ),
    "proposal.frozen": _(
        "This idea no longer moves: somebody supports it, or it was answered. Propose another one."
    ),
    "proposal.not_yours": _("Only its author may rewrite an idea."),
    "proposal.too_many_today": _(
        "Five ideas a day is all that one may propose. Come back tomorrow, or call the town hall."
    ),
    "support.not_verified": _(
        "For this call, the town hall first makes sure that you live here: ask for a code at the counter."
    ),
    "support.own_idea": _("This idea is yours: it counts already."),
    "support.ended": _("This idea has reached its end: it can no longer be supported."),
    "reply.short_reason": _("The reason has %(found)s signs; write %(least)s at least."),
    "reply.no_next_date": _("Something is still to come: say by when."),
    "reply.next_date_past": _("The next date has passed already. Choose a later one."),
    "reply.no_other_idea": _("Say which living idea takes this one in: its number, not its own."),
    "reply.says_nothing": _("“Received” is no answer: choose where the idea stands."),
    "waiting.too_many": _(
        "Many forms came from this place in a short while. Wait an hour, or call the town hall: nothing that you "
        "typed is lost."
    ),
    "waiting.letter_lost": _(
        "The letter could not leave. Check the address, or bring your idea to the town hall: what you typed is "
        "still here."
    ),
    "waiting.too_many_letters": _(
        "Three letters went to this address within the hour. Wait an hour, or call the town hall."
    ),
}
