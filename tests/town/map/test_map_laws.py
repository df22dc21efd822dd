"""What the drawn map keeps to, whatever the commune: the projection, the frame, the marks, the cuts."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import atan2, cos, hypot, pi, radians, sin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from poucet.town.map import Bounds, Frame, Spot, anchor, bounds_of, draw, draw_layer, sketch, vertices
from poucet.town.map.clipping import clip_line, clip_ring
from poucet.town.map.clusters import gather
from poucet.town.map.mercator import metres_per_unit, project, unproject

WIDTH, HEIGHT = 960.0, 600.0
longitudes = st.floats(-179, 179)
latitudes = st.floats(-84, 84)
pixels = st.floats(-2000, 3000)


@st.composite
def bounds(draw_one: st.DrawFn) -> Bounds:
    west, south = draw_one(st.floats(-170, 160)), draw_one(st.floats(-80, 70))
    return Bounds(west, south, west + draw_one(st.floats(0, 9)), south + draw_one(st.floats(0, 9)))


@st.composite
def rings(draw_one: st.DrawFn) -> list[list[float]]:
    """An outline seen from its middle: simple, dented, closed."""
    count = draw_one(st.integers(3, 24))
    reaches = draw_one(st.lists(st.floats(0.05, 1), min_size=count, max_size=count))
    east, north = draw_one(st.floats(-20, 20)), draw_one(st.floats(-50, 50))
    ring = [
        [east + reach * cos(2 * pi * place / count), north + reach * sin(2 * pi * place / count)]
        for place, reach in enumerate(reaches)
    ]
    return [*ring, ring[0]]


@st.composite
def spots(draw_one: st.DrawFn) -> list[Spot]:
    near = st.floats(0, 0.05)
    several = draw_one(st.lists(st.tuples(near, near, st.integers(0, 30)), max_size=60))
    return [
        Spot(number, f"Lieu {number}", f"/lieu/{number}", 2.78 + east, 50.44 + north, pebbles)
        for number, (east, north, pebbles) in enumerate(several, start=1)
    ]


def feature(kind: str, coordinates: object, **more: object) -> dict:
    geometry = {"type": kind, "coordinates": coordinates}
    box = bounds_of(geometry)
    return {"geometry": geometry, "box": [box.west, box.south, box.east, box.north], **more}


def is_inside(point: tuple[float, float], ring: list[list[float]]) -> bool:
    """By the winding of the outline around the point: another method than ours."""
    winding = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        one, other = (x1 - point[0], y1 - point[1]), (x2 - point[0], y2 - point[1])
        cross, dot = one[0] * other[1] - one[1] * other[0], one[0] * other[0] + one[1] * other[1]
        winding += atan2(cross, dot)
    return abs(winding) > pi


def area(ring: list[tuple[float, float]]) -> float:
    closed = [*ring, ring[0]]
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(closed))) / 2


@given(longitude=longitudes, latitude=latitudes)
def test_projection_comes_back(longitude: float, latitude: float) -> None:
    assert unproject(*project(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-7)


@given(longitude=longitudes, latitude=st.floats(-80, 80))
def test_projection_keeps_angles_and_says_its_lengths(longitude: float, latitude: float) -> None:
    """A hundred metres east and a hundred metres north are drawn alike, as long as the scale says."""
    metres = 100.0
    north = metres / 6_378_137 * 180 / pi
    east = north / cos(radians(latitude))
    x, y = project(longitude, latitude)
    right, up = project(longitude + east, latitude)[0] - x, y - project(longitude, latitude + north)[1]
    assert right == pytest.approx(up, rel=1e-3)
    assert right * metres_per_unit(latitude) == pytest.approx(metres, rel=1e-3)


def test_projection_agrees_with_published_values() -> None:
    """The worked example of EPSG method 1024 (IOGP guidance note 373-7-2, 2019)."""
    x, y = project(-100.33333333333333, 24.381786944444446)
    circumference = 2 * pi * 6_378_137
    assert (x - 0.5) * circumference == pytest.approx(-11_169_055.58, abs=0.02)
    assert (0.5 - y) * circumference == pytest.approx(2_800_000.00, abs=0.02)


def test_poles_are_drawn_on_the_edge() -> None:
    assert project(0, 90)[1] == pytest.approx(0, abs=1e-9)
    assert project(0, -90)[1] == pytest.approx(1, abs=1e-9)


@given(wanted=bounds())
def test_frame_holds_what_it_was_fitted_to(wanted: Bounds) -> None:
    frame = Frame.fit(wanted, width=WIDTH, height=HEIGHT)
    corners = [(wanted.west, wanted.south), (wanted.east, wanted.north)]
    assert all(frame.holds(*corner) for corner in corners)
    assert frame.metres_per_pixel * WIDTH >= 399


@given(wanted=bounds())
def test_neighbour_at_the_same_distance_is_the_same_frame(wanted: Bounds) -> None:
    frame = Frame.fit(wanted, width=WIDTH, height=HEIGHT)
    again = Frame.fit(frame.neighbour(), width=WIDTH, height=HEIGHT)
    assert again.units_per_pixel == pytest.approx(frame.units_per_pixel, rel=1e-3)
    nearer = Frame.fit(frame.neighbour(factor=0.5), width=WIDTH, height=HEIGHT, least_m=1)
    assert nearer.units_per_pixel == pytest.approx(frame.units_per_pixel / 2, rel=1e-3)


@given(given_spots=spots(), order=st.randoms(use_true_random=False))
def test_every_spot_is_in_one_mark_and_marks_keep_apart(given_spots: list[Spot], order) -> None:
    placed = [(spot, (spot.longitude - 2.78) * 20_000, spot.latitude * 10) for spot in given_spots]
    groups = gather(placed, apart=44)

    assert sorted(spot.number for group in groups for spot in group.spots) == [s.number for s in given_spots]
    for one, other in combinations(groups, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= 44
    order.shuffle(placed)
    assert gather(placed, apart=44) == groups


@settings(max_examples=40)
@given(given_spots=spots())
def test_drawn_map_loses_no_place_and_counts_every_pebble(given_spots: list[Spot]) -> None:
    frame = Frame.fit(Bounds(2.78, 50.44, 2.83, 50.49), width=WIDTH, height=HEIGHT)
    picture = draw(frame, (), given_spots, shape="wide", open_cluster=lambda there: f"{there.west}")

    assert sum(mark.pebbles for mark in picture.marks) == sum(spot.pebbles for spot in given_spots)
    assert sum(len(mark.spots) for mark in picture.marks) == len(given_spots)
    assert all((mark.kind == "cluster") == (len(mark.spots) > 1) for mark in picture.marks)
    for one, other in combinations(picture.marks, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


@given(ring=rings())
def test_anchor_lies_inside_its_outline(ring: list[list[float]]) -> None:
    point = anchor({"type": "Polygon", "coordinates": [ring]})
    assert is_inside(point, ring)


def test_anchor_of_a_ring_with_a_hole_is_not_in_the_hole() -> None:
    square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    hole = [[2, 2], [2, 8], [8, 8], [8, 2], [2, 2]]
    x, y = anchor({"type": "Polygon", "coordinates": [square, hole]})
    assert not (2 < x < 8 and 2 < y < 8)
    assert 0 < x < 10
    assert 0 < y < 10


def test_anchor_of_a_line_lies_halfway() -> None:
    assert anchor({"type": "LineString", "coordinates": [[0, 0], [4, 0], [4, 2]]}) == (3, 0)


@given(ring=st.lists(st.tuples(pixels, pixels), min_size=3, max_size=30))
def test_cut_outline_stays_in_the_picture(ring: list[tuple[float, float]]) -> None:
    for x, y in clip_ring(ring, WIDTH, HEIGHT):
        assert -12.001 <= x <= WIDTH + 12.001
        assert -12.001 <= y <= HEIGHT + 12.001


@given(ring=rings())
def test_outline_within_the_picture_is_not_cut(ring: list[list[float]]) -> None:
    east, north = ring[0]
    inside = [(300 + (x - east) * 50, 300 + (y - north) * 50) for x, y in ring[:-1]]
    assert area(clip_ring(inside, WIDTH, HEIGHT)) == pytest.approx(area(inside))


def test_line_that_leaves_and_comes_back_is_two_stretches() -> None:
    line = [(10.0, 10.0), (20.0, 10.0), (20.0, -900.0), (900.0, -900.0), (900.0, 10.0)]
    assert [len(stretch) for stretch in clip_line(line, WIDTH, HEIGHT)] == [3, 2]


@settings(max_examples=25)
@given(ring=rings(), fold=st.integers(1, 40), most=st.integers(20, 200))
def test_sketch_fits_and_keeps_rings_closed(ring: list[list[float]], fold: int, most: int) -> None:
    features = [feature("Polygon", [[[x + 3 * place, y] for x, y in ring]]) for place in range(fold)]
    around = Bounds.around(bounds_of(one["geometry"]) for one in features)
    assert around
    drawn = sketch(features, around, most=most)
    assert sum(vertices(one["geometry"]) for one in drawn) <= most
    for one in drawn:
        outline = one["geometry"]["coordinates"][0]
        assert len(outline) >= 4
        assert outline[0] == outline[-1]


@given(wanted=bounds())
def test_scale_is_round_and_short_enough(wanted: Bounds) -> None:
    frame = Frame.fit(wanted, width=WIDTH, height=HEIGHT)
    scale = draw(frame, (), (), shape="wide", open_cluster=str).scale
    assert str(scale.metres).rstrip("0") in {"1", "2", "5"}
    assert scale.length <= WIDTH / 4 + 0.1
    assert scale.length >= WIDTH / 10 - 0.1
    assert scale.length * frame.metres_per_pixel == pytest.approx(scale.metres, rel=0.01)


def test_layer_outside_the_picture_draws_nothing() -> None:
    frame = Frame.fit(Bounds(2.78, 50.44, 2.83, 50.47), width=WIDTH, height=HEIGHT)
    far = feature("Polygon", [[[10, 10], [11, 10], [11, 11], [10, 10]]])
    drawn = draw_layer(frame, 1, "green", [far])
    assert (drawn.areas, drawn.lines) == ("", "")


def test_names_are_left_out_rather_than_written_over_one_another() -> None:
    frame = Frame.fit(Bounds(2.78, 50.44, 2.83, 50.47), width=WIDTH, height=HEIGHT)
    column = [Spot(n, "Un nom assez long", "/", 2.8, 50.45 + n * 0.0029, 0) for n in range(6)]
    row = [Spot(10 + n, "Un nom assez long", "/", 2.785 + n * 0.005, 50.445, 0) for n in range(9)]
    marks = draw(frame, (), [*column, *row], shape="wide", open_cluster=str).marks
    boxes = [
        (mark.name.x - (width if mark.name.anchor == "end" else 0), mark.name.y - 11, width)
        for mark in marks
        if mark.name
        for width in [len(mark.name.text) * 14 * 0.5]
    ]
    assert len(boxes) > 5
    for (x1, y1, w1), (x2, y2, w2) in combinations(boxes, 2):
        assert not (x1 < x2 + w2 and x2 < x1 + w1 and abs(y1 - y2) < 13)
