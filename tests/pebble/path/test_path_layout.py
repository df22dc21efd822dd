from dataclasses import replace
from itertools import pairwise
from math import hypot, pi

import pytest

from poucet.pebble.path import Cluster, PathPicture, Shape, Stone, Words, lay_out
from poucet.pebble.path.frame import frame_for
from poucet.pebble.path.lettering import settings, text_width, wrap
from poucet.pebble.path.outline import pebble_radius
from poucet.pebble.path.timescale import time_scale

SHAPES: tuple[Shape, ...] = ("wide", "tall")


def stone(number: int = 1, since: float | None = 2013.0, **rest) -> Stone:
    return Stone(
        **{"number": number, "label": f"Pebble {number}", "url": f"/caillou/{number}", "state": "laid"}
        | {"since": since}
        | rest
    )


def picture_of(stones: list[Stone], shape: Shape = "wide", horizon: int | None = 2050, **rest) -> PathPicture:
    return lay_out(
        stones,
        today=rest.pop("today", 2026.9),
        horizon=horizon,
        star_title="Star",
        shape=shape,
        cluster_url=lambda first, last: f"/cailloux?annees={first}-{last}",
        **rest,
    )


def test_scale_is_linear_and_ends_at_the_horizon():
    scale = time_scale([1984.0, 2020.0], today=2026.0, horizon=2050)

    assert scale.share(2050) == 1.0
    steps = [scale.share(year + 1) - scale.share(year) for year in range(1984, 2049)]
    assert steps == pytest.approx([steps[0]] * len(steps))


def test_scale_without_horizon_dates_only_part_of_the_path():
    scale = time_scale([1984.0], today=2026.0, horizon=None)

    assert scale.share(2026) < scale.share(9999) == scale.timed_share < 1


def test_scale_goes_past_a_horizon_already_reached_and_marks_it():
    picture = picture_of([stone(since=1990.0)], horizon=2020)

    assert [mark.year for mark in picture.marks if mark.horizon] == [2020]
    assert picture.here.arc < picture.length


@pytest.mark.parametrize(("start", "end", "marks"), [
    (1984, 2050, (1990, 2000, 2010, 2020, 2030, 2040, 2050)),
    (2024, 2030, (2024, 2025, 2026, 2027, 2028, 2029, 2030)),
    (1700, 2050, (1700, 1750, 1800, 1850, 1900, 1950, 2000, 2050)),
])  # fmt: skip
def test_marks_are_decades_closer_on_a_short_path_and_wider_on_a_long_one(start, end, marks):
    scale = time_scale([float(start)], today=float(start), horizon=end)

    assert scale.marked_years() == marks


@pytest.mark.parametrize("shape", SHAPES)
def test_ribbon_is_walked_by_its_length(shape):
    ribbon = frame_for(shape, 40).ribbon
    steps = [ribbon.at(ribbon.length * step / 400) for step in range(401)]

    chords = [hypot(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(steps)]
    assert chords == pytest.approx([ribbon.length / 400] * 400, rel=0.01)


def test_wide_path_goes_from_the_bottom_left_to_the_top_right():
    picture = picture_of([])

    frame = frame_for("wide", 0)
    (x0, y0), (x1, y1) = frame.ribbon.at(0), frame.ribbon.at(frame.ribbon.length)
    assert x0 < frame.width / 4 < 3 * frame.width / 4 < x1 < picture.star.x
    assert y0 > 3 * frame.height / 4 > frame.height / 4 > y1 > picture.star.y


def test_tall_path_grows_with_its_pebbles():
    few = picture_of([stone(number) for number in range(5)], "tall")
    many = picture_of([stone(number, 1980.0 + number) for number in range(60)], "tall")

    assert (few.width, few.height < many.height) == (360, True)


def test_walked_part_ends_here_and_stepping_stones_follow():
    picture = picture_of([stone()])

    assert picture.walked.endswith(f"{picture.here.x} {picture.here.y}")
    assert len(picture.ahead) > 20
    assert picture.beyond == ()


def test_path_without_horizon_fades_into_undated_steps():
    assert len(picture_of([stone()], horizon=None).beyond) > 3


def test_first_day_of_a_commune_stands_at_the_foot_of_the_heaps():
    picture = picture_of([])

    assert picture.items == ()
    assert picture.tray is None
    assert picture.here.arc < picture.length / 20


def test_pebbles_have_one_size_until_a_facet_is_chosen():
    stones = [stone(number, 1990.0 + number) for number in range(20)]

    assert {placed.r for placed in picture_of(stones).stones} == {12}


def test_area_is_in_proportion_to_the_effect():
    radii = [pebble_radius(weight, heaviest=100.0, smallest=12, largest=26) for weight in (100.0, 50.0, 30.0)]

    assert [pi * r**2 for r in radii] == pytest.approx(
        [pi * 26**2 * share for share in (1.0, 0.5, 0.3)], rel=1e-3
    )


@pytest.mark.parametrize("weight", [None, 0.0, -3.0, 1e-9])
def test_unmeasured_or_tiny_effect_keeps_the_smallest_size(weight):
    assert pebble_radius(weight, heaviest=100.0, smallest=12, largest=26) == 12


def test_range_lies_at_its_middle_with_a_bar():
    ranged, middle = stone(1, 2017.0, until=2019.0), stone(2, 2018.0)

    assert picture_of([ranged]).stones[0].arc == pytest.approx(
        next(placed.arc for placed in picture_of([ranged, middle]).stones if placed.stone.number == 2)
    )
    assert (picture_of([ranged]).stones[0].bar != "", picture_of([middle]).stones[0].bar) == (True, "")


@pytest.mark.parametrize(("state", "cracked", "graduated"), [
    ("planned", False, False), ("under_way", False, False), ("laid", False, False),
    ("measured", False, True), ("let_go", True, False),
])  # fmt: skip
def test_state_is_told_by_shape(state, cracked, graduated):
    (placed,) = picture_of([stone(state=state)]).stones

    assert (placed.crack != "", placed.gauge != "") == (cracked, graduated)


@pytest.mark.parametrize("shape", SHAPES)
def test_notable_name_is_written_and_another_waits_on_a_plate(shape):
    notable, quiet = picture_of([stone(1, 2000.0, notable=True), stone(2, 2010.0)], shape).stones

    assert (notable.label is not None, notable.plate) == (True, None)
    assert (quiet.label, quiet.plate is not None) == (None, True)


def test_example_says_so_wherever_its_name_is_read():
    stones = [stone(1, 2000.0, notable=True, example=True), stone(2, 2010.0, example=True)]
    written, waiting = picture_of(stones, words=Words(example="exemple")).stones

    assert written.label.lines[-1].text == waiting.plate.lines[-1].text == "(exemple)"
    assert picture_of(stones).has_examples
    assert not picture_of([stone()]).has_examples


def test_pebbles_of_one_day_lie_side_by_side_while_they_can():
    picture = picture_of([stone(number, 2018.5) for number in range(8)])

    assert (len(picture.stones), picture.clusters) == (8, ())


@pytest.mark.parametrize("shape", SHAPES)
def test_too_many_pebbles_of_one_day_make_one_heap_with_their_count(shape):
    (heap,) = picture_of([stone(number, 2018.5) for number in range(200)], shape).items

    assert isinstance(heap, Cluster)
    assert (heap.count, heap.url) == (200, "/cailloux?annees=2018-2018")


@pytest.mark.parametrize("shape", SHAPES)
def test_ten_thousand_pebbles_are_heaped_by_whole_years(shape):
    stones = [stone(number, 1984 + (number * 0.618034 % 1) * 43) for number in range(10_000)]

    picture = picture_of(stones, shape)

    years = [(cluster.first_year, cluster.last_year) for cluster in picture.clusters]
    assert all(last < first for (_, last), (first, _) in pairwise(years))
    for cluster in picture.clusters:
        inside = [each for each in stones if cluster.first_year <= int(each.since) <= cluster.last_year]
        assert len(inside) == cluster.count
    assert sum(cluster.count for cluster in picture.clusters) + len(picture.stones) == 10_000


def test_tray_holds_undated_pebbles_then_one_heap():
    few = picture_of([stone(number, None) for number in (3, 1, 2)]).tray
    crowd = picture_of([stone(number, None) for number in range(500)]).tray

    assert [item.stone.number for item in few.items] == [1, 2, 3]
    (heap,) = crowd.items
    assert (heap.count, heap.url) == (500, "/cailloux?annees=None-None")


def test_end_known_without_a_beginning_is_no_date():
    assert picture_of([replace(stone(), since=None, until=2018.0)]).stones == ()


def test_long_name_breaks_into_balanced_lines_then_an_ellipsis():
    text = "Révision du plan d'occupation des sols avec les habitants"

    assert wrap("x" * 200, 15, width=100, most_lines=1)[0].endswith("…")
    assert all(text_width(line, 15) <= 200 for way in settings(text, 15, 200) for line in way)
    assert all("…" not in line for way in settings(text, 15, 200) for line in way)
    assert settings(f"{text} {text} {text}", 15, 150)[0][-1].endswith("…")
