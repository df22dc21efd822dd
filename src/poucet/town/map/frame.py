"""What part of the world a picture shows, and where each position falls in it."""

from dataclasses import dataclass

from poucet.town.map.mercator import Bounds, Point, metres_per_unit, project, unproject

MARGIN_SHARE = 0.07
LEAST_M = 400.0  # across, unless who asks says otherwise
MOST_UNITS = 1.0  # the whole square


@dataclass(frozen=True)
class Frame:
    """A rectangle of the projected square, laid on a view box of ``width`` by ``height``."""

    left: float
    top: float
    units_per_pixel: float
    width: float
    height: float

    @classmethod
    def fit(cls, bounds: Bounds, *, width: float, height: float, least_m: float = LEAST_M) -> "Frame":
        """The smallest frame of this shape, and at least so wide, that holds the bounds with a margin."""
        left, top = project(bounds.west, bounds.north)
        right, bottom = project(bounds.east, bounds.south)
        _longitude, latitude = bounds.middle
        least = least_m / metres_per_unit(latitude) / width
        inner = 1 - 2 * MARGIN_SHARE
        scale = max((right - left) / (width * inner), (bottom - top) / (height * inner), least)
        scale = min(scale, MOST_UNITS / min(width, height))
        x, y = (left + right) / 2, (top + bottom) / 2
        return cls(x - scale * width / 2, y - scale * height / 2, scale, width, height)

    def place(self, longitude: float, latitude: float) -> Point:
        """Where a position falls in the view box, perhaps outside it."""
        x, y = project(longitude, latitude)
        return (x - self.left) / self.units_per_pixel, (y - self.top) / self.units_per_pixel

    def holds(self, longitude: float, latitude: float) -> bool:
        x, y = self.place(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height

    @property
    def bounds(self) -> Bounds:
        west, north = unproject(self.left, self.top)
        east, south = unproject(
            self.left + self.width * self.units_per_pixel, self.top + self.height * self.units_per_pixel
        )
        return Bounds(max(west, -180.0), south, min(east, 180.0), north)

    @property
    def metres_per_pixel(self) -> float:
        """On the ground, at the middle of the picture."""
        return metres_per_unit(self.bounds.middle[1]) * self.units_per_pixel

    def neighbour(self, *, right: float = 0.0, down: float = 0.0, factor: float = 1.0) -> Bounds:
        """What to fit to see from nearer (factor below one) or farther, or a share of the picture beside.

        The margin that ``fit`` adds is taken off; it stays within the square.
        """
        width, height = self.width * self.units_per_pixel, self.height * self.units_per_pixel
        x, y = self.left + width * (0.5 + right), self.top + height * (0.5 + down)
        inner = factor * (1 - 2 * MARGIN_SHARE) / 2
        left, below = (min(max(edge, 0.0), 1.0 - 1e-9) for edge in (x - width * inner, y + height * inner))
        beyond, top = (min(max(edge, 1e-9), 1.0) for edge in (x + width * inner, y - height * inner))
        west, north = unproject(min(left, beyond - 1e-9), min(top, below - 1e-9))
        east, south = unproject(beyond, below)
        return Bounds(west, south, east, north)
