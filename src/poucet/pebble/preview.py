"""The picture that goes with a link to a deed when people share it: 1200 by 630, drawn by us, cached.

Only text and plain shapes: whatever a title says is escaped, and nothing is fetched. The typeface is Liberation Sans,
which the drawing library carries: ours is a web font, which it cannot read.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from poucet.measure.templatetags.measure import reading
from poucet.pebble.cards import cards
from poucet.pebble.models import Pebble
from poucet.town.models import Commune
from poucet.town.templatetags.town import plain_title, when

WIDTH, HEIGHT = 1200, 630
ROOM = 1000  # between the margins
TITLE, FIGURE, SMALL = 66, 44, 30
_KEPT_FOR = 30 * 24 * 3600
# Advance widths of Liberation Sans, in thousandths of its size: those of Helvetica, letter for letter.
_BY_WIDTH = {
    222: "ijl’", 278: " \u00a0\u202f!,./:;I[]ft", 333: "()-r“”", 500: "Jcksvxyz", 556: "abdeghnopqu0123456789?$L«»–",
    584: "+<=>", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQ", 833: "Mm", 889: "%æ", 944: "Wœ",
}  # fmt: skip
_WIDTHS = {letter: width for width, letters in _BY_WIDTH.items() for letter in letters}
_UNLISTED = 1000
_BOLD = 1.08


@dataclass(frozen=True)
class Line:
    """A line of text and the height at which it stands."""

    text: str
    y: int


def preview(pebble: Pebble, commune: Commune | None) -> bytes:
    """The picture as a PNG, in the reader's language."""
    svg = drawing(pebble, commune)
    name = f"preview-{hashlib.sha256(svg.encode()).hexdigest()[:32]}"
    picture: bytes | None = caches["pictures"].get(name)
    if picture is None:
        import vl_convert  # noqa: PLC0415 -- half a second, only where a picture is drawn anew

        picture = vl_convert.svg_to_png(svg)
        caches["pictures"].set(name, picture, _KEPT_FOR)
    return picture


def drawing(pebble: Pebble, commune: Commune | None) -> str:
    """The picture as SVG: the commune, the title, the state and the date, one figure, whether it is an example."""
    main = cards([pebble])[0].main
    title = [Line(text, 210 + place * 78) for place, text in enumerate(broken(plain_title(pebble), TITLE, 3))]
    said = broken(reading(main), FIGURE, 2) if main else []
    figure = [Line(text, 460 + place * 54) for place, text in enumerate(said)]
    named = broken(plain_title(main.indicator), SMALL, 1) if main else []
    state = f"{Pebble.State(pebble.state).label.capitalize()} · {when(pebble.period)}"
    context = {
        "commune": printable(commune.name if commune else "Poucet"),
        "title": title,
        "figure": figure,
        "named": [Line(text, 460 + len(figure) * 54 - 8) for text in named],
        "state": printable(state),
        "example": _("example") if pebble.example else "",
        "width": str(WIDTH),
        "height": str(HEIGHT),
    }
    return render_to_string("pebble/preview.svg", context)


def broken(text: str, size: int, most: int) -> list[str]:
    """The text in lines that fit; what does not ends in an ellipsis."""
    lines = list(_lines(printable(text), size))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and _width(f"{last}…", size) > ROOM:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def printable(text: str) -> str:
    """The text without the characters that no picture holds: controls, and marks that turn the line around."""
    return "".join(
        letter for letter in text if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )


def _lines(text: str, size: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        whole = f"{line} {word}".strip()
        if _width(whole, size) <= ROOM:
            line = whole
            continue
        if line:
            yield line
        *full, line = _pieces(word, size)
        yield from full
    yield line


def _pieces(word: str, size: int) -> list[str]:
    """A word longer than a line, cut where it must be."""
    pieces = [""]
    for letter in word:
        if _width(pieces[-1] + letter, size) > ROOM:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _width(text: str, size: int) -> float:
    return sum(map(_advance, text)) * size / 1000 * _BOLD


def _advance(letter: str) -> int:
    return _WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _UNLISTED)
