"""Units a town counts in: a closed vocabulary, French and English spellings, exact conversion.

A figure without its unit is not a figure, and a unit read wrongly is worse: `nb` is no nanobarn and
`kt` no knot. So every spelling comes from the tables of this package; the rest is refused, with what
may have been meant. See `docs/methods/units.md`.
"""

from poucet.engines.units.grammar import parse_unit
from poucet.engines.units.labels import unit_label
from poucet.engines.units.unit import Unit, convert

__all__ = ["Unit", "convert", "parse_unit", "unit_label"]
