"""Where we go, and the ground on the way: nothing here carries a figure."""

from poucet.pebble.path.frame import Frame
from poucet.pebble.path.geometry import Box, Disc
from poucet.pebble.path.lettering import block_size, set_lines, settings, wrap
from poucet.pebble.path.occupancy import Kind, Occupancy
from poucet.pebble.path.outline import star_points
from poucet.pebble.path.picture import LineRole, Star

STEP = 23.0
SWELLS = (5.0, -7.0)


def belt(frame: Frame, occupied: Occupancy) -> tuple[str, tuple[Disc, ...]]:
    """The green belt: a low line of ground with its hedges."""
    ground, width = frame.ground, frame.width
    count = 8 if frame.shape == "wide" else 4
    stride = width / count
    waves = "".join(
        f"Q{(wave + 0.5) * stride:.1f} {ground + SWELLS[wave % 2]:.1f} {(wave + 1) * stride:.1f} {ground:.1f}"
        for wave in range(count)
    )
    path = f"M0 {ground:.1f}{waves}V{frame.height:.1f}H0Z"
    occupied.add(Box(0, ground - 12, width, frame.height), Kind.SCENE)
    trees: list[Disc] = []
    start = frame.heaps[-1][0] + frame.heaps[-1][2] + 14
    x, index = start, 0
    while x < width - 14:
        index += 1
        radius = (5.5, 7.5, 4.5, 6.5)[index * 7 % 4]
        trees.append(Disc(round(x, 1), round(ground - radius * 0.4, 1), radius))
        x += radius * 1.5 if index % 5 else 46 + (index * 29) % 67
    return path, tuple(trees)


def _title(title: str, size: float, width: float) -> tuple[str, ...]:
    ways = settings(title, size, width)
    return ways[0] if ways else ()


def star(frame: Frame, title: str, horizon: str, occupied: Occupancy) -> Star:
    """The star and its name; its glow lies under everything, only its core keeps others away."""
    x, y = frame.star
    left, top, right, bottom = frame.star_text
    size = frame.size + 1
    lines: list[tuple[str, LineRole]] = [
        (line, "name") for line in _title(title, size * 1.08, right - left - 4)
    ]
    if horizon:
        lines.append((wrap(horizon, size, width=right - left - 4, most_lines=1)[0], "detail"))
    width, height = block_size(lines, size, bold=True)
    width = min(width, right - left)
    if frame.star_anchor_end:
        middle = (top + bottom) / 2
        box = Box(right - width, middle - height / 2, right, middle + height / 2)
    else:
        box = Box(x - width / 2, top, x + width / 2, top + height)
        over = max(0.0, box.right - (frame.width - 5))
        box = Box(box.left - over, box.top, box.right - over, box.bottom)
    label = set_lines(lines, box, size=size, anchor="end" if frame.star_anchor_end else "middle")
    if lines:
        occupied.add(label.box.grown(4), Kind.SCENE)
    occupied.add(Disc(x, y, frame.star_r + 6), Kind.SCENE)
    return Star(x, y, frame.star_r, frame.star_r * 3.2, star_points(x, y, frame.star_r), label)


def stepping_stones(frame: Frame, start: float, occupied: Occupancy) -> tuple[tuple[float, Disc], ...]:
    """What is left to walk, smaller as it nears the star; a planned pebble takes the place of a step."""
    ribbon = frame.ribbon
    largest = frame.ribbon_width * 0.28
    steps: list[tuple[float, Disc]] = []
    arc = start + STEP
    while arc <= ribbon.length:
        x, y = ribbon.beside(arc, (1.6, -1.9, 0.7, -0.8)[len(steps) % 4])
        far = (arc - start) / max(ribbon.length - start, 1.0)
        disc = Disc(round(x, 1), round(y, 1), round(largest * (1 - 0.36 * far), 1))
        if occupied.is_free(disc, kinds=Kind.STONE):
            steps.append((arc, disc))
        arc += STEP * (1 - 0.2 * far)
    return tuple(steps)


def night(frame: Frame, occupied: Occupancy) -> tuple[Disc, ...]:
    """Faint stars for the night walk, scattered evenly (a golden sequence) where nothing else is."""
    count = 70 if frame.shape == "wide" else min(160, int(frame.height / 14))
    found: list[Disc] = []
    for index in range(1, count + 1):
        x = frame.width * (index * 0.7548776662 % 1)
        y = (frame.ground - 30) * (index * 0.5698402910 % 1) ** 1.25
        disc = Disc(round(x, 1), round(y, 1), (0.8, 1.2, 0.7, 1.5)[index % 4])
        if occupied.is_free(Disc(disc.x, disc.y, 5.0)):
            found.append(disc)
    return tuple(found)
