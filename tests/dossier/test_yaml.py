"""The YAML of the dossier: what is written reads back the same; only plain trees are read."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from poucet.dossier.yaml_reading import read_yaml
from poucet.dossier.yaml_writing import write_yaml

# Characters that YAML can carry: control characters and lone surrogates are refused on reading.
characters = st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n")
texts = st.text(characters, max_size=200)
numbers = st.integers(-(10**12), 10**12) | st.decimals(
    min_value=-(10**9), max_value=10**9, places=4, allow_nan=False
)
leaves = st.booleans() | texts | numbers
trees = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(texts.filter(lambda k: len(k) < 60), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(tree=trees)
def test_what_is_written_reads_back_the_same(tree: Any) -> None:
    document = read_yaml("x.yaml", write_yaml(tree))
    assert document.faults == []
    assert document.value == tree


def test_plain_words_stay_words() -> None:
    content = b"a: no\nb: 2013-03-08\nc: 012\nd: '12'\ne: ~\nf: true\ng: 1e3\nh: 12:30\n"
    assert read_yaml("x.yaml", content).value == {
        "a": "no",
        "b": "2013-03-08",
        "c": "012",
        "d": "12",
        "e": None,
        "f": True,
        "g": Decimal("1e3"),
        "h": "12:30",
    }


def test_each_field_knows_its_line() -> None:
    document = read_yaml("x.yaml", b"a: 1\nb:\n  - c: 2\n  - c: 3\n")
    assert document.line_of(("b", 1, "c")) == 4
    assert document.line_of(("b", 1, "absent")) == 4
