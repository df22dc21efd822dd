"""The tray of pebbles whose date nobody knows yet."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box, Disc
from poucet.pebble.path.lettering import block_size, set_lines, text_width, wrap
from poucet.pebble.path.picture import Cluster, Label, LineRole, PlacedStone, Tray
from poucet.pebble.path.stone import Stone

MARGIN = 16.0
PAD = 14.0
GAP = 12.0
LINE = 34.0
MOST_ROWS = {"wide": 2, "tall": 5}

Cell = tuple[Stone, float, float, str]  # stone, left, row, name written beside it


def _flow(frame: Frame, stones: Sequence[Stone], first: float) -> tuple[list[Cell], int]:
    """Pebbles in reading order, each notable one followed by its name; how many rows that takes."""
    right = frame.width - MARGIN - PAD
    left, row = first, 0
    cells: list[Cell] = []
    for stone in stones:
        room = right - (MARGIN + PAD) - 2 * frame.smallest - 8
        lines = wrap(stone.label, frame.size - 1, width=room, most_lines=1) if stone.notable else ()
        name = lines[0] if lines else ""
        width = 2 * frame.smallest + (text_width(name, frame.size - 1) + 6 if name else 0.0)
        if left + width > right and left > MARGIN + PAD:
            left, row = MARGIN + PAD, row + 1
        cells.append((stone, left, row, name))
        left += width + GAP
    return cells, row + 1


def _place(frame: Frame, cell: Cell, top: float, draw: Callable[[Stone, Disc], PlacedStone]) -> PlacedStone:
    stone, left, row, name = cell
    y = top + LINE * (row + 0.5)
    placed = draw(stone, Disc(round(left + frame.smallest, 1), round(y, 1), frame.smallest))
    if not name:
        return placed
    lines: tuple[tuple[str, LineRole], ...] = ((name, "name"),)
    width, height = block_size(lines, frame.size - 1)
    start = left + 2 * frame.smallest + 6
    label = set_lines(
        lines, Box(start, y - height / 2, start + width, y + height / 2), size=frame.size - 1, anchor="start"
    )
    return replace(placed, label=label)


def fill_tray(
    frame: Frame,
    stones: Sequence[Stone],
    *,
    title: str,
    draw: Callable[[Stone, Disc], PlacedStone],
    heap: Callable[[Sequence[Stone], Disc], Cluster],
) -> Tray | None:
    """The tray under the picture, None when every date is known; past its last row, a single heap."""
    if not stones:
        return None
    heading: tuple[tuple[str, LineRole], ...] = ((title, "name"),)
    width, height = block_size(heading, frame.size - 1)
    top = frame.height + 6
    beside = frame.shape == "wide"
    first = MARGIN + PAD + (width + 18 if beside else 0.0)
    rows_top = top + (8 if beside else 30)
    cells, rows = _flow(frame, stones, first)
    if rows > MOST_ROWS[frame.shape]:
        cells, rows = _flow(frame, [replace(stone, notable=False) for stone in stones], first)
    too_many = rows > MOST_ROWS[frame.shape]
    rows = 1 if too_many else rows
    label_y = rows_top + LINE / 2 if beside else top + 18
    label: Label = set_lines(
        heading,
        Box(MARGIN + PAD, label_y - height / 2, MARGIN + PAD + width, label_y + height / 2),
        size=frame.size - 1,
        anchor="start",
    )
    box = Box(MARGIN, top, frame.width - MARGIN, rows_top + LINE * rows + 8)
    if too_many:
        return Tray(box, label, (heap(stones, Disc(first + 20, rows_top + LINE / 2, 17.0)),))
    return Tray(box, label, tuple(_place(frame, cell, rows_top, draw) for cell in cells))
