"""Units beside pint: figures written with their units, read and converted."""

from fractions import Fraction
from typing import Any

import pint

from benchmarks.comparison import Case, Peer
from poucet.engines.units import convert, parse_unit

# Spellings that both read, each with one of the same dimension.
PAIRS = (
    ("kWh", "MJ"),
    ("MWh", "kWh"),
    ("ha", "m²"),
    ("t", "kg"),
    ("km", "m"),
    ("m³", "L"),
    ("kWh/m²", "MJ/ha"),
)


def cases(*, quick: bool) -> list[Case]:
    size = 140 if quick else 14_000
    figures = [(number, *PAIRS[number % len(PAIRS)]) for number in range(1, size + 1)]
    registry: pint.UnitRegistry[Any] = pint.UnitRegistry(cache_folder=None)

    def ours() -> list[float]:
        return [
            float(convert(Fraction(value), source=parse_unit(source), target=parse_unit(target)))
            for value, source, target in figures
        ]

    def by_quantity() -> list[float]:
        return [registry.Quantity(value, source).to(target).magnitude for value, source, target in figures]

    def with_units_read_once() -> list[float]:
        units = {spelling: registry.Unit(spelling) for pair in PAIRS for spelling in pair}
        return [registry.convert(value, units[source], units[target]) for value, source, target in figures]

    peers = (
        Peer("pint, Quantity.to", "pint", by_quantity),
        Peer("pint, units read once by its caller", "pint", with_units_read_once),
    )
    return [Case("read two units and convert", size, ours, peers, tolerance=1e-12)]
