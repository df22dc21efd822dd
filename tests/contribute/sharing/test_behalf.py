"""Taking a share in the name of an organisation: who may; its page and the API say so, the past does not."""

import pytest
from django.test import Client
from django.utils.timezone import localdate

from poucet.contribute.sharing.models import Promise
from poucet.contribute.sharing.operations import Taking, step_back, take
from poucet.town.errors import RuleError
from poucet.town.people.belongings import told
from poucet.town.people.operations import entrust, relieve
from poucet.town.people.roles import Role
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_person, an_organisation
from tests.factories.sharing import a_need, a_share
from tests.forms import sealed
from tests.markup import parse

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def a_member(organisation):
    person = a_person()
    entrust(person, Role.MEMBER, bears_on=organisation, signed=SIGNED)
    return person


def entered(person) -> Client:
    client = Client()
    client.force_login(person.account)
    client.cookies["langue"] = "en"
    return client


def links_of(address: str) -> set[str | None]:
    page = parse(Client().get(address).content.decode())
    return {link.attributes["href"] for link in page.all("a")}


def test_member_takes_a_share_and_both_pages_say_so():
    verger, need = an_organisation(name="Les Amis du verger"), a_need()
    client = entered(a_member(verger))
    address = f"/entraide/{need.number}/prendre"
    assert "Les Amis du verger" in client.get(address).content.decode()
    said = {**sealed(client, address), "quantity": "2", "name": "", "organisation": verger.number}
    assert client.post(address, said).status_code == 302
    assert Promise.objects.get().organisation == verger
    assert verger.get_absolute_url() in links_of(need.get_absolute_url())
    assert need.get_absolute_url() in links_of(verger.get_absolute_url())
    (row,) = told(Promise.objects.get().person)["shares"]
    assert row["organisation"] == "Les Amis du verger"


@pytest.mark.parametrize("who", ["visitor", "resident"])
def test_nobody_else_is_offered_an_organisation_nor_may_name_one(who):
    verger, need = an_organisation(name="Les Amis du verger"), a_need()
    client = Client() if who == "visitor" else entered(a_person())
    address = f"/entraide/{need.number}/prendre"
    assert "Les Amis du verger" not in client.get(address).content.decode()
    said = {**sealed(client, address), "quantity": "1", "email": "rose@exemple.fr"}
    assert client.post(address, {**said, "organisation": verger.number}).status_code == 200
    assert not Promise.objects.exists()


def test_act_refuses_whom_the_organisation_did_not_entrust():
    verger, need = an_organisation(), a_need()
    former = a_member(verger)
    relieve(former.grants.get(), signed=SIGNED)
    for person in (former, a_person()):
        with pytest.raises(RuleError) as refused:
            take(need, Taking(person=person, organisation=verger), signed=SIGNED)
        assert refused.value.code == "organisation.not_yours"
    assert not Promise.objects.exists()
    assert not need.ledger.exists()


def test_agent_types_a_share_in_for_an_organisation_of_the_list():
    verger, need = an_organisation(name="Les Amis du verger"), a_need()
    client = entered(a_person(Role.AGENT))
    address = f"/bureau/entraide/{need.number}/part"
    assert "Les Amis du verger" in client.get(address).content.decode()
    said = {"quantity": "1", "channel": "desk", "session": "", "contact": "", "organisation": verger.number}
    assert client.post(address, said).status_code == 302
    assert Promise.objects.get().organisation == verger
    assert "Les Amis du verger" in client.get(f"/bureau/entraide/{need.number}/suivi").content.decode()


def test_share_that_waits_or_is_taken_back_shows_nowhere_nor_does_a_withdrawn_organisation():
    verger, other, gone = (an_organisation(name=name) for name in ("Les Amis", "Les Autres", "Les Partis"))
    need = a_need(quantity=2)
    step_back(a_share(need, a_member(verger), organisation=verger), signed=SIGNED)
    a_share(need, a_member(gone), organisation=gone, quantity=2)
    a_share(need, a_member(other), organisation=other)  # nothing is left: it waits
    withdraw(gone, signed=SIGNED)
    page = Client().get(need.get_absolute_url()).content.decode()
    assert [name for name in ("Les Amis", "Les Autres", "Les Partis") if name in page] == []
    assert need.get_absolute_url() not in links_of(verger.get_absolute_url())
    assert Client().get(f"/api/v1/postings/{need.number}").json()["taken_by"] == []


def test_api_tells_the_organisation_and_never_the_person():
    verger, need = an_organisation(), a_need()
    member = a_member(verger)
    a_share(need, member, organisation=verger, name="Odile Exemple")
    told_of = Client().get(f"/api/v1/postings/{need.number}")
    assert [one["id"] for one in told_of.json()["taken_by"]] == [f"organisation/{verger.number}"]
    assert "Odile" not in told_of.content.decode()


def test_page_of_the_past_keeps_no_share():
    verger = an_organisation(name="Les Amis du verger")
    need, held = a_need(name="Planter la haie"), a_need(name="Tailler la haie", organisation=verger)
    a_share(need, a_member(verger), organisation=verger)
    day = localdate().isoformat()
    before = Client().get(f"/au/{day}{verger.get_absolute_url()}", follow=True).content.decode()
    assert held.name in before
    assert need.name not in before
    there = Client().get(f"/au/{day}{need.get_absolute_url()}", follow=True)
    assert there.status_code == 200
    assert "Les Amis du verger" not in there.content.decode()


def test_page_of_an_organisation_asks_as_many_queries_whatever_its_shares(django_assert_max_num_queries):
    verger = an_organisation()
    member, counts = a_member(verger), []
    for more in (1, 3):
        for _time in range(more):
            a_share(a_need(), member, organisation=verger)
        with django_assert_max_num_queries(12) as captured:
            Client().get(verger.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
