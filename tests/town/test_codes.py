"""Codes on paper: drawn, read however they are typed, kept as a print; five wrong tries and one waits."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.town import codes
from poucet.town.errors import RuleError
from poucet.town.people.models import WrongTry
from poucet.town.people.tries import KEPT, WITHIN, Trier, counted
from tests.factories import SIGNED

NOW = SIGNED.at


def test_code_has_sixty_five_bits_and_a_check():
    code = codes.new_code()
    assert len(code) == 14
    assert len(codes.DIGITS) ** codes.LENGTH == 2**65
    assert codes.read_code(code) == code


@given(st.text(codes.DIGITS, min_size=13, max_size=13), st.integers(0, 12), st.sampled_from(codes.DIGITS))
def test_no_single_mistyped_sign_passes_the_check(body, place, digit):
    code = next(body + check for check in codes.CHECKS if codes.read_code(body + check))
    mistyped = code[:place] + digit + code[place + 1 :]
    assert (codes.read_code(mistyped) != "") == (mistyped == code)


@given(st.text(codes.DIGITS, min_size=13, max_size=13))
def test_code_is_read_however_it_is_typed(body):
    code = next(body + check for check in codes.CHECKS if codes.read_code(body + check))
    typed = codes.grouped(code).lower().replace("0", "o").replace("1", "l").replace("-", " – ")
    assert codes.read_code(typed) == code


@given(st.text(max_size=40))
def test_any_text_is_read_or_is_no_code(text):
    assert codes.read_code(text) in {"", codes.plain(text)}


def test_print_depends_on_the_purpose():
    assert codes.keyed("A", purpose="one") != codes.keyed("A", purpose="another")


def wrong(*triers: Trier, at=NOW) -> str:
    try:
        with counted(*triers, at=at):
            raise RuleError("code.wrong")
    except RuleError as refusal:
        return refusal.code


@pytest.mark.django_db
def test_sixth_try_waits_and_waiting_ends():
    one = Trier("personne/1")
    assert [wrong(one) for _turn in range(7)] == ["code.wrong"] * 5 + ["code.too_many_tries"] * 2
    with pytest.raises(RuleError) as refused, counted(one, at=NOW + timedelta(minutes=5)):
        pass
    assert refused.value.params == {"minutes": 10}
    with counted(one, at=NOW + WITHIN):
        pass


@pytest.mark.django_db
def test_place_and_person_are_counted_apart_and_both_count():
    place = Trier("place 192.0.2.1")
    for number in range(5):
        assert wrong(Trier(f"personne/{number}"), place) == "code.wrong"
    assert wrong(Trier("personne/9"), place) == "code.too_many_tries"
    assert wrong(Trier("personne/9"), Trier("place 192.0.2.2")) == "code.wrong"


@pytest.mark.django_db
def test_right_code_takes_its_own_try_away_only():
    one = Trier("personne/1")
    wrong(one)
    with counted(one, at=NOW):
        pass
    assert WrongTry.objects.count() == 1


@pytest.mark.django_db
def test_tries_are_kept_as_prints_and_for_a_day():
    wrong(Trier("place 192.0.2.1"))
    assert "192.0.2.1" not in WrongTry.objects.get().who
    wrong(Trier("personne/1"), at=NOW + KEPT)
    assert WrongTry.objects.count() == 1
