"""Proving one's identity, against a real provider: what goes well once, what is refused, what is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.town.identity.models import ProvenIdentity
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import told
from poucet.town.people.models import Account, Person
from poucet.town.people.operations import Erasure, erase
from poucet.town.people.roles import Role
from poucet.town.residence.operations import Proof, become_resident, see_proof
from poucet.town.writing import Signature
from poucet.web.environment import FranceConnect
from tests.factories import SIGNED, a_person
from tests.factories.residence import letters
from tests.franceconnect import ADA, BOB, Citizen, local, national_registry, open_registry, query, registry
from tests.town.test_residence import everything_kept
from tests.web.accounts.conftest import text_of

__all__ = ["national_registry", "registry"]
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("provider")]
PAGE, DEPART, AT_THE_DESK = "/compte/identite", "/compte/identite/depart", "/bureau/identites"


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


def at_home(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    client.cookies["langue"] = "en"
    return client


def answer_for(client: Client, citizen: Citizen) -> str:
    """Leave, go through the provider's pages, and stop before the answer is brought home."""
    answer = client.post(DEPART)
    assert answer.status_code == 302
    return local(citizen.walk(answer.headers["Location"]))


def prove(person: Person, citizen: Citizen) -> str:
    """Go all the way; give the page that one ends on."""
    client = at_home(person)
    return end_of(client, citizen, client.get(answer_for(client, citizen)))


def end_of(client: Client, citizen: Citizen, answer) -> str:
    while answer.status_code == 302:
        there = answer.headers["Location"]
        home = there.startswith(("/", "http://testserver/"))
        answer = client.get(local(there if home else citizen.walk(there)))
    person_says_nothing_of_another(answer)
    return text_of(answer)


def person_says_nothing_of_another(answer) -> None:
    page = answer.content.decode()
    assert not [name for name in ("LOVELACE", "Hippolyte", "1990-12-10", "chez-elle") if name in page]


def nothing_written(person: Person, level: int = Person.Level.REACHED) -> None:
    person.refresh_from_db()
    assert person.level == level
    assert not ProvenIdentity.objects.filter(account=person.account).exists()
    assert not RegisterEntry.objects.filter(act="person.identified", by=person.signs_as).exists()


def test_resident_proves_who_they_are(registry):
    person, ada = a_person(), Citizen("ada")
    see_proof(person, Proof.BILL, signed=SIGNED)
    client = at_home(person)
    assert PAGE in text_of(client.get("/compte"))
    page = client.get(PAGE)
    assert f"form-action 'self' http://127.0.0.1:{registry.port}" in page.headers["Content-Security-Policy"]
    sent = client.post(DEPART).headers["Location"]
    asked = query(sent)
    assert asked["scope"] == "openid family_name given_name birthdate"
    assert asked["redirect_uri"] == "http://testserver/compte/identite/retour"
    assert (asked["acr_values"], asked["code_challenge_method"]) == ("eidas1", "S256")
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3
    answer = client.get(local(ada.walk(sent)))
    assert ada.signed_in_at(registry) == "ada"
    assert set(query(answer.headers["Location"])) == {"id_token_hint", "state", "post_logout_redirect_uri"}
    assert "Thank you: your identity is proven." in end_of(client, ada, answer)
    assert not ada.signed_in_at(registry)
    person.refresh_from_db()
    assert person.level == Person.Level.IDENTITY


def test_civil_status_tokens_and_address_are_kept_nowhere(registry):
    person = a_person()
    prove(person, Citizen("ada"))
    entry = RegisterEntry.objects.get(act="person.identified")
    assert (entry.by, entry.number, entry.details) == (person.signs_as, person.number, {})
    kept = everything_kept()
    found = [value for value in (*ADA.values(), "eyJ", "LOVELACE") if value in kept]
    assert not found
    told_of_them = told(person)["identity"]
    assert set(told_of_them) == {"proven_on", "civil_status", "subject"}
    assert not told(a_person())["identity"]


@pytest.mark.parametrize("mode", Erasure)
def test_prints_go_with_the_account(registry, mode):
    person = a_person()
    prove(person, Citizen("ada"))
    erase(person, mode, signed=SIGNED)
    assert not ProvenIdentity.objects.exists()


def test_identity_alone_is_not_residence_and_both_orders_end_at_three(registry):
    first, second = a_person(), a_person()
    page = prove(first, Citizen("ada"))
    assert "a letter from the town hall, or a proof seen at the desk, is still needed" in page
    first.refresh_from_db()
    assert first.level == Person.Level.REACHED
    _batch, (letter, *_rest) = letters()
    become_resident(first, letter.code, place="ici", signed=Signature(first.signs_as, SIGNED.at))
    see_proof(second, Proof.BILL, signed=SIGNED)
    prove(second, Citizen("bob"))
    for person in (first, second):
        person.refresh_from_db()
        assert person.level == Person.Level.IDENTITY


@pytest.mark.parametrize(
    "same",
    [
        ADA,
        ADA | {"family_name": "Exemple Lovelace", "given_name": "ADA ZOE"},
        ADA | {"email": "autre@exemple.fr"},
    ],
)
def test_second_account_with_the_same_identity_is_refused(registry, same):
    first, second = a_person(), a_person()
    prove(first, Citizen("ada"))
    registry.knows(ada=ADA, jumelle=same)
    citizen = Citizen("jumelle")
    page = prove(second, citizen)
    assert "This identity is already that of another account of this site" in page
    assert str(first.number) not in page.split("This identity is already")[1][:300]
    nothing_written(second)
    assert not citizen.signed_in_at(registry)
    assert ProvenIdentity.objects.count() == 1


def test_same_citizen_under_another_civil_status_is_still_one(registry):
    first, second = a_person(), a_person()
    prove(first, Citizen("ada"))
    registry.knows(ada=BOB)
    assert "already that of another account" in prove(second, Citizen("ada"))
    nothing_written(second)


def test_account_keeps_its_first_identity(registry):
    person = a_person()
    client, ada, bob = at_home(person), Citizen("ada"), Citizen("bob")
    answer = answer_for(client, bob)
    prove(person, ada)
    before = ProvenIdentity.objects.get().civil_status
    assert "Another identity was proven for this account" in end_of(client, bob, client.get(answer))
    assert ProvenIdentity.objects.get().civil_status == before
    assert client.post(DEPART).headers["Location"] == PAGE  # nothing left to ask


def test_address_at_the_provider_joins_and_changes_nothing(registry):
    person, neighbour = a_person(), a_person()
    before = [*Account.objects.order_by("pk").values_list("pk", "email")]
    registry.knows(ada=ADA | {"email": neighbour.account.email})
    prove(person, Citizen("ada"))
    registry.knows(ada=ADA | {"email": "nouvelle@exemple.fr"})
    assert "already that of another account" in prove(neighbour, Citizen("ada"))
    assert [*Account.objects.order_by("pk").values_list("pk", "email")] == before
    nothing_written(neighbour)


def test_answer_serves_once(registry):
    person, ada = a_person(), Citizen("ada")
    client = at_home(person)
    answer = answer_for(client, ada)
    client.get(answer)
    ProvenIdentity.objects.all().delete()
    assert "comes too late, or was used already" in text_of(client.get(answer, follow=True))
    assert not ProvenIdentity.objects.exists()


def test_code_used_already_is_refused_by_the_provider_too(registry):
    person, neighbour, ada = a_person(), a_person(), Citizen("ada")
    first, second = at_home(person), at_home(neighbour)
    answer = answer_for(first, ada)
    first.get(answer)
    ProvenIdentity.objects.all().delete()
    fresh = query(answer_for(second, Citizen("bob")))
    stolen = {"code": query(answer)["code"], "state": fresh["state"]}
    assert "did not confirm this answer" in text_of(
        second.get("/compte/identite/retour", stolen, follow=True)
    )
    nothing_written(neighbour)


def test_code_of_somebody_else_is_refused(registry):
    person = a_person()
    client, other = at_home(person), at_home(a_person())
    unused = query(answer_for(other, Citizen("bob")))["code"]
    fresh = query(answer_for(client, Citizen("ada")))
    page = client.get("/compte/identite/retour", {"code": unused, "state": fresh["state"]}, follow=True)
    assert "did not confirm this answer" in text_of(page)  # its verifier is not ours
    nothing_written(person)


@pytest.mark.parametrize("state", ["", "x" * 43, "é"])
def test_answer_to_another_question_is_refused(registry, state):
    person = a_person()
    client = at_home(person)
    code = query(answer_for(client, Citizen("ada")))["code"]
    page = client.get("/compte/identite/retour", {"code": code, "state": state}, follow=True)
    assert "comes too late, or was used already" in text_of(page)
    nothing_written(person)


def change_the_question(client: Client, **changed: object) -> None:
    session = client.session
    session["identity"] |= changed
    session.save()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"nonce": "y" * 43}, "did not confirm this answer"),
        ({"verifier": "z" * 43}, "did not confirm this answer"),
        ({"back": "http://testserver/compte/identite"}, "did not confirm this answer"),
        ({"person": 999_999}, "comes too late"),
        ({"asked_at": (now() - timedelta(minutes=16)).timestamp()}, "comes too late"),
        ({"asked_at": (now() + timedelta(minutes=1)).timestamp()}, "comes too late"),
    ],
)
def test_answer_that_does_not_fit_its_question_is_refused(registry, changed, said):
    person = a_person()
    client = at_home(person)
    answer = answer_for(client, Citizen("ada"))
    change_the_question(client, **changed)
    assert said in text_of(client.get(answer, follow=True))
    nothing_written(person)


def test_whoever_gives_up_stays_as_they_were(registry):
    person = a_person()
    client = at_home(person)
    state = query(client.post(DEPART).headers["Location"])["state"]
    said = {"error": "access_denied", "state": state}
    page = client.get("/compte/identite/retour", said, follow=True)
    assert "You did not go through with FranceConnect" in text_of(page)
    nothing_written(person)


def test_signed_answer_is_read(registry):
    registry.knows(ada=ADA, how="well")
    assert "Thank you" in prove(a_person(), Citizen("ada"))


@pytest.mark.parametrize("how", ["by another", "by the secret", "by nobody", "for another"])
def test_badly_signed_answer_is_refused_and_the_citizen_signed_out(registry, how):
    registry.knows(ada=ADA, how=how)
    person, ada = a_person(), Citizen("ada")
    assert "did not confirm this answer" in prove(person, ada)
    nothing_written(person)
    assert not ada.signed_in_at(registry)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "http://127.0.0.1:1/o"},
        {"aud": "another"},
        {"aud": ["poucet-essai", "another"]},
        {"exp": 1},
        {"nonce": "of another"},
        {"sub": "another"},
    ],
)
def test_token_that_is_not_for_us_now_is_refused(registry, wrong):
    registry.knows(ada=ADA | {"id_token": wrong})
    person = a_person()
    client = at_home(person)
    page = client.get(answer_for(client, Citizen("ada")), follow=True) if "sub" not in wrong else None
    said = text_of(page) if page else prove_with_wrong_subject(client)
    assert "did not confirm this answer" in said
    nothing_written(person)


def prove_with_wrong_subject(client: Client) -> str:
    """The token is right but for whom it names, so the way out goes through the provider."""
    client.get(answer_for(client, Citizen("ada")))
    return text_of(client.get(PAGE))


def test_token_that_tells_more_than_we_ask_is_read(registry):
    registry.knows(ada=ADA | {"id_token": {"acr": "eidas2", "aud": ["poucet-essai"]}})
    assert "Thank you" in prove(a_person(), Citizen("ada"))


@pytest.mark.parametrize("missing", ["family_name", "birthdate"])
def test_civil_status_with_a_hole_proves_nothing(registry, missing):
    registry.knows(ada={name: value for name, value in ADA.items() if name != missing})
    person = a_person()
    assert "did not tell enough" in prove(person, Citizen("ada"))
    nothing_written(person)


def test_provider_that_is_down_leaves_everybody_as_they_were(settings, tmp_path):
    registry = open_registry(tmp_path)
    settings.FRANCECONNECT = FranceConnect(
        registry.issuer, "poucet-essai", "un secret pour les tests seulement"
    )
    registry.knows(ada=ADA)
    person = a_person()
    client = at_home(person)
    answer = answer_for(client, Citizen("ada"))
    registry.stop()
    assert "does not answer as it should" in text_of(client.get(answer, follow=True))
    assert "does not answer as it should" in text_of(client.post(DEPART, follow=True))
    nothing_written(person)


def test_wrong_secret_confirms_nothing(registry, settings):
    settings.FRANCECONNECT = FranceConnect(registry.issuer, "poucet-essai", "faux")
    person = a_person()
    client = at_home(person)
    page = client.get(answer_for(client, Citizen("ada")), follow=True)
    assert "did not confirm this answer" in text_of(page)
    nothing_written(person)


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}/retour", f"{PAGE}/sortie"])
def test_nothing_is_there_without_a_provider_and_visitors_sign_in_first(registry, settings, address):
    assert Client().get(address).headers["Location"].startswith("/compte/entrer")
    client = at_home(a_person(Role.AGENT))
    settings.FRANCECONNECT = FranceConnect()
    assert client.get(address).status_code == 404
    assert client.post(DEPART).status_code == 404
    assert PAGE not in text_of(client.get("/compte"))


def test_departure_is_no_link_and_return_no_form(registry):
    client = at_home(a_person())
    assert client.get(DEPART).status_code == 405
    assert client.head(f"{PAGE}/retour").status_code == 405
    assert client.post(f"{PAGE}/retour").status_code == 405


def document(person: Person, **said: object) -> dict[str, object]:
    shown = {"family_name": "Exemple Lovelace", "given_name": "ADA ZOE", "born_on": "1990-12-10"}
    return {"number": person.number, "document": "card", **shown, **said}


def test_agent_sees_an_identity_document_and_nothing_of_it_is_kept(desk):
    person = a_person()
    see_proof(person, Proof.BILL, signed=SIGNED)
    answer = desk.post(AT_THE_DESK, document(person), follow=True)
    assert "This person’s identity is proven." in text_of(answer)
    person.refresh_from_db()
    assert person.level == Person.Level.IDENTITY
    entry = RegisterEntry.objects.get(act="person.identified")
    agent = Person.objects.order_by("number")[0]
    assert (entry.by, entry.number) == (agent.signs_as, person.number)
    assert entry.details == {"means": "desk", "seen": "card"}
    kept = everything_kept().casefold()
    assert not [word for word in ("lovelace", "ada zo", "1990-12-10") if word in kept]
    for said, refused in (
        (document(a_person()), "already that of another account"),
        (document(person), "proven for this account before"),
        (document(person, given_name="Zoé"), "Another identity was proven for this account"),
        (document(person, number=999_999), "Nobody has this number"),
        (document(agent, given_name="Bob"), "Nobody sees their own document"),
        (document(person, born_on="2999-01-01"), "This day has not come yet"),
    ):
        assert refused in text_of(desk.post(AT_THE_DESK, said))
    assert ProvenIdentity.objects.count() == 1


def test_whoever_was_seen_at_the_desk_is_the_same_person_to_the_provider(desk, registry):
    seen, other, third = a_person(), a_person(), a_person()
    page = text_of(desk.post(AT_THE_DESK, document(seen), follow=True))
    assert "That they live here is still to be shown" in page
    assert "already that of another account" in prove(other, Citizen("ada"))
    nothing_written(other)
    prove(third, Citizen("bob"))
    refused = desk.post(AT_THE_DESK, document(other, given_name="bob hippolyte", born_on="1991-01-01"))
    assert "already that of another account" in text_of(refused)
    nothing_written(other)
