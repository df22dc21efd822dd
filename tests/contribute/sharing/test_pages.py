"""Pages of offers and needs: the board, taking a share without an account, letters, sheets."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import resources
from typing import Any

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client
from django.urls import reverse

from poucet.contribute.sharing.models import EmergencyContact, Posting, Promise
from poucet.contribute.sharing.operations import close_posting, step_back, withdraw_posting
from poucet.town.models import RegisterEntry
from poucet.town.people.models import Account
from poucet.town.people.roles import Role
from poucet.town.visiting import _SALT
from tests.factories import SIGNED, a_commune, a_pebble, a_person
from tests.factories.sharing import LATER, a_need, a_share, an_offer
from tests.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings: Any) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


def seal_of(client: Client, address: str) -> str:
    """A seal handed out a minute ago."""
    page = client.get(address).content.decode()
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found
    told = signing.loads(found.group(1), salt=_SALT)
    return signing.dumps({**told, "at": told["at"] - 60}, salt=_SALT)


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person.account)
    return client


def test_share_is_taken_without_an_account_once_its_code_is_typed_and_taken_back_by_the_letter(
    box: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client, need = Client(), a_need()
    address = f"/entraide/{need.number}/prendre"
    said = {"quantity": "2", "name": "Rose", "email": "rose@exemple.fr", "seal": seal_of(client, address)}
    sent = client.post(address, said)
    assert sent.status_code == 302
    assert not Promise.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        done = client.post(sent.url, {"code": box.code("rose@exemple.fr")})
    assert done.url == need.get_absolute_url()
    promise = Promise.objects.get()
    assert (promise.state, promise.quantity, promise.name) == ("confirmed", 2, "Rose")
    assert promise.person.account.email == "rose@exemple.fr"
    letter = box.texts("rose@exemple.fr")[-1]
    assert "Votre part est confirmée" in letter
    assert not re.search(r"&\w+;", letter)
    link = re.search(r"https?://[^/]+(/compte/entraide/lettre/\S+)", letter)
    assert link
    visitor = Client()
    for _time in range(2):  # a mail program that opens links does nothing
        assert visitor.get(link.group(1)).status_code == 200
    promise.refresh_from_db()
    assert promise.state == "confirmed"
    assert "taken back" in visitor.post(f"{link.group(1)}?lang=en").content.decode()
    promise.refresh_from_db()
    assert promise.state == "withdrawn"
    assert visitor.get(link.group(1)[:-3] + "abc").status_code == 404


def test_letters_tell_what_becomes_of_a_share(box: Any, django_capture_on_commit_callbacks: Any) -> None:
    first, second = a_person(), a_person()
    with django_capture_on_commit_callbacks(execute=True):
        need = a_need(quantity=Decimal(1))
        share = a_share(need, first)
        a_share(need, second)
    with django_capture_on_commit_callbacks(execute=True):
        step_back(share, signed=SIGNED)
    with django_capture_on_commit_callbacks(execute=True):
        again = {"key": need.key, "number": need.number, "quantity": Decimal(1)}
        need = a_need(**again, to_day=LATER.replace(day=7))
    with django_capture_on_commit_callbacks(execute=True):
        close_posting(need, signed=SIGNED)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_posting(need, signed=SIGNED)
    subjects = [(letter["To"], letter["Subject"].partition(" – ")[2]) for letter in box.letters]
    one, two = first.account.email, second.account.email
    assert subjects == [
        (one, "Votre part est confirmée"),
        (two, "Vous êtes sur la liste d’attente"),
        (two, "Une place s’est libérée : votre part est confirmée".replace(" :", "\u00a0:")),
        (two, "Le jour ou le lieu a changé"),
        (two, "C’est clos"),
        (two, "Retiré du site"),
    ]


def test_signed_in_person_takes_steps_back_and_says_what_they_received() -> None:
    person, offerer = a_person(), a_person()
    offer, client = an_offer(offerer), signed_in(person)
    address = f"/entraide/{offer.number}/prendre"
    client.post(address, {"quantity": "1,5", "seal": seal_of(client, address)})
    assert offer.promises.get().quantity == Decimal("1.5")
    client.post(f"/compte/entraide/{offer.number}/recu", {"event": "part", "quantity": "1"})
    page = read(client, offer.get_absolute_url())
    assert "Delivered</dt><dd>1 h" in page.replace("</dt> <dd>", "</dt><dd>")
    signed_in(offerer).post(f"/compte/entraide/{offer.number}/fermer")
    offer.refresh_from_db()
    assert offer.closed_on is not None
    other = signed_in(a_person())
    for name in ("posting-back", "posting-received", "posting-close"):
        assert other.post(reverse(name, args=[offer.number])).status_code == 404


def test_resident_offers_without_an_account(box: Any) -> None:
    client = Client()
    said = {
        "name": "Un broyeur", "sort": "material", "text": "Deux jours.", "unit": "jours", "quantity": "2",
        "to_day": "2099-01-01", "email": "leo@exemple.fr", "seal": seal_of(client, "/entraide/proposer"),
    }  # fmt: skip
    sent = client.post("/entraide/proposer", said)
    client.post(sent.url, {"code": box.code("leo@exemple.fr")})
    offer = Posting.objects.get()
    assert (offer.side, offer.unit, offer.quantity, offer.author_name) == ("offer", "jours", 2, "")
    assert offer.poster.person.account == Account.objects.get(email="leo@exemple.fr")
    assert "leo@exemple.fr" not in Client().get(offer.get_absolute_url()).content.decode()


def test_paper_and_the_desk_ask_what_the_screens_ask_and_count_the_same(client: Client) -> None:
    agent = signed_in(a_person(Role.AGENT))
    web, desk = a_need(), a_need()
    for quantity in (4, 4, 4):
        a_share(web, a_person(), quantity=Decimal(quantity))
        said = {"quantity": str(quantity), "channel": "paper", "contact": "12 rue du Puits"}
        agent.post(f"/bureau/entraide/{desk.number}/part", said)
    assert list(web.promises.values_list("quantity", "state")) == list(
        desk.promises.values_list("quantity", "state")
    )
    lines = [list(one.ledger.values_list("event", "quantity", "half")) for one in (web, desk)]
    assert lines[0] == lines[1]
    sheet = read(client, f"/entraide/{web.number}/papier")
    for label in ("How many (places)", "Name to show", "How to reach you"):
        assert label in sheet
    assert "How much there is" in read(client, "/entraide/proposer/papier?grand=1")
    typed = {"name": "Tente", "sort": "material", "text": "Grande.", "unit": "pièces", "channel": "phone"}
    assert agent.post("/bureau/entraide/offre", {**typed, "contact": "01"}).status_code == 302
    page = client.get(f"/entraide/{desk.number}").content.decode()
    assert "12 rue du Puits" not in page


def test_board_is_narrowed_by_its_address(client: Client) -> None:
    a_need(name="Zonelibre")
    a_share(a_need(name="Zonepleine", quantity=Decimal(1)))
    a_need(name="Zonepassee", from_day=None, to_day=LATER.replace(year=2025))
    an_offer(name="Zoneofferte")
    found = {
        "sens=offer": {"Zoneofferte"},
        "sens=need&type=time": {"Zonelibre", "Zonepleine", "Zonepassee"},
        "etat=ouvert": {"Zonelibre", "Zoneofferte"},
        "etat=complet": {"Zonepleine"},
        "etat=passe": {"Zonepassee"},
    }
    for question, names in found.items():
        page = client.get(f"/entraide?{question}").content.decode()
        assert set(re.findall(r"Zone\w+", page)) == names, question


def test_worksite_sheet_is_for_agents_and_shows_contacts_once_asked(client: Client) -> None:
    need = a_need(is_worksite=True)
    a_share(need, name="Rose", guardian="la maîtresse du CP", emergency="06 00 00 00 01", contact="papier")
    address = f"/bureau/entraide/{need.number}/chantier"
    for person in (a_person(), a_person(Role.ELECTED), a_person(Role.STEWARD)):
        assert signed_in(person).get(address).status_code == 404
    assert client.get(address).status_code in {302, 404}
    agent = signed_in(a_person(Role.AGENT))
    sheet = read(agent, address)
    for words in ("Rose", "la maîtresse du CP", "not told yet"):
        assert words in sheet
    assert "06 00 00 00 01" not in sheet
    assert not RegisterEntry.objects.filter(act="posting.contacts_read").exists()
    assert "06 00 00 00 01" in agent.post(address).content.decode()
    assert RegisterEntry.objects.filter(act="posting.contacts_read").count() == 1
    everywhere = [f"/entraide/{need.number}", "/entraide", f"/api/v1/postings/{need.number}", "/registre"]
    for public in everywhere:
        assert "06 00 00 00 01" not in agent.get(public).content.decode()
    assert (
        signed_in(a_person(Role.AGENT)).get(f"/bureau/entraide/{a_need().number}/chantier").status_code == 404
    )


def test_page_of_a_pebble_shows_what_was_promised_to_it(client: Client) -> None:
    pebble = a_pebble()
    a_share(a_need(serves=(pebble.reference,), name="La haie"), quantity=Decimal(3))
    page = read(client, pebble.get_absolute_url())
    assert "La haie" in page
    assert re.search(r'time</th> ?<td lang="fr">places</td> ?<td>3</td> ?<td>3</td> ?<td>0</td>', page)


def test_money_is_pledged_never_collected_and_told_so_everywhere(client: Client) -> None:
    need = a_need(sort="money", unit="€", quantity=Decimal(500), mandate_reference="Convention 7")
    a_share(need, quantity=Decimal(50))
    assert "A pledge, not collected." in read(client, need.get_absolute_url())
    assert client.get(f"/api/v1/postings/{need.number}").json()["money"] == "not_received"
    assert "not_received" in b"".join(client.get("/donnees/postings.csv")).decode()


def test_no_field_nor_template_knows_a_card_or_a_payment() -> None:
    """No code path stores payment data: neither a field, nor a question, nor an address."""
    forbidden = re.compile(
        r"(iban|card_number|cardnumber|cvc|cvv|payment|checkout|stripe|paypal|cc-number|cc-csc)"
    )
    for model in apps.get_app_config("sharing").get_models():
        for field in model._meta.get_fields():
            assert not forbidden.search(field.name)
    folder = resources.files("poucet.contribute.sharing")
    read_all = [
        one.read_text() for place in ("templates/sharing", "views") for one in folder.joinpath(place).iterdir()
        if one.name.endswith((".html", ".py"))
    ]  # fmt: skip
    assert len(read_all) > 10
    for text in (*read_all, folder.joinpath("forms.py").read_text(), folder.joinpath("urls.py").read_text()):
        assert not forbidden.search(text.lower())
    assert not re.search(r'path\("[^"]*(payer|encaiss)', folder.joinpath("urls.py").read_text())


def test_list_asks_as_much_for_three_as_for_one(client: Client, django_assert_max_num_queries: Any) -> None:
    for _time in range(3):
        for _share in range(3):
            a_share(a_need())
    for _time in range(3):
        an_offer(a_person())
    for address in ("/entraide", f"/entraide/{Posting.objects.first().number}"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_guess_of_a_robot_is_refused_and_nothing_is_written() -> None:
    client, need = Client(), a_need()
    address = f"/entraide/{need.number}/prendre"
    said = {"quantity": "1", "email": "x@exemple.fr", "seal": seal_of(client, address), "website": "http://x"}
    assert client.post(address, said).status_code == 200
    assert not Promise.objects.exists()
    assert not EmergencyContact.objects.exists()
