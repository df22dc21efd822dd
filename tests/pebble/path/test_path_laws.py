"""What holds of the Path whatever the pebbles."""

from itertools import combinations, pairwise
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poucet.pebble.path import PathPicture, PlacedStone, Shape, Stone, Words, lay_out
from poucet.pebble.path.geometry import Box
from poucet.pebble.path.placing import MOST_NUDGE

STATES = st.sampled_from(["planned", "under_way", "laid", "measured", "let_go"])
NAMES = st.text("abcdefghijklmnopqrstuvwxyzéèàç'- ", min_size=1, max_size=60).map(lambda text: f"N{text}")
YEARS = st.floats(1975, 2055).map(lambda year: round(year, 2)) | st.integers(1980, 2040).map(float)
SHAPES: tuple[Shape, ...] = ("wide", "tall")


@st.composite
def pebbles(draw: st.DrawFn, most: int = 60) -> list[Stone]:
    count = draw(st.integers(0, most))
    found = []
    for number in range(count):
        since = draw(st.none() | YEARS)
        until = since + draw(st.sampled_from([1.0, 2.5])) if since and draw(st.booleans()) else None
        found.append(
            Stone(
                number,
                draw(NAMES),
                f"/caillou/{number}",
                draw(STATES),
                since,
                until,
                weight=draw(st.none() | st.floats(0, 1e6)),
                notable=draw(st.booleans()),
                example=draw(st.booleans()),
                description="2013, laid",
            )
        )
    return found


def cluster_url(first: int | None, last: int | None) -> str:
    return f"/cailloux?annees={first}-{last}"


def picture_of(
    stones: list[Stone], shape: Shape, *, today: float = 2026.9, horizon: int | None = 2050
) -> PathPicture:
    return lay_out(
        stones,
        today=today,
        horizon=horizon,
        star_title="A town that makes its own energy",
        shape=shape,
        cluster_url=cluster_url,
        words=Words(horizon="cape"),
    )


def written_boxes(picture: PathPicture) -> list[Box]:
    """Every text that is written without being asked for."""
    waiting = picture.tray.items if picture.tray else ()
    labels = [item.label for item in (*picture.items, *waiting) if item.label]
    labels += [mark.label for mark in picture.marks]
    labels += [picture.here.label, picture.star.label]
    if picture.tray:
        labels.append(picture.tray.title)
    return [label.box for label in labels]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(stones=pebbles(), horizon=st.sampled_from([None, 2020, 2031, 2050, 2100]))
def test_words_and_pebbles_keep_clear_of_each_other(
    shape: Shape, stones: list[Stone], horizon: int | None
) -> None:
    picture = picture_of(stones, shape, horizon=horizon)
    boxes = written_boxes(picture)
    page = Box(0, 0, picture.width, picture.height)

    assert [(one, other) for one, other in combinations(boxes, 2) if one.meets(other)] == []
    assert [box for box in boxes if not box.within(page)] == []
    items = (*picture.items, *(picture.tray.items if picture.tray else ()))
    for one, other in combinations(items, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r
    for item in items:
        round_box = Box(item.x - item.r, item.y - item.r, item.x + item.r, item.y + item.r)
        assert round_box.within(page)
        near = [
            box
            for box in boxes
            if hypot(
                item.x - min(max(item.x, box.left), box.right),
                item.y - min(max(item.y, box.top), box.bottom),
            )
            < item.r
        ]
        assert near == []


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(stones=pebbles())
def test_arc_length_is_time(shape: Shape, stones: list[Stone]) -> None:
    placed = picture_of(stones, shape).stones
    dated = sorted((stone.stone.date or 0.0, stone.arc or 0.0) for stone in placed)

    for (year, arc), (later_year, later_arc) in pairwise(dated):
        assert later_arc >= arc
        assert later_year > year or later_arc == pytest.approx(arc, abs=0.02)
    assert all(abs(stone.nudge) <= MOST_NUDGE for stone in placed)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=25, deadline=None)
@given(stones=pebbles())
def test_every_pebble_is_shown_once_and_undated_ones_in_the_tray_only(
    shape: Shape, stones: list[Stone]
) -> None:
    picture = picture_of(stones, shape)
    waiting = picture.tray.items if picture.tray else ()

    on_path = len(picture.stones) + sum(cluster.count for cluster in picture.clusters)
    in_tray = sum(1 if isinstance(item, PlacedStone) else item.count for item in waiting)
    assert on_path == sum(stone.date is not None for stone in stones)
    assert in_tray == sum(stone.date is None for stone in stones)
    assert all(stone.stone.date is not None for stone in picture.stones)
    assert all(item.arc is None for item in waiting)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=15, deadline=None)
@given(stones=pebbles())
def test_a_larger_effect_never_gives_a_smaller_pebble(shape: Shape, stones: list[Stone]) -> None:
    placed = picture_of(stones, shape).stones
    ranked = sorted((stone.stone.weight or 0.0, stone.r) for stone in placed)

    assert [r for _, r in ranked] == sorted(r for _, r in ranked)


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=10, deadline=None)
@given(stones=pebbles(), order=st.randoms(use_true_random=False))
def test_picture_does_not_depend_on_the_order_given(shape: Shape, stones: list[Stone], order) -> None:
    shuffled = list(stones)
    order.shuffle(shuffled)

    assert picture_of(stones, shape) == picture_of(shuffled, shape)
    assert picture_of(stones, shape) == picture_of(stones, shape)
