"""Who holds the site: lets people in, entrusts, relieves; each reading of an address leaves its line."""

import pytest

from poucet.town.models import RegisterEntry
from poucet.town.people.models import Account, Person
from poucet.town.people.roles import Role
from tests.factories import a_person, an_organisation
from tests.web.accounts.conftest import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_step(settings):
    settings.SECOND_FACTOR = False


@pytest.fixture
def steward(client):
    found = a_person(Role.STEWARD)
    client.force_login(found.account)
    return found


def test_steward_opens_an_account_and_hands_over_its_key(client, steward):
    page = client.post("/bureau/personnes?lang=en", {"address": "rose@exemple.fr", "name": "Rose"})
    assert f"http://testserver/compte/premiere-cle/{page.context['key']}" in text_of(page)
    person = Person.objects.get(name="Rose")
    assert person.account.email == "rose@exemple.fr"
    line = RegisterEntry.objects.get(act="person.joined", number=person.number)
    assert line.by == steward.signs_as
    again = client.post("/bureau/personnes?lang=en", {"address": "ROSE@exemple.fr", "name": ""})
    assert "This address has an account already." in text_of(again)
    assert Account.objects.count() == 2


def test_steward_entrusts_and_relieves(client, steward):
    person, verger = a_person(), an_organisation(name="Le verger (exemple)")
    address = f"/bureau/personne/{person.number}"
    assert client.post(address, {"role": f"member:{verger.number}"})["Location"] == address
    client.post(address, {"role": "elected"})
    twice = client.post(f"{address}?lang=en", {"role": "elected"})
    assert "holds this role already" in text_of(twice)
    assert client.post(address, {"role": "king"}).status_code == 200
    assert {(grant.role, grant.bears_on) for grant in person.grants.all()} == {
        ("member", verger),
        ("elected", None),
    }
    grant = person.grants.get(role="elected")
    client.post(f"{address}/role/{grant.pk}")
    assert [one.role for one in person.grants.standing()] == ["member"]
    own = steward.grants.get()
    client.post(f"/bureau/personne/{steward.number}/role/{own.pk}")
    assert steward.grants.standing().exists()


def test_role_is_ended_at_its_own_person_only(client, steward):
    person, other = a_person(Role.ELECTED), a_person()
    grant = person.grants.get()
    assert client.post(f"/bureau/personne/{other.number}/role/{grant.pk}").status_code == 404
    assert person.grants.standing().exists()


def test_reading_an_address_is_written_down_where_its_owner_sees_it(client, steward):
    person = a_person()
    assert person.account.email not in text_of(client.get("/bureau/personnes"))
    assert person.account.email not in text_of(client.get(f"/bureau/personne/{person.number}"))
    assert person.account.email in text_of(client.post(f"/bureau/personne/{person.number}/adresse"))
    line = RegisterEntry.objects.get(act="person.read")
    assert (line.number, line.by) == (person.number, steward.signs_as)
    client.force_login(person.account)
    assert "own data were read" in text_of(client.get("/compte/mes-actes?lang=en"))


@pytest.mark.parametrize("roles", [(), *((role,) for role in Role if role in {Role.AGENT, Role.ELECTED})])
def test_nobody_else_knows_that_these_pages_are_there(client, roles):
    steward = a_person(Role.STEWARD)
    for somebody in (None, a_person(*roles)):
        if somebody is not None:
            client.force_login(somebody.account)
        for address in ("/bureau/personnes", f"/bureau/personne/{steward.number}"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"role": "steward"}).status_code == 404
        assert client.post(f"/bureau/personne/{steward.number}/adresse").status_code == 404


def test_steward_waits_for_the_second_step(client, steward, settings):
    settings.SECOND_FACTOR = True
    page = client.get("/bureau/personnes?lang=en")
    assert page.status_code == 404
    assert "One step is missing" in text_of(page)


def test_queries_do_not_grow_with_the_people(client, steward, django_assert_max_num_queries):
    for _one in range(3):
        a_person(Role.ELECTED)
    with django_assert_max_num_queries(14):
        client.get("/bureau/personnes")
