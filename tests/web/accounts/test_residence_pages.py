"""Pages of residence, for those who received a letter and for the desk."""

import pytest
from django.utils.timezone import localdate

from poucet.town.people.models import Person
from poucet.town.people.roles import Role
from poucet.town.residence.models import Batch, LetterCode
from tests.factories import a_person
from tests.factories.residence import letters
from tests.town.test_residence import everything_kept
from tests.web.accounts.conftest import text_of

pytestmark = pytest.mark.django_db
SHEET = "b" * 32


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


def asked(**said):
    return {"ends_on": localdate().replace(year=2099), "made_as": "page", "sheet": SHEET, **said}


def test_resident_types_the_code_of_a_letter(client):
    _batch, (letter, *_rest) = letters()
    person = a_person()
    client.force_login(person.account)
    client.cookies["langue"] = "en"
    assert "/compte/habitant" in text_of(client.get("/compte"))
    assert str(person.number) in text_of(client.get("/compte/habitant"))
    assert "This code opens nothing" in text_of(client.post("/compte/habitant", {"code": "0" * 14}))
    assert client.post("/compte/habitant", {"code": letter.code}).status_code == 302
    assert "Thank you: it is written that you live here" in text_of(client.get("/compte"))
    assert "there is nothing to do" in text_of(client.get("/compte/habitant"))


def test_sixth_wrong_code_is_told_to_wait(client):
    client.force_login(a_person().account)
    client.cookies["langue"] = "en"
    pages = [text_of(client.post("/compte/habitant", {"code": "0" * 14})) for _turn in range(6)]
    assert ["This code opens nothing" in page for page in pages] == [True] * 5 + [False]
    assert "Wait 15 min" in pages[5]


def test_visitor_signs_in_first(client):
    assert client.get("/compte/habitant").status_code == 302


def test_letters_are_shown_once_and_their_addresses_kept_nowhere(desk):
    address = "Foyer Hippocampe;3 rue des Zinnias;62750 Exempleville"
    page = desk.post("/bureau/courriers", asked(addresses=f"{address}\n\n{address}"))
    assert text_of(page).count("Foyer Hippocampe") == 2
    assert LetterCode.objects.count() == 2
    assert "Hippocampe" not in everything_kept()
    again = text_of(desk.post("/bureau/courriers", asked(addresses=address)))
    assert "These letters were made already" in again
    assert Batch.objects.count() == 1


def test_letters_to_hand_over_come_as_an_accessible_pdf(desk):
    page = desk.post("/bureau/courriers", asked(count=3, made_as="pdf", purpose="Budget 😀 #panic()"))
    assert page.content.startswith(b"%PDF-")
    assert page.headers["Content-Disposition"] == 'attachment; filename="courriers-1.pdf"'
    assert page.headers["Cache-Control"].count("no-store") == 1


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, "one of the two"),
        ({"count": 2, "addresses": "ici"}, "one of the two"),
        ({"addresses": ";".join("abcdefg")}, "Line 1 is too long"),
        ({"count": 2, "ends_on": "2020-01-01"}, "The last day is over"),
    ],
)
def test_letters_ill_asked_for_are_not_made(desk, said, told):
    assert told in text_of(desk.post("/bureau/courriers", asked(**said)))
    assert not Batch.objects.exists()


def test_desk_replaces_and_revokes(desk):
    batch, _drawn = letters()
    address = f"/bureau/courriers/{batch.number}"
    new = text_of(desk.post(address, {"geste": "remplacer", "letter": 1}))
    assert "Print this page now" in new
    assert desk.post(address, {"geste": "revoquer", "letter": 2}).status_code == 302
    assert "Letter 2 of this batch waits for nobody" in text_of(
        desk.post(address, {"geste": "revoquer", "letter": 2})
    )
    assert desk.post(address, {"geste": "lot"}).status_code == 302
    page = text_of(desk.get(address))
    assert "2 letters are revoked" in page
    assert "No letter of this batch is waiting" in text_of(desk.post(address, {"geste": "lot"}, follow=True))
    assert sorted(LetterCode.objects.values_list("state", flat=True)) == ["replaced", *["revoked"] * 3]
    assert f"batch {batch.number}" in text_of(desk.get("/bureau/courriers"))


def test_agent_writes_that_a_proof_was_seen(desk):
    person = a_person()
    said = {"number": person.number, "proof": "bill"}
    assert desk.post("/bureau/habitants", said).status_code == 302
    person.refresh_from_db()
    assert person.level == Person.Level.LETTER
    assert "already written" in text_of(desk.post("/bureau/habitants", said))
    assert "Nobody has this number" in text_of(desk.post("/bureau/habitants", said | {"number": 999}))
    own = Person.objects.order_by("number")[0].number
    assert "Nobody sees their own proof" in text_of(desk.post("/bureau/habitants", said | {"number": own}))


@pytest.mark.parametrize("roles", [(), (Role.ELECTED,), (Role.STEWARD,)])
def test_nobody_else_knows_that_these_pages_are_there(client, roles):
    batch, _drawn = letters()
    client.force_login(a_person(*roles).account)
    for address in (
        "/bureau/courriers",
        f"/bureau/courriers/{batch.number}",
        "/bureau/habitants",
        "/bureau/identites",
    ):
        assert client.get(address).status_code == client.post(address).status_code == 404


def test_queries_do_not_grow_with_the_batches(desk, django_assert_max_num_queries):
    for _turn in range(3):
        letters(2)
    with django_assert_max_num_queries(12):
        desk.get("/bureau/courriers")
