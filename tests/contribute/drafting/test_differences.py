"""Differences: nothing of either wording is lost, whatever the words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from poucet.contribute.drafting.differences import Mark, compared, differences, renumbered, split

WORDS = st.text(alphabet=st.sampled_from("abcé ’.,\n-12🌱"), max_size=60)
BODY = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["a", "b", "c d", "c e"])), max_size=6).map(
    lambda rows: list(dict(rows).items())
)


@given(WORDS, WORDS)
def test_the_pieces_give_both_wordings_back(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert "".join(one.text for one in pieces if one.mark != Mark.NEW) == before
    assert "".join(one.text for one in pieces if one.mark != Mark.GONE) == after
    assert all(one.text for one in pieces)


def test_one_word_changed_is_one_word_shown() -> None:
    pieces = differences("Confiée pour un an.", "Confiée pour deux ans.")
    assert [(one.mark.value, one.text) for one in pieces] == [
        ("same", "Confiée pour "), ("gone", "un"), ("new", "deux"), ("same", " "), ("gone", "an"), ("new", "ans"),
        ("same", "."),
    ]  # fmt: skip


def test_wordings_with_nothing_in_common_are_shown_whole() -> None:
    assert [one.mark for one in differences("Du pain, du vin.", "Trois chats dorment ici")] == ["gone", "new"]


@given(BODY, BODY)
def test_every_paragraph_of_both_versions_is_there_once(before, after) -> None:
    changes = compared(before, after)
    assert [one.number for one in changes if one.mark != Mark.GONE] == [number for number, _text in after]
    gone = {number for number, _text in before} - {number for number, _text in after}
    assert sorted(one.number for one in changes if one.mark == Mark.GONE) == sorted(gone)


@given(BODY, st.lists(st.sampled_from(["a", "b", "c d", "e", "f g"]), max_size=6))
def test_a_text_rewritten_keeps_its_numbers_and_gives_none_twice(before, texts) -> None:
    found = renumbered(before, texts, last=9)
    assert [text for _number, text in found] == texts
    numbers = [number for number, _text in found]
    assert len(set(numbers)) == len(numbers)
    assert all(number in dict(before) or number > 9 for number in numbers)
    said = [text for _number, text in before]
    assert renumbered(before, said, last=9) == before


def test_paragraphs_are_parted_by_blank_lines() -> None:
    assert split("  Un.\nSuite. \n \n\nDeux.\n") == ["Un.\nSuite.", "Deux."]
    assert split(" \n\n ") == []
