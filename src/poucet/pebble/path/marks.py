"""Milestones along the ribbon, and where we are."""

from collections.abc import Sequence

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box, Disc, Segment
from poucet.pebble.path.labels import Writing, write_and_keep
from poucet.pebble.path.lettering import block_size, set_lines
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.picture import Here, Label, LineRole, Mark
from poucet.pebble.path.timescale import TimeScale

SHIFTS = (0.0, 9.0, -9.0, 18.0, -18.0, 30.0, -30.0)  # along the ribbon, when the foot of the mark is taken
WALKER_HEIGHT = 38.0
WALKER_REACH = 12.0


def walker_body(x: float, y: float) -> Box:
    """What the walker standing at a point covers."""
    return Box(x - 15, y - WALKER_HEIGHT, x + 15, y)


def _year_label(frame: Frame, occupied: Occupancy, arc: float, text: str) -> Label:
    """The year at the foot of its mark, on the lower or left side when both are free."""
    size = frame.size - 2
    lines: tuple[tuple[str, LineRole], ...] = ((text, "name"),)
    width, height = block_size(lines, size)
    page = Box(3, 3, frame.width - 3, frame.height - 3)
    dx, dy = frame.ribbon.heading(arc)
    first = -1 if dx > 0.25 else 1
    tries: list[Label] = []
    for shift in SHIFTS:
        for side in (first, -first):
            reach = frame.ribbon_width / 2 + 7 + (width * abs(dy) + height * abs(dx)) / 2
            x, y = frame.ribbon.beside(arc + shift, side * reach)
            box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
            if box.within(page):
                tries.append(set_lines(lines, box, size=size))
    return next((label for label in tries if occupied.is_free(label.box.grown(2))), tries[0])


def set_marks(
    frame: Frame,
    scale: TimeScale,
    occupied: Occupancy,
    *,
    horizon: int | None,
    words: str,
) -> tuple[Mark, ...]:
    """The decades; and the horizon, when the path had to go past it."""
    years: list[tuple[int, bool]] = [(year, False) for year in scale.marked_years()]
    if horizon is not None and horizon < scale.end:
        years = sorted([(year, flag) for year, flag in years if year != horizon] + [(horizon, True)])
    marks: list[Mark] = []
    for year, is_horizon in years:
        arc = scale.share(year) * frame.ribbon.length
        if not is_horizon and arc > frame.ribbon.length - 24:
            continue
        half = frame.ribbon_width / 2 + 4
        (x1, y1), (x2, y2) = frame.ribbon.beside(arc, half), frame.ribbon.beside(arc, -half)
        label = _year_label(frame, occupied, arc, (words or str(year)) if is_horizon else str(year))
        occupied.add(label.box, Kind.TEXT)
        marks.append(
            Mark(year, Segment(round(x1, 1), round(y1, 1), round(x2, 1), round(y2, 1)), label, is_horizon)
        )
    return tuple(marks)


def set_here(frame: Frame, scale: TimeScale, occupied: Occupancy, *, today: float, words: str) -> Here:
    """The walker on the ribbon, and the words beside."""
    arc = scale.share(today) * frame.ribbon.length
    x, y = (round(value, 1) for value in frame.ribbon.at(arc))
    occupied.add(Disc(x, y, WALKER_REACH), Kind.STONE)
    occupied.add(walker_body(x, y), Kind.STONE)
    writing = Writing(
        frame.size, ("right", "above", "left", "below"), bold=True, avoid=Kind.ALL & ~Kind.STONE
    )
    label = write_and_keep(
        frame, occupied, Disc(x, y - WALKER_HEIGHT / 2, 9.0), (((words, "name"),),), writing
    )
    if label is None:
        width, height = block_size(((words, "name"),), frame.size, bold=True)
        label = set_lines(
            ((words, "name"),), Box(x + 12, y - 40, x + 12 + width, y - 40 + height), size=frame.size
        )
        occupied.add(label.box, Kind.TEXT)
    facing = -1 if frame.ribbon.heading(arc)[0] < 0 else 1
    return Here(x, y, round(arc, 1), facing, label)


def ribbon_obstacle(frame: Frame, occupied: Occupancy) -> Sequence[Disc]:
    """The ribbon as a chain of discs, so that no word is written on it."""
    half = frame.ribbon_width / 2 + 1
    count = int(frame.ribbon.length / 9)
    discs = [Disc(*frame.ribbon.at(frame.ribbon.length * step / count), half) for step in range(count + 1)]
    for disc in discs:
        occupied.add(disc, Kind.RIBBON)
    return discs
