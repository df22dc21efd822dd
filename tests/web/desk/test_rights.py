"""Who may not come to the desk meets no desk: every role at every address, every number swapped."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from poucet.pebble.models import Pebble
from poucet.town.desk.editors import editors
from poucet.town.desk.models import Draft
from poucet.town.people.operations import entrust
from poucet.town.people.roles import ENTRUSTED, Role
from poucet.town.rights import rights
from tests.factories import SIGNED, a_facet, a_figure, a_pebble, a_person, a_source, a_story, an_organisation
from tests.factories.desk import a_draft, a_revision
from tests.factories.meetings import a_meeting
from tests.web.desk.conftest import seated

OPEN = {Role.AGENT, Role.ELECTED, Role.STEWARD}
WRITE = {Role.AGENT}
MAKERS = {
    "caillou": a_pebble,
    "figure": a_figure,
    "source": a_source,
    "facette": a_facet,
    "recit": a_story,
    "rencontre": a_meeting,
}
SECRET = "Jamais publié, jamais vu"


def asked_by(role: Role) -> Client:
    if role is Role.VISITOR:
        return Client()
    entrusted = [role] if role in ENTRUSTED and role is not Role.MEMBER else []
    person = a_person(*entrusted)
    if role is Role.MEMBER:
        entrust(person, role, bears_on=an_organisation(), signed=SIGNED)
    return seated(person)


def addresses(draft: Draft) -> list[tuple[str, str]]:
    """Every address of the desk but the first, with the way in which it is asked."""
    of_draft = [
        ("get", reverse("desk-draft", args=[draft.pk])),
        ("post", reverse("desk-draft", args=[draft.pk])),
        ("get", reverse("desk-preview", args=[draft.pk])),
        ("post", reverse("desk-take", args=[draft.pk])),
        *(
            (way, reverse(name, args=[draft.pk]))
            for name in ("desk-settle", "desk-drop")
            for way in ("get", "post")
        ),
    ]
    of_things = []
    for word, make in MAKERS.items():
        number = make().number
        of_things += [(way, reverse("desk-new", args=[word])) for way in ("get", "post")]
        of_things += [(way, reverse("desk-withdraw", args=[word, number])) for way in ("get", "post")]
        of_things.append(("get", reverse("desk-thing", args=[word, number])))
        of_things.append(("post", reverse("desk-revise", args=[word, number])))
    pictures = reverse("desk-pictures", args=[a_pebble().number])
    of_pictures = [("get", pictures), ("post", pictures), ("post", f"{pictures}/1/enlever")]
    return of_draft + of_things + of_pictures


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INTERVIEWEE])
def test_today_is_for_those_who_may_open_the_desk(role):
    assert asked_by(role).get(reverse("desk")).status_code == (200 if role in OPEN else 404)


@pytest.mark.parametrize("role", [role for role in Role if role not in {*WRITE, Role.INTERVIEWEE}])
def test_who_may_not_write_meets_nothing_anywhere_and_changes_nothing(role, rose):
    draft = a_draft(rose, name=SECRET)
    client, before = asked_by(role), Draft.objects.count()
    for way, address in addresses(draft):
        answer = getattr(client, way)(address, {"act": "publish", "reason": "Non", "name": "x"})
        assert (way, address, answer.status_code) == (way, address, 404)
    assert Draft.objects.count() == before
    draft.refresh_from_db()
    assert (draft.state, draft.author) == ("open", rose)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.INTERVIEWEE])
def test_draft_is_told_on_no_page_but_the_desks_of_those_who_write(role, rose, client):
    pebble = a_pebble()
    a_draft(rose, name=SECRET)
    a_revision(rose, pebble, deed=SECRET)
    asking = asked_by(role)
    for address in (
        "/",
        "/chemin",
        "/cailloux",
        pebble.get_absolute_url(),
        "/registre",
        "/inconnues",
        "/fil.csv",
    ):
        assert SECRET not in asking.get(address).content.decode(), address
    if role in OPEN:
        told = SECRET in asking.get(reverse("desk")).content.decode()
        assert told == (role in WRITE)


def test_colleague_reads_takes_over_and_cannot_write_before(desk, other_desk, rose, karim):
    draft = a_draft(rose, name="Le toit")
    address = draft.get_absolute_url()
    assert "Rose is writing this" in other_desk.get(address).content.decode()
    assert other_desk.get(reverse("desk-preview", args=[draft.pk])).status_code == 200
    assert other_desk.post(address, {"name": "volé", "version": "1", "act": "publish"}).status_code == 405
    for name in ("desk-drop", "desk-settle"):
        assert other_desk.get(reverse(name, args=[draft.pk])).status_code == 404
    draft.refresh_from_db()
    assert (draft.content["name"], Pebble.objects.count()) == ("Le toit", 0)
    other_desk.post(reverse("desk-take", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.author == karim
    assert other_desk.get(address).status_code == 200
    assert "Karim is writing this" in desk.get(address).content.decode()


def test_draft_of_another_cannot_be_asked_to_wait_for_a_source(other_desk, rose):
    waiting = a_draft(rose, source="")
    other_desk.post(
        f"{reverse('desk-new', args=['source'])}?pour={waiting.pk}",
        {"name": "S", "year": "2024", "act": "publish"},
    )
    waiting.refresh_from_db()
    assert waiting.content["source"] == ""


def test_numbers_that_nobody_gave_are_not_found(desk):
    for name in ("desk-draft", "desk-preview", "desk-settle", "desk-drop"):
        assert desk.get(reverse(name, args=[987])).status_code == 404
    for word in ("caillou", "figure", "source", "facette", "recit"):
        assert desk.get(reverse("desk-thing", args=[word, 987])).status_code == 404
        assert desk.get(reverse("desk-withdraw", args=[word, 987])).status_code == 404
    assert desk.get(reverse("desk-new", args=["lieu"])).status_code == 404


def test_every_editor_has_its_right_in_the_table():

    assert {editor.right for editor in editors()} <= rights().keys()
    assert {editor.kind for editor in editors()} == {
        "agreement",
        "call",
        "posting",
        "text",
        "pebble",
        "observation",
        "source",
        "facet",
        "story",
        "meeting",
    }


def test_pages_of_the_desk_are_kept_by_nothing_on_the_way(desk, rose):
    answer = desk.get(a_draft(rose).get_absolute_url())
    assert "no-store" in answer.headers["Cache-Control"]


def test_every_form_of_the_desk_carries_its_token_and_none_is_taken_without(rose, karim):
    careful = Client(enforce_csrf_checks=True)
    careful.force_login(rose.account)
    pebble, draft, theirs = a_pebble(), a_draft(rose), a_draft(karim)
    pages = [
        reverse("desk-new", args=["caillou"]),
        draft.get_absolute_url(),
        theirs.get_absolute_url(),
        reverse("desk-drop", args=[draft.pk]),
        reverse("desk-thing", args=["caillou", pebble.number]),
        reverse("desk-withdraw", args=["caillou", pebble.number]),
    ]
    for address in pages:
        text = careful.get(address).content.decode()
        forms = [
            form for form in text.split("<form")[1:] if "/langue" not in form and "/apparence" not in form
        ]
        assert forms, address
        assert all("csrfmiddlewaretoken" in form.partition("</form>")[0] for form in forms), address
    assert careful.post(draft.get_absolute_url(), {"act": "publish"}).status_code == 403
    assert Draft.objects.get(pk=draft.pk).state == "open"
