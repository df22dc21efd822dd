import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.web.search.question import MOST_TERMS, ask
from poucet.web.search.words import STEMMERS, composed, folded, forms, words_in


def meet(first: str, second: str, language: str = "fr") -> bool:
    return not set(forms(first, language)).isdisjoint(forms(second, language))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ecole", "écoles"),
        ("ÉCOLE", "école"),
        ("lumieres", "lumière"),
        ("CHAUDIERE", "chaudières"),
        ("rénové", "rénovées"),
        ("solaires", "solaire"),
        ("oeuvre", "œuvres"),
        ("forêts", "foret"),
        ("naïve", "naive"),
        ("maïs", "mais"),
    ],
)
def test_word_meets_itself_however_it_is_typed(first, second):
    assert meet(first, second)
    assert meet(second, first)


@pytest.mark.parametrize(("first", "second"), [("roofs", "roof"), ("planted", "planting"), ("Cafés", "cafe")])
def test_english_word_meets_its_other_endings(first, second):
    assert meet(first, second, "en")


@pytest.mark.parametrize(("first", "second"), [("école", "étoile"), ("toit", "trois"), ("eau", "au")])
def test_different_words_do_not_meet(first, second):
    assert not meet(first, second)


def test_word_is_kept_under_its_language():
    assert forms("école", "fr") == ("fr:ecol",)
    assert forms("lumière", "fr") == ("fr:lumier", "fr:lumi")
    assert forms("schools", "en") == ("en:school",)


def test_elision_and_hyphens_part_words():
    text = composed("L’école d'un Loos-en-Gohelle, e\u0301toile!")
    assert [word[0] for word in words_in(text)] == [
        "L", "école", "d", "un", "Loos", "en", "Gohelle", "étoile",
    ]  # fmt: skip


@given(st.text())
def test_form_is_only_letters_and_digits_whatever_is_typed(text):
    for word in words_in(composed(text)):
        for language in STEMMERS:
            for form in forms(word[0], language):
                spoken, colon, letters = form.partition(":")
                assert (spoken, colon) == (language, ":")
                assert letters.isalnum()


@given(st.sampled_from([chr(code) for code in range(sys.maxunicode) if chr(code).isalnum()]))
def test_folding_twice_is_folding_once(letter):
    assert folded(folded(letter)) == folded(letter)


def terms(text: str) -> list[tuple[str, ...]]:
    return [term.words for term in ask(text).terms]


def test_common_words_are_dropped_unless_there_is_nothing_else():
    assert terms("le toit de l'église") == [("toit",), ("église",)]
    assert terms("the roof of the church") == [("roof",), ("church",)]
    assert terms("de la") == [("de",), ("la",)]
    assert terms("thé") == [("thé",)]


def test_words_between_quotes_stay_together():
    assert terms('avant "toit de l’église" après') == [("avant",), ("toit", "de", "l", "église"), ("après",)]
    assert terms("« lumière publique »") == [("lumière", "publique")]
    assert terms('"toit') == [("toit",)]
    assert terms('""') == []


def test_question_is_bounded():
    assert len(ask("mot " * 10_000).text) == 200
    assert len(terms(" ".join(f"mot{place}" for place in range(50)))) == MOST_TERMS
    assert terms("toit toit toit") == [("toit",)]


def test_question_of_signs_asks_for_nothing():
    for text in ("", "   ", "!?…", "\0", "🌳", "\u0301", "___"):
        assert not ask(text).terms
    assert not ask("").is_answered_by([("fr", "Un toit")])


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("ecoles", True),
        ("toit solaire", True),
        ('"toit solaire"', True),
        ('"solaire toit"', False),
        ("school", True),
        ("toit marché", False),
    ],
)
def test_small_texts_are_asked_without_an_index(question, answered):
    told = [("fr", "Le toit solaire de l’école"), ("en", "The schools")]
    assert ask(question).is_answered_by(told) is answered
