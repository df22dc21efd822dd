"""Pages of texts: a visitor suggests by a code, an agent answers over what the text says now."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from poucet.contribute.drafting.models import Drafter, Suggestion
from poucet.contribute.drafting.operations import accept
from poucet.town.people.roles import Role
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.texts import a_suggestion, a_text
from tests.forms import sealed
from tests.hostile_texts import HOSTILE
from tests.reading import MOST_QUERIES

pytestmark = pytest.mark.django_db
OTHER = "Chaque parcelle est confiée pour deux ans."
SAID = {"act": "change", "wording": OTHER, "reason": "Un an passe vite.", "author_name": "Rose"}


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(a_person(Role.AGENT).account)
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def sent(client: Client, text, paragraph: int = 2, **more):
    address = f"/texte/{text.number}/suggerer?paragraphe={paragraph}"
    hidden = {"paragraphe": paragraph, "version": text.version}
    return client.post(address, {**SAID, **hidden, **sealed(client, address), **more})


def test_visitor_suggests_by_a_code_and_without_a_cookie(box):
    client, text = Client(), a_text()
    assert "suggerer?paragraphe=2" in page(client, f"/texte/{text.number}")
    answer = sent(client, text, email="rose@exemple.fr")
    assert (answer.status_code, Suggestion.objects.count()) == (302, 0)
    done = client.post(answer.url, {"code": box.code("rose@exemple.fr")})
    row = Suggestion.objects.get()
    assert done.url == f"/suggestion/{row.number}"
    assert client.cookies == {}
    said = page(client, done.url)
    assert "<del>un</del>" in said
    assert "<ins>deux</ins>" in said
    assert f"/suggestion/{row.number}" in page(client, f"/texte/{text.number}")


def test_agent_answers_over_what_the_text_says_now(desk):
    text = a_text()
    first, second = (
        a_suggestion(text=text),
        a_suggestion(text=text, wording="Chaque parcelle est prêtée pour un an."),
    )
    address = f"/bureau/suggestion/{second.number}/reponse"
    assert "Ce que dit le texte à présent" not in page(desk, address)
    accept(first, over=1, wording=first.wording, reason="Soit.", signed=SIGNED)
    said = {"state": "accepted", "wording": second.wording, "reason": "C’est plus clair."}
    refused = desk.post(address, said | {"version": 1}).content.decode()
    assert "Le paragraphe a changé pendant que vous lisiez" in refused
    assert OTHER in refused
    assert re.search(r'name="version" value="2"', refused)
    merged = "Chaque parcelle est prêtée pour deux ans."
    assert desk.post(address, said | {"version": 2, "wording": merged}).status_code == 302
    text.refresh_from_db()
    assert dict(text.paragraphs)[2] == merged
    told = page(desk, f"/texte/{text.number}/versions?de=1&a=3")
    assert "1 paragraphe changé" in told
    assert "Soit." in told
    assert "C’est plus clair." in told
    assert "<del>confiée</del>" in told


def test_agent_types_in_what_came_on_paper(desk):
    text = a_text()
    address = f"/bureau/texte/{text.number}/suggestion"
    session = re.search(r'name="session" value="([^"]*)"', page(desk, f"{address}?paragraphe=3"))
    said = SAID | {"paragraphe": 3, "version": 1, "channel": "paper", "contact": "3 rue des Lilas"}
    done = desk.post(address, said | {"session": session.group(1) if session else ""})
    row = Suggestion.objects.get()
    assert done.url == f"/suggestion/{row.number}"
    assert (row.paragraph, row.channel, Drafter.objects.get().contact) == (3, "paper", "3 rue des Lilas")
    assert "3 rue des Lilas" not in page(Client(), done.url)


def test_only_agents_answer():
    row = a_suggestion()
    for role in (None, Role.ELECTED, Role.STEWARD):
        client = Client()
        if role:
            client.force_login(a_person(role).account)
        assert client.get(f"/bureau/suggestion/{row.number}/reponse").status_code in {302, 404}
        assert (
            client.post(f"/bureau/suggestion/{row.number}/reponse", {"state": "accepted"}).status_code != 200
        )
        assert client.get(f"/bureau/texte/{row.drafted.number}/suggestion").status_code in {302, 404}
    row.refresh_from_db()
    assert row.state == "waiting"


def test_closed_text_says_so_and_keeps_nothing():
    text = a_text(closed_on=SIGNED.at.date())
    client = Client()
    assert "ne reçoit pas de suggestion" in page(client, f"/texte/{text.number}/suggerer?paragraphe=2")
    assert client.post(f"/texte/{text.number}/suggerer?paragraphe=2", SAID).status_code == 409
    assert "suggerer" not in page(client, f"/texte/{text.number}")


@pytest.mark.parametrize(
    "question", ["", "?paragraphe=9", "?paragraphe=-1", "?paragraphe=%00", "?paragraphe=" + "9" * 40]
)
def test_paragraph_that_is_none_is_not_found(question):
    assert Client().get(f"/texte/{a_text().number}/suggerer{question}").status_code == 404


@pytest.mark.parametrize("question", ["?de=9", "?a=9", "?de=x&a=1", "?a=%00"])
def test_versions_that_are_none_are_not_compared(question):
    text = a_text()
    assert Client().get(f"/texte/{text.number}/versions{question}").status_code in {200, 404}
    assert Client().get(f"/texte/{text.number}/versions?de=8&a=9").status_code == 404


def test_no_words_run_in_a_difference():
    text = a_text()
    rows = [a_suggestion(text=text, wording=f"Autre. {words}") for words in HOSTILE]
    for address in (f"/texte/{text.number}", *(f"/suggestion/{row.number}" for row in rows)):
        assert "<script>alert" not in page(Client(), address)


def test_questions_do_not_grow_with_suggestions(django_assert_max_num_queries):
    text = a_text()
    for place in range(25):
        a_suggestion(text=text, wording=f"Parcelle {place}.")
    for address in ("/textes", f"/texte/{text.number}", f"/texte/{text.number}/versions"):
        with django_assert_max_num_queries(MOST_QUERIES):
            page(Client(), address)


def test_sheet_to_print_has_the_text_and_the_questions():
    text = a_text()
    said = page(Client(), f"/texte/{text.number}/suggerer/papier")
    assert "Chaque parcelle est confiée pour un an." in said
    assert "Les mots que vous suggérez" in said


def test_desk_opens_a_text_and_changes_it_with_a_reason(desk):
    said = {
        "name": "Charte des terrasses", "purpose": "Vivre ensemble l’été.", "decided_by": "le conseil",
        "body": "Un.\n\nDeux.", "act": "publish",
    }  # fmt: skip
    done = desk.post("/bureau/texte/nouveau", said, follow=True)
    assert done.status_code == 200
    assert "Charte des terrasses" in page(Client(), "/textes")
