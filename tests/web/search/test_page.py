"""The search page: its choices, its excerpts, its marks, and what it answers to anything that may be typed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from poucet.town.people.models import Visitor
from poucet.town.things import kinds
from poucet.web.search import shelves
from poucet.web.search.question import Question
from poucet.web.search.sheets import Passage
from poucet.web.search.shelves import Find, Shelf
from poucet.web.search.views import search
from tests.factories import a_facet, a_figure, a_pebble, a_place, an_indicator
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.usefixtures("commune")


def choices(tree, name):
    """Give the count beside each choice, and where it leads."""
    bars = [one for one in tree.all("nav") if one.attributes.get("aria-label") == name]
    links = [link for bar in bars for link in bar.all("a")]
    return {
        link.text.partition(" – ")[0]: (link.attributes["href"], link.attributes.get("aria-current"))
        for link in links
    }


def test_without_a_question_the_page_says_how_to_ask(client, sought):
    text = read(client, "/recherche")
    assert "With several words" in text
    assert "answer" not in text
    assert sought("").all("ol") == []


def test_question_without_a_word_is_told_so(client):
    text = read(client, "/recherche", q="!?")
    assert "There is no word in this question" in text


def test_nothing_found_says_what_to_try(client):
    text = read(client, "/recherche", q="licorne")
    assert "0 answers" in text
    assert "Nothing holds all of these words." in text
    assert reverse("pebbles") in text


def test_question_stays_in_its_field_and_in_the_title(sought):
    tree = sought("toit <b>")
    field = next(one for one in tree.all("input") if one.attributes.get("name") == "q")
    assert field.attributes["value"] == "toit <b>"
    assert tree.all("title")[0].content[0].startswith("toit <b> – ")


def test_robots_are_told_to_leave_it_alone(client):
    assert client.get("/recherche").headers["X-Robots-Tag"] == "noindex"


def test_every_page_leads_to_search(client):
    tree_of_home = read(client, "/")
    assert f'href="{reverse("search")}"' in tree_of_home


def test_kinds_and_themes_narrow_with_their_counts(sought, seek):
    water = a_pebble(name="Le toit", theme="eau")
    a_pebble(name="Le toit", theme="energie")
    a_place(name="Le toit")
    facet = a_facet(name="Le toit", theme="eau")

    tree = sought("toit")
    assert choices(tree, "Par genre") == {
        "Lieu 1": ("?q=toit&genre=lieu", None),
        "Facette 1": ("?q=toit&genre=facette", None),
        "Caillou 2": ("?q=toit&genre=caillou", None),
    }
    assert choices(tree, "Par thème") == {
        "Eau 2": ("?q=toit&theme=eau", None),
        "Énergie 1": ("?q=toit&theme=energie", None),
    }

    narrowed = sought("toit", theme="eau")
    assert choices(narrowed, "Par genre") == {
        "Facette 1": ("?q=toit&genre=facette&theme=eau", None),
        "Caillou 1": ("?q=toit&genre=caillou&theme=eau", None),
    }
    assert choices(narrowed, "Par thème")["Eau 2"] == ("?q=toit", "true")
    assert set(seek("toit", theme="eau")) == {water.get_absolute_url(), facet.get_absolute_url()}
    assert seek("toit", theme="eau", genre="caillou") == [water.get_absolute_url()]


def test_choice_that_nothing_bears_narrows_nothing(seek):
    a_pebble(name="Le toit", theme="eau")
    for asked in ({"genre": "licorne"}, {"genre": "source"}, {"theme": "nuages"}, {"theme": "\0"}):
        assert len(seek("toit", **asked)) == 1, asked


def test_every_kind_has_its_choice_under_its_everyday_name(sought):
    a_pebble(name="Le toit")
    assert {kind.code for kind in kinds()} >= {"pebble", "place", "observation"}
    assert list(choices(sought("toit"), "Par genre")) == ["Caillou 1"]


def test_words_are_marked_in_title_and_excerpt_as_they_are_written(sought):
    a_pebble(name="Les écoles", deed="On repeint l’École et les ÉCOLES du quartier.")
    assert [mark.text for mark in sought("ecole").all("mark")] == ["écoles", "École", "ÉCOLES"]


def test_excerpt_shows_the_words_however_far_they_stand(sought):
    far = "mot " * 500
    a_pebble(deed=f"{far} le chaume {far}")
    excerpt = next(p for p in sought("chaume").all("p") if p.attributes.get("class") == "found-excerpt")
    assert [mark.text for mark in excerpt.all("mark")] == ["chaume"]
    before, after = (text for text, holder in excerpt.texts if holder.tag == "span")
    assert before.startswith("… mot")
    assert after.endswith("mot …")
    assert len(excerpt.text) < 300


def test_where_only_the_title_answers_the_text_begins_at_its_beginning(sought):
    a_pebble(name="Verger", deed="Des arbres.")
    excerpt = next(p for p in sought("verger").all("p") if p.attributes.get("class") == "found-excerpt")
    assert excerpt.text == "Des arbres."


def test_example_says_that_it_is_one(sought):
    a_pebble(name="Chaume", example=True)
    a_pebble(name="Ardoise")
    assert [
        badge.text for badge in sought("chaume").all("span") if "example" in badge.attributes.get("class", "")
    ]
    assert "exemple" not in sought("ardoise").all("ol")[0].text


def test_long_list_turns_its_pages_without_losing_or_repeating_anything(seek):
    pebbles = {a_pebble(name="Chaume").get_absolute_url() for _ in range(45)}
    pages = [seek("chaume", page=str(number)) for number in (1, 2, 3)]
    assert [len(one) for one in pages] == [20, 20, 5]
    assert {address for one in pages for address in one} == pebbles


def test_count_says_when_not_all_are_listed(client, monkeypatch):
    monkeypatch.setattr("poucet.web.search.summaries.MOST_LISTED", 3)
    for _ in range(5):
        a_pebble(name="Chaume")
    text = read(client, "/recherche", q="chaume")
    assert "5 answers" in text
    assert "Only the first 3 are listed" in text


def queries_of(client, question, **asked):
    with CaptureQueriesContext(connection) as spoken:
        assert client.get("/recherche", {"q": question, **asked}).status_code == 200
    return len(spoken)


def test_queries_are_as_many_for_one_answer_as_for_thirty(client):
    a_pebble(name="Chaume")
    one = queries_of(client, "chaume")
    for _ in range(10):
        a_pebble(name="Chaume", example=True)
        a_place(name="Chaume")
        a_figure(indicator=an_indicator(name="Chaume"), method="Compté")
    assert queries_of(client, "chaume") == one <= MOST_QUERIES
    assert queries_of(client, "chaume", genre="caillou", page="2") <= MOST_QUERIES


# Drafts are not built yet; this shelf is what they will be: it answers its author, and nobody else.
class Author(Visitor):
    name = "Odile"


def drafts(question: Question, person: object) -> list[Find]:
    mine = [("Brouillon de la halle", "Un toit de chaume")] if isinstance(person, Author) else []
    return [
        Find(title, "/bureau/brouillon/1", passages=[Passage("fr", text)])
        for title, text in mine
        if question.is_answered_by([("fr", title), ("fr", text)])
    ]


@pytest.fixture
def drafts_shelf(monkeypatch):
    monkeypatch.setitem(shelves._SHELVES, "drafts", Shelf("drafts", "Vos brouillons", drafts))


def test_shelf_is_shown_to_the_person_it_answers(rf, drafts_shelf):
    def shown(person):
        request = rf.get("/recherche", {"q": "chaumes"})
        request.person, request.htmx = person, False
        return search(request).content.decode()

    assert "Vos brouillons" in shown(Author())
    assert "Un toit de <mark>chaume</mark>" in shown(Author())
    assert "brouillon" not in shown(Visitor()).lower()


def test_shelf_says_nothing_to_a_visitor(client, drafts_shelf):
    assert "brouillon" not in client.get("/recherche", {"q": "chaume"}).content.decode().lower()
