"""What a claim says, in words made from its numbers: nobody types a percentage here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from poucet.engines.scenario import Told
from poucet.engines.scenario.summarising import Range
from poucet.measure.templatetags.measure import amount
from poucet.pebble.claims.models import Claim
from poucet.town.templatetags.town import told as told_in_the_readers_language

Boundary = Claim.Boundary
_SENTENCES = {
    Boundary.ANNUAL_BALANCE: later(
        "If %(everyone)s did like %(like)s, this would give over a year the equivalent of %(technical)s "
        "%(of_whole)s in %(year)s; at plausible adoption, %(plausible)s; today, %(triggered)s."
    ),
    Boundary.SELF_CONSUMPTION: later(
        "If %(everyone)s did like %(like)s, what is used on the spot as it is produced would make %(technical)s "
        "%(of_whole)s in %(year)s; at plausible adoption, %(plausible)s; today, %(triggered)s."
    ),
    Boundary.AUTONOMY: later(
        "If %(everyone)s did like %(like)s, one could do without the network for %(technical)s "
        "%(of_whole)s in %(year)s; at plausible adoption, %(plausible)s; today, %(triggered)s."
    ),
    Boundary.YEARLY_SAVING: later(
        "If %(everyone)s did like %(like)s, this would spare over a year %(technical)s "
        "%(of_whole)s in %(year)s; at plausible adoption, %(plausible)s; today, %(triggered)s."
    ),
}
_OPEN_SENTENCES = {
    Boundary.YEARLY_SAVING: later(
        "If %(everyone)s did like %(like)s, which share %(of_whole)s would this spare? "
        "Nobody can say yet: this claim stays open."
    ),
}
_OPEN = later(
    "If %(everyone)s did like %(like)s, which share %(of_whole)s would this give? "
    "Nobody can say yet: this claim stays open."
)
_LIMITS = {
    Boundary.ANNUAL_BALANCE: later(
        "This is an annual balance: what would be produced in a year, beside what is used in a year. It is "
        "neither self-consumption (what is used on the spot, as it is produced) nor autonomy (doing without "
        "the network): at night and in winter, power would still be bought."
    ),
    Boundary.SELF_CONSUMPTION: later(
        "This is self-consumption: only what is used on the spot as it is produced. It is neither the annual "
        "balance, which is larger, nor autonomy."
    ),
    Boundary.AUTONOMY: later(
        "This is autonomy: what could be done without the network, hour after hour. It is less than the "
        "annual balance."
    ),
    Boundary.YEARLY_SAVING: later(
        "This is a saving over a year, beside what is used in a year. It does not say that a dry month would "
        "be covered."
    ),
}
_WEIGHTS = {
    "adoption": later(
        "What is least sure is how many will follow: %(share)s of the doubt. The lever is people, not technique."
    ),
    "eligible_base": later(
        "What is least sure is how many could follow: %(share)s of the doubt. Going to count them would teach "
        "the most."
    ),
    "unit_effect": later(
        "What is least sure is what a single one gives: %(share)s of the doubt. Measuring it would teach the most."
    ),
    "transfer": later("What is least sure is whether the others would do as well: %(share)s of the doubt."),
    "limits": later("What is least sure is what holds the whole back: %(share)s of the doubt."),
    "whole": later(
        "What is least sure is the whole that it is compared with: %(share)s of the doubt. Knowing it would "
        "teach the most."
    ),
}


@dataclass(frozen=True)
class Words:
    """What a page says of a claim."""

    sentence: SafeString
    limits: Promise
    territory: str
    weight: str


def words_of(claim: Claim, told: Told) -> Words:
    """Every sentence of a claim, for what was computed of it."""
    territory = str(Claim.Territory(claim.territory).label)
    return Words(sentence(claim, told), _LIMITS[Boundary(claim.boundary)], territory, weight(told))


def sentence(claim: Claim, told: Told) -> SafeString:
    """The sentence of a claim in the reader's language; an open claim says that it is."""
    parts: dict[str, str | int] = {
        name: told_in_the_readers_language(claim, name) for name in ("everyone", "like")
    }
    parts["of_whole"] = _of(told_in_the_readers_language(claim, "whole"))
    boundary = Boundary(claim.boundary)
    if told.is_open:
        return _filled(_OPEN_SENTENCES.get(boundary, _OPEN), parts)
    followed = told.followed.middle if told.followed else None
    if followed is None and told.shares["triggered"].middle == 0:
        followed = 0.0
    triggered = _followed(followed) % {
        "share": percent(told.shares["triggered"]),
        "count": _count(followed),
        "followers": told_in_the_readers_language(claim, "followers"),
    }
    return _filled(
        _SENTENCES[boundary],
        parts
        | {
            "technical": percent(told.shares["technical"], strong=True),
            "plausible": percent(told.shares["plausible"], strong=True),
            "triggered": mark_safe(triggered),  # noqa: S308 -- each of its parts was escaped
            "year": claim.year,
        },
    )


def _of(whole: SafeString) -> SafeString:
    """« de l’eau », « du gaz » : in French the article may run into what comes before it."""
    if get_language() == "fr":
        for article, run_in in (("le ", "du "), ("les ", "des ")):
            if whole.startswith(article):
                return format_html("{}{}", run_in, mark_safe(whole.removeprefix(article)))  # noqa: S308 -- it was safe
    return format_html(_("of {}"), whole)


def _filled(template: object, parts: dict[str, str | int]) -> SafeString:
    """A translated sentence, typed by us, with parts that are escaped."""
    escaped = {
        name: conditional_escape(str(part) if isinstance(part, int) else part) for name, part in parts.items()
    }
    return mark_safe(str(template) % escaped)  # noqa: S308 -- each part was escaped


def _followed(followed: float | None) -> str:
    if followed is None:
        return _("nobody has counted who followed: %(share)s")
    if round(followed) < 1:
        return _("nobody has followed yet: %(share)s")
    return ngettext(
        "%(count)s has followed (%(followers)s), that is %(share)s",
        "%(count)s %(followers)s have followed, that is %(share)s",
        round(followed),
    )


def _count(number: float | None) -> str:
    return "" if number is None else amount(Decimal(round(number)))


def percent(share: Range, *, strong: bool = False) -> SafeString:
    """A share with its 90 % range: « 39 % (15 à 76 %) », with no digit that the numbers do not bear."""
    if share.middle is None:
        return conditional_escape(_("unknown"))
    middle = _("%(value)s%%") % {"value": shown(share.middle, share.step)}
    shape = "<strong>{}</strong>" if strong else "{}"
    if share.low is None or share.high is None or share.low == share.high:
        return format_html(shape, middle)
    low, high = shown(share.low, share.step), shown(share.high, share.step)
    around = _("%(low)s to %(high)s%%") % {"low": low, "high": high}
    return format_html(shape + " ({})", middle, around)


def shown(number: float, step: float) -> str:
    """A computed number as its doubt allows it to be shown."""
    places = max(-floor(log10(step) + 1e-9), -12)
    return amount(Decimal(repr(round(number, places))))


def weight(told: Told) -> str:
    """Which doubt weighs most, and so where to look first; empty where nothing is in doubt."""
    if not told.part_weights:
        return ""
    part, share = next(iter(told.part_weights.items()))
    said = _("%(value)s%%") % {"value": amount(Decimal(round(min(share, 1.0) * 100)))}
    return str(_WEIGHTS[part]) % {"share": said}
