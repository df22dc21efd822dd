"""Tables of the terminal, and numbers with no digit that they do not bear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import floor, log10

from poucet.cli.language import _, chosen
from poucet.engines.scenario.summarising import Range, rounded
from poucet.engines.units import Unit, unit_label
from poucet.pebble.claims.sentences import shown

SHOWN_WHOLE = 1e15  # beyond, and below its inverse, a number is shown with its power of ten


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int) -> Iterator[str]:
    """Columns side by side: the first ones are texts, the others numbers, which stand to the right."""
    widths = [max(map(len, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        cells = (
            cell.ljust(width) if place < texts else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()


def points() -> tuple[str, str, str]:
    """The headers of a range."""
    return tuple(_("%(value)s%%") % {"value": value} for value in (5, 50, 95))  # type: ignore[return-value]


def of_range(found: Range) -> tuple[str, str, str]:
    """Both ends of a range around its middle."""
    return number(found.low, found.step), number(found.middle, found.step), number(found.high, found.step)


def number(value: float | None, step: float) -> str:
    """A computed number as its doubt allows it to be shown, in the language of the terminal."""
    if value is None:
        return _("unknown")
    if value and not 1 / SHOWN_WHOLE < abs(value) < SHOWN_WHOLE:
        return f"{value:.2e}"
    return shown(rounded(value, step), step)


def common_step(values: Sequence[float], *, error: float = 0.0) -> float:
    """The last digit of numbers that are read together, so that they add up: four digits, or as the error allows."""
    largest = max(map(abs, values), default=0.0)
    digits = floor(log10(largest)) - 3 if largest else 0
    return float(10.0 ** max(digits, floor(log10(error)) if error > 0 else digits))


def share(value: float) -> str:
    """A share in per cent."""
    return _("%(value)s%%") % {"value": number(100 * value, 1.0)}


def unit(of: Unit) -> str:
    """A unit in the language of the terminal."""
    return unit_label(of, language=chosen())
