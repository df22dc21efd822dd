"""Places are given in the order people came, never twice."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from poucet.contribute.places import Taker, to_seat

TAKERS = st.lists(st.tuples(st.integers(1, 5), st.booleans()), max_size=30).map(
    lambda rows: [Taker(key, Decimal(quantity), seated) for key, (quantity, seated) in enumerate(rows)]
)


def test_fifty_takers_of_ten_places_leave_the_first_ten_seated() -> None:
    assert to_seat(Decimal(10), [Taker(key, Decimal(1), False) for key in range(50)]) == list(range(10))


def test_a_group_too_large_keeps_its_rank_and_lets_the_next_pass() -> None:
    waiting = [Taker(1, Decimal(4), False), Taker(2, Decimal(1), False)]

    assert to_seat(Decimal(2), waiting) == [2]
    assert to_seat(Decimal(6), waiting) == [1, 2]


def test_without_a_limit_everyone_is_seated() -> None:
    assert to_seat(None, [Taker(1, Decimal(400), False), Taker(2, Decimal(1), True)]) == [1]


@given(TAKERS, st.integers(0, 40))
def test_a_seat_is_given_only_where_there_is_room_and_none_is_left_that_someone_fits(
    takers: list[Taker], room: int
) -> None:
    taken = sum(taker.quantity for taker in takers if taker.seated)
    new = [taker for taker in takers if taker.key in to_seat(Decimal(room), takers)]
    after = taken + sum(taker.quantity for taker in new)

    assert not new or after <= room
    assert not any(taker.seated for taker in new)
    left_out = [taker for taker in takers if not taker.seated and taker not in new]
    assert all(taker.quantity > room - after for taker in left_out)
