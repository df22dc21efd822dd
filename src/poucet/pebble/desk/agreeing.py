"""Whether a count, a quantity and a constant go together."""

from __future__ import annotations

from fractions import Fraction

from django.utils.translation import gettext as _

from poucet.measure.models import Constant, Observation
from poucet.measure.quotients import Amount, quotient


def disagreement(*, count_number: int, quantity_number: int, constant: int) -> str:
    """What is wrong with an equivalence, in words; empty when it holds."""
    known = Observation.objects.current().numbered([count_number, quantity_number])
    figures = {row.number: row for row in known}
    above, below = (_amount(figures.get(number)) for number in (quantity_number, count_number))
    taken = Constant.objects.get(number=constant)
    found = quotient(above, below, unit=taken.unit) if above and below else None
    if found is None or below is None:
        return _("These two figures and this constant have units that do not go together.")
    told = Fraction(below.value)
    recounted = found * told / Fraction(taken.value)
    # A count is told rounded: half of one, or a hundredth of it, is no disagreement.
    if abs(recounted - told) <= max(Fraction(1, 2), told / 100):
        return ""
    sentence = _(
        "With this constant the count would be %(recounted)s, not %(count)s. Name the constant used."
    )
    return sentence % {"recounted": round(float(recounted), 1), "count": float(told)}


def _amount(figure: Observation | None) -> Amount | None:
    middle = figure.middle if figure else None
    return None if figure is None or middle is None else Amount(middle, figure.unit)
