"""Units drawn from the whole table, for laws that must hold of any of them."""

from fractions import Fraction

from hypothesis import strategies as st

from poucet.engines.units.table import table
from poucet.engines.units.unit import combined

codes = st.sampled_from(sorted(table().entries))
powers = st.tuples(codes, st.sampled_from([-2, -1, 1, 1, 2, 3]))
# Two factors each, so that the product of two units still has a code of at most 80 characters.
units = st.builds(
    lambda parts, tens: combined(parts, power_of_ten=tens),
    st.lists(powers, max_size=2, unique_by=lambda power: power[0]),
    st.integers(-3, 3),
)
values = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6) | st.just(Fraction(0))
