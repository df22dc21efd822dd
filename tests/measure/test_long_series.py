"""A series of thousands: thinned as a picture, which says so, and given whole as a table in pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poucet.measure.series import Point, thinned

values = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300)


def points(of: list[float]) -> list[Point]:
    return [
        Point(2000 + place / 12, 2000 + (place + 1) / 12, value, None, None, "measured")
        for place, value in enumerate(of)
    ]


@given(values=values)
def test_thinned_series_keeps_its_ends_of_value_and_its_order(values: list[float]) -> None:
    every = points(values)
    some = thinned(every, 20)
    assert len(some) <= max(20, min(len(every), 20))
    assert set(some) <= set(every)
    assert [point.at for point in some] == sorted(point.at for point in some)
    assert (min(some, key=lambda one: one.value).value, max(some, key=lambda one: one.value).value) == (
        min(values),
        max(values),
    )


def test_short_series_is_left_whole() -> None:
    every = points([1.0, 2.0, 3.0])
    assert thinned(every, 20) == tuple(every)
