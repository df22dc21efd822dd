"""Count the associations alive at the end of each year: a measured series, so that « doubled » can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from poucet.engines.units import parse_unit
from poucet.measure.associations.importing import SOURCE_PREFIX
from poucet.measure.models import Indicator, Observation, Source, Status
from poucet.measure.operations import Figure, record_figures
from poucet.town.actors import Nature, Standing
from poucet.town.errors import RuleError
from poucet.town.models import Commune, Confidence, Organisation
from poucet.town.register import one_act
from poucet.town.rna.living import Alive, Life, alive_by_year, first_year
from poucet.town.templatetags.town import WRITTEN_IN
from poucet.town.writing import Signature

UNIT = "associations"
OLDEST = 1901  # the year of the law on associations
_EDITION = rf"^{SOURCE_PREFIX}[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$"


@dataclass(frozen=True)
class Counted:
    """The series that was computed: the years, and the numbers of the figures that changed."""

    indicator: Indicator
    source: Source
    years: tuple[Alive, ...]
    recorded: tuple[int, ...]


@one_act()
def count_associations(
    indicator_key: str, *, signed: Signature, first: int | None = None, last: int | None = None
) -> Counted:
    """Write, for each year, how many associations of the commune were alive on 31 December.

    Refused without an import to count from, or for an indicator that counts something else. Counting again the
    same associations changes nothing.
    """
    indicator, source, insee = _indicator(indicator_key), _last_file(), _insee()
    complete = _last_complete_year(source)
    lives = [_life(*row) for row in _rows(insee)]
    start = first if first is not None else max(first_year(lives) or complete, OLDEST)
    end = complete if last is None else last
    if end > complete:
        raise RuleError("associations.year_not_over", year=end, complete=complete)
    if start > end:
        raise RuleError("associations.years_reversed", first=start, last=end)
    years = alive_by_year(lives, first=start, last=end)
    figures = _figures(years, indicator, source)
    recorded = record_figures(figures, signed=signed)
    return Counted(indicator, source, tuple(years), tuple(one.number for one in recorded))


def _rows(insee: str) -> Iterable[tuple[str, str, str]]:
    seated = Organisation.objects.filter(nature=Nature.ASSOCIATION, seat=insee)
    return seated.values_list("founded", "dissolved", "standing")


def _life(founded: str, dissolved: str, standing: str) -> Life:
    return Life(
        int(founded[:4]) if founded else None,
        int(dissolved[:4]) if dissolved else None,
        standing == Standing.ACTIVE,
    )


def _indicator(key: str) -> Indicator:
    found: Indicator | None = Indicator.objects.filter(key=key).first()
    if found is None:
        raise RuleError("associations.no_indicator", key=key)
    expected = parse_unit(UNIT).dimension
    if found.nature != Indicator.Nature.QUANTITY or found.measured_in.dimension != expected:
        raise RuleError("associations.other_unit", key=key, unit=found.unit)
    return found


def _last_file() -> Source:
    found: Source | None = Source.objects.filter(key__regex=_EDITION).order_by("key").last()
    if found is None:
        raise RuleError("associations.no_file")
    return found


def _insee() -> str:
    commune = Commune.objects.first()
    if commune is None or not commune.insee:
        raise RuleError("associations.no_insee")
    return commune.insee


def _last_complete_year(source: Source) -> int:
    """The file says nothing of the days after it: a year is complete once its last evening is told."""
    day = date.fromisoformat(source.key.removeprefix(SOURCE_PREFIX))
    return day.year if (day.month, day.day) == (12, 31) else day.year - 1


def _figures(years: Sequence[Alive], indicator: Indicator, source: Source) -> list[Figure]:
    """A figure a year; a year that was counted before keeps its number, whatever the file it came from."""
    derived = Observation.objects.current().filter(
        indicator=indicator, status=Status.DERIVED, source__key__startswith=SOURCE_PREFIX
    )
    known = dict(derived.values_list("period", "number"))
    number = int(Observation.objects.aggregate(last=Max("number"))["last"] or 0)
    figures = []
    with translation.override(WRITTEN_IN):
        for one in years:
            held = known.get(str(one.year))
            number += 0 if held else 1
            figures.append(_figure(one, held or number, indicator, source))
    return figures


def _figure(one: Alive, number: int, indicator: Indicator, source: Source) -> Figure:
    exact = one.perhaps == 0
    return Figure(
        number=number,
        indicator=indicator,
        source=source,
        status=Status.DERIVED.value,
        confidence=(Confidence.MEDIUM if exact else Confidence.LOW).value,
        value=Decimal(one.surely) if exact else None,
        low=None if exact else Decimal(one.surely),
        high=None if exact else Decimal(one.most),
        unit=indicator.unit,
        period=str(one.year),
        scope=_("Associations under the law of 1901 whose seat is in the commune."),
        method=_(
            "Counted in the national register: founded by 31 December of that year, and not dissolved by then. "
            "The low bound leaves out those whose dates are missing, the high bound counts them."
        ),
        note=_(
            "Declared is not active: many associations sleep without being dissolved, and only declared "
            "dissolutions are known. Those that moved away since are not counted in the years before."
        ),
    )
