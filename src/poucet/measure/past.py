"""Which figures stood at a line of the register: those added before it, for figures are only ever added."""

from __future__ import annotations

from poucet.measure.models import Observation
from poucet.town.models import RegisterEntry


def figures_until(line: int) -> str:
    """Rows are added in the order of the lines that sign them: the last line tells the last row."""
    signed = RegisterEntry.objects.filter(
        kind=Observation.kind, act__startswith="figure.", sequence__lte=line
    )
    last = signed.order_by("-sequence").first()
    if last is None:
        return "1 = 0"
    revision = signed.filter(number=last.number).count()
    row = Observation.objects.get(number=last.number, revision=revision)
    return f'"id" <= {int(row.pk)}'
