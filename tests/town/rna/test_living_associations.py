"""How many associations were alive at the end of each year: by hand on small cases, then laws."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poucet.town.rna.living import Life, alive_by_year, first_year, was_alive

years = st.integers(1901, 2030)
lives = st.builds(Life, founded=st.none() | years, dissolved=st.none() | years, active=st.booleans()).filter(
    lambda life: life.dissolved is None or not life.active
)


def test_years_are_counted_at_their_last_evening() -> None:
    told = alive_by_year([Life(2000, None, True), Life(2001, 2003, False)], first=1999, last=2003)
    assert [one.surely for one in told] == [0, 1, 2, 2, 1]
    assert {one.perhaps for one in told} == {0}


def test_missing_dates_widen_the_count_and_are_never_guessed() -> None:
    assert was_alive(Life(None, None, True), 2000) is None
    assert was_alive(Life(None, 2005, False), 2005) is False
    assert was_alive(Life(1990, None, False), 2000) is None  # struck off, nobody knows when
    assert was_alive(Life(2001, None, False), 2000) is False
    (one,) = alive_by_year([Life(1990, None, True), Life(None, None, True)], first=2000, last=2000)
    assert (one.surely, one.most) == (1, 2)


def test_first_year_is_that_of_the_oldest_known() -> None:
    assert first_year([Life(None, 1950, False), Life(1987, None, True)]) == 1987
    assert first_year([Life(None, None, True)]) is None


@given(st.lists(lives), years)
def test_bounds_hold_every_way_to_fill_in_what_is_missing(known: list[Life], year: int) -> None:
    (told,) = alive_by_year(known, first=year, last=year)
    assert 0 <= told.surely <= told.most <= len(known)


@given(st.lists(lives), st.lists(lives), years)
def test_two_communes_together_count_as_much_as_each(some: list[Life], more: list[Life], year: int) -> None:
    (one,), (other,), (both,) = (
        alive_by_year(known, first=year, last=year) for known in (some, more, some + more)
    )
    assert (both.surely, both.perhaps) == (one.surely + other.surely, one.perhaps + other.perhaps)


@given(lives, years)
def test_association_that_ended_does_not_come_back(life: Life, year: int) -> None:
    if life.founded is not None and life.founded <= year and was_alive(life, year) is False:
        assert was_alive(life, year + 1) is False
