"""Names beside their marks, where there is room: a name that would cover another is left to the table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from poucet.town.map.frame import Frame
from poucet.town.map.picture import Mark, Name

SIZE = 14.0
LETTER = 0.56  # of the size: on the generous side for the house's typeface
LONGEST = 30  # letters; the whole name is in the link and in the table
FOOT = 46.0  # of the picture, kept for the scale
CORNER = 60.0  # at the top right, kept for the north


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def write_names(
    frame: Frame, marks: Sequence[Mark], of_layers: Sequence[tuple[float, float, str]]
) -> tuple[list[Mark], list[Name]]:
    """Marks with their names, and the names of the ground (districts) between them."""
    width, height = frame.width, frame.height
    taken = [_Box(0, height - FOOT, 190, height), _Box(width - CORNER, 0, width, CORNER)]
    taken += [_Box(mark.x - mark.r, mark.y - mark.r, mark.x + mark.r, mark.y + mark.r) for mark in marks]
    named = [_named(mark, taken, width, height) for mark in marks]
    grounds = []
    for x, y, text in of_layers:
        name = short(text)
        half = _width(name) / 2
        box = _Box(x - half, y - SIZE / 2, x + half, y + SIZE / 2)
        if _is_free(box, taken, width, height):
            taken.append(box)
            grounds.append(Name(x, round(y + SIZE * 0.35, 1), name))
    return named, grounds


def short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _named(mark: Mark, taken: list[_Box], width: float, height: float) -> Mark:
    if mark.kind == "cluster":
        return mark
    text = short(mark.spot.label)
    long, gap, y = _width(text), mark.r + 5, mark.y
    right = _Box(mark.x + gap, y - SIZE * 0.6, mark.x + gap + long, y + SIZE * 0.6)
    left = _Box(mark.x - gap - long, y - SIZE * 0.6, mark.x - gap, y + SIZE * 0.6)
    base = round(y + SIZE * 0.35, 1)
    if _is_free(right, taken, width, height):
        taken.append(right)
        return replace(mark, name=Name(round(right.left, 1), base, text))
    if _is_free(left, taken, width, height):
        taken.append(left)
        return replace(mark, name=Name(round(left.right, 1), base, text, "end"))
    return mark


def _width(text: str) -> float:
    return len(text) * SIZE * LETTER


def _is_free(box: _Box, taken: Sequence[_Box], width: float, height: float) -> bool:
    within = box.left >= 4 and box.top >= 4 and box.right <= width - 4 and box.bottom <= height - 4
    return within and not any(box.meets(other) for other in taken)
