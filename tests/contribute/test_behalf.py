"""Proposing in the name of an organisation: whoever was made a member of it, an agent for it, and nobody else."""

import pytest
from django.test import Client

from poucet.contribute.models import Proposal
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.operations import entrust, relieve
from poucet.town.people.roles import Role
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_person, an_organisation
from tests.factories.ideas import a_call, a_proposal
from tests.forms import older, seal_of
from tests.markup import parse

pytestmark = pytest.mark.django_db
IDEA = {"name": "Un verger partagé", "text": "Avec la commune.", "author": "resident", "author_name": ""}


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


def send(client, call, screen: int, **more):
    address = f"/demarche/{call.number}/proposer"
    seal = older(seal_of(client.get(address).content.decode()), 60)
    return client.post(address, {**IDEA, "screen": screen, "seal": seal, **more})


def test_member_proposes_in_the_name_of_the_organisation_and_its_page_lists_it():
    verger = an_organisation(name="Les Amis du verger")
    client, call = entered(a_member(verger)), a_call()
    second = send(client, call, 1).content.decode()
    assert "Les Amis du verger" in second
    third = send(client, call, 2, organisation=verger.number).content.decode()
    assert "Les Amis du verger" in third  # read once more
    assert f'name="organisation" value="{verger.number}"' in third
    done = send(client, call, 3, organisation=verger.number)
    idea = Proposal.objects.get()
    assert done.url == idea.get_absolute_url()
    assert (idea.organisation, idea.author) == (verger, "organisation")
    links = {link.attributes["href"] for link in parse(Client().get(done.url).content.decode()).all("a")}
    assert verger.get_absolute_url() in links
    its_page = parse(Client().get(verger.get_absolute_url()).content.decode())
    assert idea.get_absolute_url() in {link.attributes["href"] for link in its_page.all("a")}


def test_nothing_chosen_a_member_proposes_as_themselves():
    client, call = entered(a_member(an_organisation())), a_call()
    send(client, call, 3, organisation="")
    idea = Proposal.objects.get()
    assert (idea.organisation, idea.author) == (None, "resident")


@pytest.mark.parametrize("who", ["visitor", "resident", "member of another"])
def test_nobody_else_is_offered_an_organisation_nor_may_name_one(who):
    verger, other = an_organisation(name="Les Amis du verger"), an_organisation(name="Les Autres")
    client = Client()
    if who != "visitor":
        client = entered(a_person() if who == "resident" else a_member(other))
    call = a_call()
    assert "Les Amis du verger" not in send(client, call, 1).content.decode()
    answer = send(client, call, 3, organisation=verger.number, email="rose@exemple.fr")
    assert answer.status_code == 200
    assert not Proposal.objects.exists()


def test_who_was_relieved_meanwhile_is_told_and_nothing_is_published():
    verger = an_organisation(name="Les Amis du verger")
    person = a_member(verger)
    client, call = entered(person), a_call()
    relieve(person.grants.get(), signed=SIGNED)
    page = send(client, call, 3, organisation=verger.number).content.decode()
    assert "You may no longer act in the name of this organisation." in page
    assert not Proposal.objects.exists()


def test_act_refuses_whom_the_organisation_did_not_entrust():
    verger = an_organisation()
    member, former, stranger = a_member(verger), a_member(verger), a_person()
    relieve(former.grants.get(), signed=SIGNED)
    before = RegisterEntry.objects.count()
    for person in (former, stranger):
        with pytest.raises(RuleError) as refused:
            a_proposal(call=a_call(key="une", number=1), organisation=verger, person=person)
        assert refused.value.code == "organisation.not_yours"
    assert not Proposal.objects.exists()
    assert RegisterEntry.objects.count() == before + 1  # the call
    assert a_proposal(organisation=verger, person=member).organisation == verger
    withdraw(verger, signed=SIGNED)
    with pytest.raises(RuleError):
        a_proposal(organisation=verger, person=member)


def test_agent_writes_an_idea_down_for_an_organisation_of_the_list():
    verger, agent, call = an_organisation(name="Les Amis du verger"), a_person(Role.AGENT), a_call()
    client = entered(agent)
    address = f"/bureau/demarche/{call.number}/idee"
    assert "Les Amis du verger" in client.get(address).content.decode()
    said = {**IDEA, "channel": "paper", "contact": "", "session": "", "organisation": verger.number}
    assert client.post(address, said).status_code == 302
    assert Proposal.objects.get().organisation == verger


def test_idea_of_an_organisation_is_told_by_the_api():
    verger = an_organisation()
    idea = a_proposal(organisation=verger, person=a_member(verger), author="organisation")
    told = Client().get(f"/api/v1/proposals/{idea.number}").json()
    assert (told["organisation"]["id"], told["author"]) == (f"organisation/{verger.number}", "organisation")


def test_page_of_an_organisation_asks_as_many_queries_whatever_its_ideas(django_assert_max_num_queries):
    verger = an_organisation()
    member, counts = a_member(verger), []
    for more in (1, 3):
        for _time in range(more):
            a_proposal(organisation=verger, person=member)
        with django_assert_max_num_queries(12) as captured:
            Client().get(verger.get_absolute_url())
        counts.append(len(captured))
    assert counts[0] == counts[1]
