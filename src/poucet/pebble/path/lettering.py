"""How wide words are, and how they break into lines.

Advance widths of Atkinson Hyperlegible Next, in thousandths of the font size (hmtx table of the
font, SIL OFL 1.1). Accented letters are as wide as their base. The margin covers a substitute typeface
and the browser's rounding.
"""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from poucet.pebble.path.geometry import Box
from poucet.pebble.path.picture import Anchor, Label, LineRole, TextLine

# fmt: off
_CHARACTERS_BY_WIDTH = {
    160: "'", 210: ",.:;", 237: "’|", 245: "·`j", 252: "i", 262: "l", 280: " \u00a0\u202f", 286: "!",
    301: '()"', 317: "f[", 326: "t", 352: "r]{}°", 372: "-_", 392: "/\\I", 407: "1", 449: "y",
    461: "zv", 480: "s?", 492: "x*ck", 512: "–7J", 526: "a", 541: "euL", 553: "2ohnF^<>~", 562: "Tg«»",
    569: "dbpE", 577: "qY3", 598: "5$PSV96", 615: "+ZB48R", 631: "XA=K", 651: "C0#", 670: "D…",
    694: "wUNGH", 731: "OQ&", 778: "@", 845: "M—m", 866: "Wæ", 919: "Æ%", 924: "œ", 1006: "Œ",
}
# fmt: on
_WIDTHS = {character: width for width, characters in _CHARACTERS_BY_WIDTH.items() for character in characters}
_UNLISTED = 640
_BOLD = 1.09
_MARGIN = 1.05
ASCENT = 0.78
LEADING = 1.2


@lru_cache(maxsize=4096)
def _advance(character: str) -> int:
    if character in _WIDTHS:
        return _WIDTHS[character]
    base = unicodedata.normalize("NFD", character)[0]
    wide = 1000 if unicodedata.east_asian_width(character) in "WF" else _UNLISTED
    return _WIDTHS.get(base, wide)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width that a line takes, on the generous side."""
    return sum(map(_advance, text)) * size / 1000 * _MARGIN * (_BOLD if bold else 1.0)


def _cut(word: str, size: float, width: float) -> str:
    while len(word) > 1 and text_width(word + "…", size) > width:
        word = word[:-1]
    return word.rstrip(" ,;:") + "…"


def wrap(text: str, size: float, *, width: float, most_lines: int) -> tuple[str, ...]:
    """Lines no wider than ``width``; what exceeds ``most_lines`` ends in an ellipsis."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], _cut(" ".join(lines[most_lines - 1 :]), size, width)]
    return tuple(line if text_width(line, size) <= width else _cut(line, size, width) for line in lines)


@lru_cache(maxsize=2048)
def settings(text: str, size: float, widest: float) -> tuple[tuple[str, ...], ...]:
    """Ways to set a name, on one to three lines, each balanced; the fewest lines first."""
    found: list[tuple[str, ...]] = []
    full = text_width(text, size)
    for count in (1, 2, 3):
        narrow = max(full / count * 1.02, 60.0)
        if narrow > widest and count < 3:
            continue
        tries = (
            wrap(text, size, width=min(narrow + slack, widest), most_lines=count)
            for slack in (0, 14, 28, 44, 70)
        )
        whole = next(
            (lines for lines in tries if lines and not any(line.endswith("…") for line in lines)), None
        )
        if whole is None and count == 3:
            whole = wrap(text, size, width=widest, most_lines=3)
        if whole and whole not in found:
            found.append(whole)
    return tuple(found)


def block_size(
    lines: Sequence[tuple[str, LineRole]], size: float, *, bold: bool = False
) -> tuple[float, float]:
    """Width and height of lines set one under the other."""
    width = max((text_width(text, size, bold=bold) for text, _ in lines), default=0.0)
    return width, size * (LEADING * (len(lines) - 1) + 1.0)


def set_lines(
    lines: Sequence[tuple[str, LineRole]],
    box: Box,
    *,
    size: float,
    anchor: Anchor = "middle",
    padding: float = 0.0,
) -> Label:
    """Text set in a box whose size came from ``block_size`` (grown by ``padding``)."""
    x = {"start": box.left + padding, "middle": (box.left + box.right) / 2, "end": box.right - padding}[
        anchor
    ]
    top = box.top + padding + ASCENT * size
    return Label(
        tuple(
            TextLine(round(x, 1), round(top + index * LEADING * size, 1), text, role)
            for index, (text, role) in enumerate(lines)
        ),
        anchor,
        Box(*(round(edge, 1) for edge in (box.left, box.top, box.right, box.bottom))),
    )
