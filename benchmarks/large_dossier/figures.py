"""The indicators and their figures: long series by day and month, many short ones by year."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from random import Random

from benchmarks.large_dossier.sizes import DAYS, MONTHS, Series, Sizes
from benchmarks.large_dossier.words import THEMES, deed_name
from poucet.dossier.table import COLUMNS

UNITS = ("kWh", "m³", "kg", "t CO2e", "€", "ménages", "ha", "km")
STATUSES = ("measured", "measured", "declared", "estimated", "press")
CONFIDENCES = ("high", "high", "medium", "low")
SCOPES = ("", "", "", "commune", "hors chauffage et eau chaude")
METHODS = ("", "", "Relevé au compteur.", "Calcul à partir de la facture.")
FIRST_DAY = date(2019, 1, 1)
HOUSEHOLD_KWH = 2_500  # the constant by which the first households are counted


def unit_of(indicator: int) -> str:
    return UNITS[indicator % len(UNITS)]


def indicators(series: Iterable[Series]) -> Iterator[str]:
    for one in series:
        number = one.indicator
        way = "direction: up\n  " if number % 3 else ""
        yield (
            f"- id: mesure-{number}\n  number: {number}\n  label: Ce que donne « {deed_name(number)} » (exemple)\n"
            f"  kind: quantity\n  unit: {unit_of(number)}\n  theme: {THEMES[number % len(THEMES)]}\n  {way}"
            f"definition: Mesure d’exemple n° {number}, relevée au même endroit.\n"
        )


def rows(series: Iterable[Series], sizes: Sizes) -> Iterator[dict[str, object]]:
    for one in series:
        draw = Random(one.indicator)  # noqa: S311 -- a drawing that must be the same every time
        source = f"releve-{1 + one.indicator % sizes.sources}"
        middle = draw.randrange(100, 90_000)
        for place in range(one.length):
            yield _row(one, place, middle, source, draw)


def _row(one: Series, place: int, middle: int, source: str, draw: Random) -> dict[str, object]:
    value = middle * (1 + place / 100) + draw.randrange(-50, 50) / 2
    row = dict.fromkeys(COLUMNS, "") | {
        "number": one.first + place,
        "indicator": f"mesure-{one.indicator}",
        "period": _period(one, place),
        "value": f"{value:.2f}".rstrip("0").rstrip("."),
        "unit": unit_of(one.indicator),
        "status": draw.choice(STATUSES),
        "confidence": draw.choice(CONFIDENCES),
        "source": source,
        "scope": SCOPES[one.indicator % len(SCOPES)],
        "method": METHODS[one.indicator % len(METHODS)],
    }
    match draw.randrange(100):
        case 0:
            row["value"] = "unknown"
        case 1:
            row |= {"low": f"{value * 0.9:.1f}", "high": f"{value * 1.1:.1f}"}
        case 2:
            row["note"] = "Relevé d’exemple, à revoir : #sobriété."
    return row


def _period(one: Series, place: int) -> str:
    if one.step == DAYS:
        return (FIRST_DAY + timedelta(days=place)).isoformat()
    if one.step == MONTHS:
        return f"{2005 + place // 12}-{1 + place % 12:02d}"
    return str(2011 + place)
