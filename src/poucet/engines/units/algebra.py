"""The algebra, left to pint: dimensions and exact factors of products of registry units.

Pint gets a registry of its own, empty but for our rows under neutral names, so that none of its
default units, prefixes or plurals can answer; and it gets products already resolved, never text.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from poucet.engines.units.table import Entry, Powers, table

if TYPE_CHECKING:
    import pint
    from pint.util import UnitsContainer


@lru_cache(maxsize=1024)
def dimension_of(powers: Powers) -> Powers:
    """Exponents of the base dimensions, each named by the code of its base unit, in table order."""
    found: Mapping[str, Any] = _registry().get_dimensionality(_container(powers))
    codes = list(table().entries)
    ranks = sorted((int(name.strip("[]").removeprefix("u")), int(power)) for name, power in found.items())
    return tuple((codes[rank], power) for rank, power in ranks)


@lru_cache(maxsize=1024)
def factor_of(powers: Powers) -> Fraction:
    """How many base units one such product is worth, exactly."""
    factor: Any = _registry().get_root_units(_container(powers))[0]
    return Fraction(factor)


@cache
def _registry() -> pint.UnitRegistry[Fraction]:
    import pint  # noqa: PLC0415 -- 200 ms to import, which a page that only prints a unit need not pay

    registry: pint.UnitRegistry[Fraction] = pint.UnitRegistry(
        None, non_int_type=Fraction, on_redefinition="raise", cache_folder=None
    )
    for entry in table().entries.values():
        registry.define(_definition(entry))
    return registry


def _definition(entry: Entry) -> str:
    if entry.base:
        product = " * ".join(f"{_name(code)} ** {exponent}" for code, exponent in entry.base)
        return f"u{entry.rank} = {entry.factor} * {product}"
    # The ratio is the one unit without a dimension; any other row without a base founds one.
    return f"u{entry.rank} = []" if entry.code == "ratio" else f"u{entry.rank} = [u{entry.rank}]"


def _container(powers: Powers) -> UnitsContainer:
    from pint.util import UnitsContainer  # noqa: PLC0415 -- same import as above

    return UnitsContainer({_name(code): exponent for code, exponent in powers})


def _name(code: str) -> str:
    return f"u{table().entries[code].rank}"
