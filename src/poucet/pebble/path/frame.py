"""The two settings of the picture: a wide hillside for a desk, a climbing ribbon for a phone."""

from dataclasses import dataclass
from math import ceil

from poucet.pebble.path.ribbon import Point, Ribbon, ribbon_through
from poucet.pebble.path.stone import Shape

WIDE_WAYPOINTS: tuple[Point, ...] = (
    (216, 552),
    (268, 538),
    (340, 526),
    (500, 534),
    (680, 514),
    (850, 522),
    (985, 520),
    (1072, 492),
    (1108, 432),
    (1076, 372),
    (985, 346),
    (830, 350),
    (650, 334),
    (470, 350),
    (290, 342),
    (160, 322),
    (98, 268),
    (122, 208),
    (212, 182),
    (390, 192),
    (580, 176),
    (760, 186),
    (900, 170),
    (982, 128),
)
TALL_TOP = 190.0
TALL_FOOT = 150.0
TALL_PACE = 33.0
TALL_LEAST, TALL_MOST = 900.0, 2800.0


@dataclass(frozen=True)
class Frame:
    """Sizes and places that depend on the shape only."""

    shape: Shape
    width: float
    height: float
    ribbon: Ribbon
    ribbon_width: float
    smallest: float
    largest: float
    size: float
    star: Point
    star_r: float
    heaps: tuple[tuple[float, float, float], ...]  # apex x, apex height above the ground, half width
    ground: float
    star_text: tuple[
        float, float, float, float
    ]  # left, top, right, bottom of the room kept for the star's name
    star_anchor_end: bool


def wide_frame() -> Frame:
    return Frame(
        shape="wide",
        width=1200,
        height=620,
        ribbon=ribbon_through(WIDE_WAYPOINTS),
        ribbon_width=30,
        smallest=12,
        largest=26,
        size=15,
        star=(1080, 84),
        star_r=36,
        heaps=((58, 204, 168), (132, 166, 128)),
        ground=606,
        star_text=(965, 148, 1195, 232),
        star_anchor_end=False,
    )


def tall_frame(stones: int) -> Frame:
    """A ribbon long enough to leave each pebble some room, within reason: a phone is scrolled."""
    climb = min(max(TALL_PACE * stones, TALL_LEAST), TALL_MOST)
    bends = max(3, round(climb / 330))
    foot = TALL_TOP + climb
    turns = [
        (180.0 + (66 if index % 2 == 0 else -66), foot - climb * (index + 0.62) / bends)
        for index in range(bends)
    ]
    turns = [turn for turn in turns if turn[1] > TALL_TOP + 70]
    waypoints = [
        (226.0, foot + 104),
        (212.0, foot + 62),
        (176.0, foot - 6),
        *turns,
        (200.0, TALL_TOP + 12),
        (244.0, TALL_TOP - 44),
    ]
    return Frame(
        shape="tall",
        width=360,
        height=ceil(foot + TALL_FOOT),
        ribbon=ribbon_through(waypoints),
        ribbon_width=26,
        smallest=12,
        largest=26,
        size=14,
        star=(286, 82),
        star_r=30,
        heaps=((62, 128, 104), (116, 100, 80)),
        ground=ceil(foot + TALL_FOOT) - 14,
        star_text=(12, 24, 218, 136),
        star_anchor_end=True,
    )


def frame_for(shape: Shape, stones: int) -> Frame:
    return wide_frame() if shape == "wide" else tall_frame(stones)
