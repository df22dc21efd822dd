"""Acts on texts: what is suggested is kept, what is answered has its reason, nobody's words go unread."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from poucet.contribute.drafting.models import Drafter, State, Suggestion, Text
from poucet.contribute.drafting.operations import MOST_A_DAY, accept, refuse, write_text
from poucet.contribute.drafting.summaries import comparison
from poucet.contribute.following import news_for
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import told
from poucet.town.people.operations import Erasure, erase
from tests.factories import SIGNED, a_person
from tests.factories.texts import BODY, a_suggestion, a_text

pytestmark = pytest.mark.django_db


def taken_up(row: Suggestion, **given: object) -> None:
    said = {"over": row.drafted.version, "wording": row.wording, "reason": "C’est plus juste.", **given}
    accept(row, signed=SIGNED, **said)
    row.refresh_from_db()
    row.drafted.refresh_from_db()


def words(text: Text) -> dict[int, str]:
    text.refresh_from_db()
    return dict(text.paragraphs)


def test_words_taken_up_make_a_version() -> None:
    row = a_suggestion()
    taken_up(row)
    text = row.drafted
    assert words(text)[2] == "Chaque parcelle est confiée pour deux ans."
    assert (text.version, text.numbers) == (2, [1, 2, 3])
    assert (row.state, row.version, row.answer) == (State.ACCEPTED, 2, "C’est plus juste.")
    first, second = text.versions.all()
    assert dict(first.paragraphs)[2] == "Chaque parcelle est confiée pour un an."
    assert comparison(first, second).made_by == [row]


def test_paragraph_is_added_and_taken_out_and_numbers_never_come_back() -> None:
    text = a_text()
    added = a_suggestion(
        text=text, act="add", paragraph=1, wording="On s’y tait le soir.\n\nOn y chante le jour."
    )
    taken_up(added)
    assert text.versions.last().numbers == [1, 4, 5, 2, 3]
    text.refresh_from_db()
    taken_up(a_suggestion(text=text, act="remove", paragraph=5, wording=""))
    text.refresh_from_db()
    taken_up(a_suggestion(text=text, act="add", paragraph=0, wording="Bienvenue."))
    assert list(words(text)) == [6, 1, 4, 2, 3]


def test_two_suggestions_on_one_paragraph_are_both_kept_and_the_second_is_read_again() -> None:
    text = a_text()
    one = a_suggestion(text=text, wording="Chaque parcelle est confiée pour deux ans.")
    other = a_suggestion(text=text, wording="Chaque parcelle est prêtée pour un an.")
    taken_up(one)
    with pytest.raises(RuleError, match=r"suggestion\.moved"):
        taken_up(other, over=1)
    assert words(text)[2] == "Chaque parcelle est confiée pour deux ans."
    taken_up(other, over=2, wording="Chaque parcelle est prêtée pour deux ans.")
    assert words(text)[2] == "Chaque parcelle est prêtée pour deux ans."
    assert [row.state for row in Suggestion.objects.all()] == ["accepted", "accepted"]


def test_suggestion_made_on_an_older_version_keeps_what_was_read() -> None:
    text = a_text()
    taken_up(a_suggestion(text=text))
    late = a_suggestion(text=text, version=1, wording="Chaque parcelle est confiée à vie.")
    assert late.base == "Chaque parcelle est confiée pour un an."


def test_paragraph_that_is_gone_takes_no_words() -> None:
    text = a_text()
    late = a_suggestion(text=text)
    taken_up(a_suggestion(text=text, act="remove", wording=""))
    with pytest.raises(RuleError, match=r"suggestion\.paragraph_gone"):
        taken_up(late, over=2)
    refuse(late, reason="Ce paragraphe n’est plus là.", signed=SIGNED)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"wording": " "}, "suggestion.no_words"),
        ({"wording": "Chaque parcelle est confiée pour un an."}, "suggestion.same_words"),
        ({"paragraph": 9}, "suggestion.no_paragraph"),
        ({"version": 9}, "suggestion.no_version"),
    ],
)
def test_suggestion_that_says_nothing_is_refused(said: dict[str, object], code: str) -> None:
    with pytest.raises(RuleError, match=code.replace(".", r"\.")):
        a_suggestion(**said)
    assert not Suggestion.objects.exists()


def test_text_that_is_not_open_takes_nothing() -> None:
    day = SIGNED.at.date()
    for said in (
        {"open_until": day - timedelta(days=1), "opened_on": date(2025, 1, 1)},
        {"opened_on": day + timedelta(days=1)},
        {"closed_on": day},
    ):
        with pytest.raises(RuleError, match=r"text\.closed"):
            a_suggestion(text=a_text(**said))


def test_answer_has_a_reason_and_comes_once() -> None:
    row = a_suggestion()
    with pytest.raises(RuleError, match=r"suggestion\.no_reason"):
        refuse(row, reason=" ", signed=SIGNED)
    refuse(row, reason="On en parle au printemps.", signed=SIGNED)
    with pytest.raises(RuleError, match=r"suggestion\.answered"):
        taken_up(row)
    line = RegisterEntry.objects.get(act="suggestion.answered")
    assert (line.number, line.details) == (row.number, {"state": "refused"})


def test_last_paragraph_is_not_taken_out() -> None:
    row = a_suggestion(text=a_text(body="Seul."), paragraph=1, act="remove", wording="")
    with pytest.raises(RuleError, match=r"text\.empty"):
        taken_up(row)


def test_town_changes_the_text_itself_only_with_a_reason() -> None:
    text = a_text(key="jardin", number=7)
    said = {
        "key": "jardin", "number": 7, "name": text.name, "purpose": text.purpose, "decided_by": text.decided_by,
        "opened_on": text.opened_on,
    }  # fmt: skip
    changed = BODY.replace("un an", "dix ans")
    with pytest.raises(RuleError, match=r"text\.no_reason"):
        write_text(body=changed, signed=SIGNED, **said)
    write_text(body=changed, note="La loi le demande.", signed=SIGNED, **said)
    assert (words(text)[2], text.version) == ("Chaque parcelle est confiée pour dix ans.", 2)
    write_text(body=changed, signed=SIGNED, **said)
    text.refresh_from_db()
    assert text.version == 2


def test_author_hears_of_the_answer_and_may_leave() -> None:
    person = a_person()
    row, refused = (
        a_suggestion(person=person, author_name="Rose"),
        a_suggestion(person=person, author_name="Rose"),
    )
    taken_up(row)
    refuse(refused, reason="Plus tard.", signed=SIGNED)
    news = news_for(person)
    assert {one.thing.number for one in news} == {row.number, refused.number}
    assert told(person)["suggestions"][0]["reason"] == "Un an passe vite."
    erase(person, Erasure.CONTENT, signed=SIGNED)
    row.refresh_from_db()
    refused.refresh_from_db()
    assert {row.author_name, refused.author_name} == {""}
    assert "Un an passe vite" not in row.reason + refused.reason + refused.wording
    assert words(row.drafted)[2] == "Chaque parcelle est confiée pour deux ans."


def test_a_person_makes_so_many_a_day() -> None:
    person, text = a_person(), a_text()
    for place in range(MOST_A_DAY):
        a_suggestion(text=text, person=person, wording=f"Parcelle {place}.")
    with pytest.raises(RuleError, match=r"suggestion\.too_many_today"):
        a_suggestion(text=text, person=person)
    a_suggestion(text=text, channel="paper")
    assert Drafter.objects.count() == MOST_A_DAY + 1
