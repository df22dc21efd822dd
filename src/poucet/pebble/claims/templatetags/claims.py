"""How claims and models are printed: guesses with their range, results with no idle digit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from poucet.engines.errors import InputError
from poucet.engines.scenario import Lint
from poucet.engines.scenario.summarising import Range
from poucet.measure.templatetags.measure import amount, unit
from poucet.pebble.claims.lines import Line
from poucet.pebble.claims.sentences import percent, shown
from poucet.pebble.claims.wording import explain

register = template.Library()
NO_BREAK = "\u00a0"


@register.filter
def guess(line: Line) -> str:
    """What a line is worth before any computing: « 15 % (8 à 25) », « inconnu »."""
    low, value, high = line.numbers
    known = [number for number in (low, high) if number is not None]
    if value is None:
        if len(known) == 2:
            return _("unknown, from %(low)s to %(high)s") % {
                "low": exact(low),
                "high": _with_unit(high, line),
            }
        return _("unknown")
    if len(known) == 2:
        return _("%(value)s (%(low)s to %(high)s)") % {
            "value": _with_unit(value, line), "low": exact(low), "high": exact(high)
        }  # fmt: skip
    return _with_unit(value, line)


@register.filter
def exact(value: Fraction | None, digits: int = 6) -> str:
    """A number of a file in the reader's language, with six figures at most."""
    return "" if value is None else amount(Decimal(f"{float(value):.{digits}g}"))


def _with_unit(value: Fraction | None, line: Line) -> str:
    said = unit(line.unit) if line.unit != "ratio" else ""
    number = exact(value, line.digits if value == line.value else 6)
    return f"{number}{NO_BREAK}{said}" if said else number


@register.filter
def share_of(share: Range) -> SafeString:
    """A share with its range."""
    return percent(share)


@register.filter
def quantity(told: Range, code: str) -> SafeString:
    """An effect in its unit with its range: « 5 600 MWh/an (1 300 à 15 400) »."""
    if told.middle is None:
        return format_html('<span class="unknown">{}</span>', _("unknown"))
    middle = f"{shown(told.middle, told.step)}{NO_BREAK}{unit(code)}"
    if told.low is None or told.high is None or told.low == told.high:
        return format_html("{}", middle)
    low, high = shown(told.low, told.step), shown(told.high, told.step)
    around = _("%(low)s to %(high)s") % {"low": low, "high": high}
    return format_html("{} ({})", middle, around)


@register.filter
def hundredths_of(share: float) -> str:
    """A share between 0 and 1 in per cent."""
    return _("%(value)s%%") % {"value": amount(Decimal(round(min(share, 1.0) * 100)))}


@register.filter
def refusal(fault: InputError) -> str:
    """Why a model cannot be computed."""
    return explain(fault.code, fault.params)


@register.filter
def question(lint: Lint) -> str:
    """What a careful reader would ask of a line."""
    return explain(f"model.question.{lint.code}", {"seen": lint.seen})
