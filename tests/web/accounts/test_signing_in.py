"""The door: in by password or by code, twice proven where it is asked, never telling who has an account."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils.timezone import now

from poucet.town.people import tickets
from poucet.town.people.models import Account, Person, Ticket
from poucet.town.people.roles import Role
from tests.factories import a_person
from tests.web.accounts.conftest import sign_in, text_of

pytestmark = pytest.mark.django_db
PASSWORD = "quatre cailloux blancs"


def digits(secret: str) -> str:
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def test_resident_opens_an_account_with_an_address_that_answers(client, box, settings):
    settings.MAIL = settings.MAIL.__class__("django.core.mail.backends.smtp.EmailBackend", "a@exemple.fr")
    response = client.post("/compte/ouvrir", {"email": "rose@exemple.fr", "password1": PASSWORD})
    assert response["Location"] == "/compte/adresse/code"
    assert client.get("/compte").status_code == 302
    response = client.post("/compte/adresse/code", {"code": box.code("rose@exemple.fr")})
    assert client.get("/compte").status_code == 200
    person = Person.objects.get()
    assert (person.number, person.account.email) == (1, "rose@exemple.fr")
    assert person.roles == {Role.VISITOR, Role.RESIDENT}


def test_accounts_open_at_the_town_hall_where_no_letter_leaves(client):
    assert "desk" in text_of(client.get("/compte/ouvrir?lang=en"))
    client.post("/compte/ouvrir", {"email": "rose@exemple.fr", "password1": PASSWORD})
    assert not Account.objects.exists()


def test_signs_in_with_a_password_and_out(client):
    person = a_person(password=PASSWORD)
    assert sign_in(client, person.account.email, PASSWORD)["Location"] == "/compte"
    assert person.account.email in text_of(client.get("/compte"))
    assert client.get("/compte/sortir").status_code == 200
    client.post("/compte/sortir")
    assert client.get("/compte").status_code == 302


def test_signs_in_with_a_code_that_opens_once(client, box):
    person = a_person()
    address = person.account.email
    client.post("/compte/entrer/code", {"email": address})
    code = box.code(address)
    assert client.post("/compte/entrer/code/recu", {"code": "AAAAAA"}).status_code == 200
    assert client.post("/compte/entrer/code/recu", {"code": code})["Location"] == "/compte"
    assert client.get("/compte").status_code == 200
    again = Client()
    again.post("/compte/entrer/code", {"email": address})
    assert again.post("/compte/entrer/code/recu", {"code": code}).status_code == 200
    assert again.get("/compte").status_code == 302


def test_forgotten_password_is_replaced_with_a_code(client, box):
    person = a_person(password=PASSWORD)
    address = person.account.email
    client.post("/compte/mot-de-passe/oublie", {"email": address})
    client.post("/compte/mot-de-passe/oublie/code", {"code": box.code(address)})
    client.post(
        "/compte/mot-de-passe/oublie/nouveau", {"password1": PASSWORD + " 2", "password2": PASSWORD + " 2"}
    )
    assert sign_in(Client(), address, PASSWORD).status_code == 200
    assert sign_in(Client(), address, PASSWORD + " 2")["Location"] == "/compte"
    assert len(box.texts(address)) == 2


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/compte/entrer", lambda address: {"login": address, "password": "pas le bon mot"}),
        ("/compte/entrer/code", lambda address: {"email": address}),
        ("/compte/mot-de-passe/oublie", lambda address: {"email": address}),
        ("/compte/ouvrir", lambda address: {"email": address, "password1": PASSWORD}),
    ],
)
def test_nobody_learns_which_address_has_an_account(page, said, box, settings):
    settings.MAIL = settings.MAIL.__class__("django.core.mail.backends.smtp.EmailBackend", "a@exemple.fr")
    known, stranger = a_person(password=PASSWORD).account.email, "inconnue1@exemple.fr"
    answers = []
    for address in (known, stranger):
        client = Client()
        response = client.post(page, said(address), follow=True)
        text = text_of(response).replace(address, "ADDRESS")
        token = response.context["csrf_token"]
        answers.append((response.status_code, response.redirect_chain, text.replace(str(token), "")))
    assert answers[0] == answers[1]
    assert len(box.texts(known)) == len(box.texts(stranger))


def test_attempts_are_limited_for_an_account_whoever_tries(client):
    person = a_person(password=PASSWORD)
    for _attempt in range(5):
        assert sign_in(Client(), person.account.email, "non").status_code == 200
    response = sign_in(client, person.account.email, PASSWORD)
    assert response.status_code == 200
    assert client.get("/compte").status_code == 302
    assert sign_in(Client(), a_person(password=PASSWORD).account.email, PASSWORD)["Location"] == "/compte"


def test_attempts_are_limited_for_a_machine_whatever_the_account(client):
    for number in range(10):
        sign_in(client, f"inconnue{number}@exemple.fr", "non")
    person = a_person(password=PASSWORD)
    sign_in(client, person.account.email, PASSWORD)
    assert client.get("/compte").status_code == 302


def test_attempts_are_counted_by_the_address_that_our_proxy_saw(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    person = a_person(password=PASSWORD)
    for number in range(10):
        said = {"x-forwarded-for": f"198.51.100.{number}, 203.0.113.5"}
        sign_in(client, f"inconnue{number}@exemple.fr", "non", headers=said)
    sign_in(client, person.account.email, PASSWORD, headers={"x-forwarded-for": "203.0.113.5"})
    assert client.get("/compte", headers={"x-forwarded-for": "203.0.113.5"}).status_code == 302
    elsewhere = {"x-forwarded-for": "203.0.113.6"}
    assert sign_in(Client(), person.account.email, PASSWORD, headers=elsewhere)["Location"] == "/compte"
    assert (
        sign_in(client, person.account.email, PASSWORD, headers={"x-forwarded-for": "<b>"}).status_code == 403
    )


def test_too_many_requests_are_told_what_to_do(client):
    for _attempt in range(30):
        client.post("/compte/entrer", {"login": "x@exemple.fr", "password": "non"})
    response = client.post("/compte/entrer?lang=en", {"login": "x@exemple.fr", "password": "non"})
    assert response.status_code == 429
    assert "call the town hall" in text_of(response)


@pytest.mark.parametrize("role", [Role.AGENT, Role.STEWARD])
def test_role_waits_for_the_second_step(client, role):
    person = a_person(role, password=PASSWORD)
    sign_in(client, person.account.email, PASSWORD)
    page = client.get("/compte?lang=en")
    assert "One step is missing" in text_of(page)
    assert role not in page.wsgi_request.person.roles
    response = client.get("/compte/second-facteur/application")
    if response.status_code == 302:
        client.post(response["Location"], {"password": PASSWORD})
        response = client.get("/compte/second-facteur/application")
    secret = response.context["form"].secret
    client.post("/compte/second-facteur/application", {"code": digits(secret)})
    page = client.get("/compte?lang=en")
    assert "One step is missing" not in text_of(page)
    assert role in page.wsgi_request.person.roles


def test_second_step_is_asked_and_a_recovery_code_opens_once(client):
    person = a_person(Role.AGENT, password=PASSWORD)
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(person.account, secret)
    code = RecoveryCodes.activate(person.account).generate_codes()[0]
    assert sign_in(client, person.account.email, PASSWORD)["Location"] == "/compte/second-facteur/entrer"
    assert client.get("/compte").status_code == 302
    assert client.post("/compte/second-facteur/entrer", {"code": "000000"}).status_code == 200
    assert client.post("/compte/second-facteur/entrer", {"code": code})["Location"] == "/compte"
    again = Client()
    sign_in(again, person.account.email, PASSWORD)
    assert again.post("/compte/second-facteur/entrer", {"code": code}).status_code == 200
    assert Authenticator.objects.count() == 2


def test_sessions_are_listed_and_the_others_revoked(client):
    person = a_person(password=PASSWORD)
    elsewhere = Client(headers={"user-agent": "Un vieux navigateur"})
    for one in (elsewhere, client):
        sign_in(one, person.account.email, PASSWORD)
        one.get("/compte")
    assert "Un vieux navigateur" in text_of(client.get("/compte/sessions"))
    client.post("/compte/sessions")
    assert elsewhere.get("/compte").status_code == 302
    assert client.get("/compte").status_code == 200
    assert Session.objects.count() == 1


def test_own_data_are_taken_once_by_their_owner_after_proving_it_is_them(client, box):
    person, other = a_person(password=PASSWORD), a_person(password=PASSWORD)
    address = person.account.email
    client.force_login(person.account)
    asked = client.get("/compte/mes-donnees")
    assert asked["Location"].startswith("/compte/confirmer")
    client.post(asked["Location"], {"password": PASSWORD})
    page = client.post("/compte/mes-donnees")
    link = f"/compte/mes-donnees/{page.context['secret']}"
    thief = Client()
    assert thief.get(link).status_code == 302
    file = client.get(link)
    assert file.json()["account"]["email"] == address
    assert file["Cache-Control"].startswith("max-age=0")
    assert client.get(link).status_code == 404
    page = client.post("/compte/mes-donnees")
    thief.force_login(other.account)
    assert thief.get(f"/compte/mes-donnees/{page.context['secret']}").status_code == 404


def come_in_by_code(client, box, address: str, then: str):
    sent = client.post("/compte/entrer/code", {"email": address, "next": then})
    return client.post(sent["Location"], {"code": box.code(address)})


@pytest.mark.parametrize("page", ["/compte/mes-donnees", "/compte/effacer"])
def test_who_has_no_password_comes_in_again_by_a_code(client, box, settings, page):
    address = a_person().account.email
    come_in_by_code(client, box, address, "/compte")
    assert client.get(page).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = client.get(page)
    assert asked["Location"] == f"/compte/entrer/code?next={page.replace('/', '%2F')}"
    assert "entrez à nouveau, avec un nouveau code" in text_of(client.get(asked["Location"]))
    assert client.get("/compte").status_code == 302
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
    assert come_in_by_code(client, box, address, page)["Location"] == page
    assert client.get(page).status_code == 200


def test_account_is_erased_by_its_owner_only_after_proving_it_is_them(client, box):
    person = a_person(password=PASSWORD, name="Rose")
    sign_in(client, person.account.email, PASSWORD)
    asked = client.post("/compte/effacer", {"mode": "account", "sure": "on"})
    assert asked["Location"] == "/compte/confirmer?next=%2Fcompte%2Feffacer"
    assert client.post(asked["Location"], {"password": "non"}).status_code == 200
    assert Account.objects.count() == 1
    client.get("/compte/effacer")
    client.post("/compte/confirmer?next=/compte", {"password": PASSWORD})
    assert client.post("/compte/effacer", {"mode": "account"}).status_code == 200
    assert Account.objects.count() == 1
    response = client.post("/compte/effacer", {"mode": "content", "sure": "on"})
    assert response["Location"] == "/"
    assert not Account.objects.exists()
    assert client.get("/compte").status_code == 302
    assert sign_in(client, "personne1@exemple.fr", PASSWORD).status_code == 200


def test_first_key_opens_once(client):
    person = a_person()
    secret = tickets.issue(person, Ticket.Purpose.FIRST_KEY, at=now())
    link = f"/compte/premiere-cle/{secret}"
    assert client.post(link, {"password": "court"}).status_code == 200
    assert client.post(link, {"password": PASSWORD})["Location"] == "/compte/entrer"
    assert client.get(link).status_code == 404
    assert sign_in(client, person.account.email, PASSWORD)["Location"] == "/compte"


def test_letters_speak_french_and_carry_the_name_of_the_commune(client, box):
    person = a_person()
    client.post("/compte/entrer/code", {"email": person.account.email})
    [letter] = box.letters
    assert letter["Subject"] == "Exempleville – Votre code pour entrer"
    assert letter.get_content().startswith("Bonjour,")


def test_next_page_stays_on_this_site(client):
    person = a_person(password=PASSWORD)
    said = {"login": person.account.email, "password": PASSWORD, "next": "https://ailleurs.exemple/"}
    assert client.post("/compte/entrer", said)["Location"] == "/compte"


class Counted(MD5PasswordHasher):
    """Hashes as in other tests, and counts."""

    hashed = 0

    def encode(self, password, salt):
        Counted.hashed += 1
        return super().encode(password, salt)


def test_signing_in_is_as_much_work_for_a_stranger(settings):
    """Hashing is what takes the time: it is done once, whoever asks."""
    settings.PASSWORD_HASHERS = ["tests.web.accounts.test_signing_in.Counted"]
    known = a_person(password=PASSWORD).account.email
    spent = []
    for address in (known, "inconnue1@exemple.fr"):
        before = Counted.hashed
        sign_in(Client(), address, "pas le bon mot")
        spent.append(Counted.hashed - before)
    assert spent == [1, 1]


def test_opening_an_account_is_as_much_work_at_a_known_address(box, settings):
    settings.MAIL = settings.MAIL.__class__("django.core.mail.backends.smtp.EmailBackend", "a@exemple.fr")
    settings.PASSWORD_HASHERS = ["tests.web.accounts.test_signing_in.Counted"]
    known = a_person(password=PASSWORD).account.email
    spent = []
    for address in (known, "inconnue1@exemple.fr"):
        before = Counted.hashed
        Client().post("/compte/ouvrir", {"email": address, "password1": PASSWORD})
        spent.append(Counted.hashed - before)
    assert spent == [1, 1]


def test_new_address_replaces_the_old_one_once_it_has_answered(client, box):
    person = a_person(password=PASSWORD)
    client.force_login(person.account)
    old, new = person.account.email, "rose@exemple.fr"
    assert "Adresse électronique" in text_of(client.get("/compte/adresse"))
    asked = client.post("/compte/adresse", {"email": new, "action_add": ""})
    if asked["Location"].startswith("/compte/confirmer"):
        asked = client.post(asked["Location"], {"password": PASSWORD})
    assert asked["Location"] == "/compte/adresse/code"
    assert Account.objects.get().email == old
    client.post("/compte/adresse/code", {"code": box.code(new)})
    assert Account.objects.get().email == new
    assert sign_in(Client(), new, PASSWORD)["Location"] == "/compte"
