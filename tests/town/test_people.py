"""People: every act with its effect, each refusal, its line in the register."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people import tickets
from poucet.town.people.belongings import told
from poucet.town.people.invitations import invite
from poucet.town.people.models import Account, Grant, Person, Ticket
from poucet.town.people.names import public_names
from poucet.town.people.operations import Erasure, entrust, erase, name_oneself, relieve, take_data
from poucet.town.people.roles import Role
from poucet.town.people.tidying import tidy
from poucet.town.signers import signers_in_words
from poucet.town.writing import Signature
from tests.factories import SIGNED, a_delegation, a_person, a_service, an_organisation

pytestmark = pytest.mark.django_db


def acts():
    return list(RegisterEntry.objects.order_by("sequence").values_list("act", "number", "by"))


def test_invited_person_has_an_account_a_number_and_a_line_each():
    first, _secret = invite("rose@exemple.fr", name="Rose", roles=[Role.AGENT], signed=SIGNED)
    second, _secret = invite("karim@exemple.fr", name="", roles=[], signed=SIGNED)
    assert (first.number, second.number) == (1, 2)
    assert first.roles == {Role.VISITOR, Role.RESIDENT, Role.AGENT}
    assert second.roles == {Role.VISITOR, Role.RESIDENT}
    assert acts() == [
        ("person.joined", 1, "tests"),
        ("person.entrusted", 1, "tests"),
        ("person.joined", 2, "tests"),
    ]


def test_an_address_has_one_account_however_it_is_written():
    invite("rose@exemple.fr", name="", roles=[], signed=SIGNED)
    with pytest.raises(RuleError, match=r"person\.address_taken"):
        invite("Rose@Exemple.fr", name="", roles=[], signed=SIGNED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.create(email="ROSE@exemple.fr")
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "bearing"),
    [(Role.MEMBER, an_organisation), (Role.AGENT, a_service), (Role.ELECTED, a_delegation)],
)
def test_role_bears_on_its_own_kind_of_thing(role, bearing):
    person = a_person()
    grant = entrust(person, role, bears_on=bearing(), signed=SIGNED)
    assert grant.bears_on is not None
    assert role in person.roles
    line = RegisterEntry.objects.get(act="person.entrusted")
    assert line.details == {"role": role, "to": list(grant.bears_on.reference)}


@pytest.mark.parametrize(
    ("role", "bearing"),
    [
        (Role.MEMBER, lambda: None),
        (Role.MEMBER, a_service),
        (Role.AGENT, an_organisation),
        (Role.STEWARD, a_service),
        (Role.RESIDENT, a_service),
    ],
)
def test_role_that_bears_elsewhere_is_refused(role, bearing):
    person = a_person()
    with pytest.raises(RuleError, match=r"person\.role_bears_elsewhere"):
        entrust(person, role, bears_on=bearing(), signed=SIGNED)
    assert not Grant.objects.exists()


def test_role_is_held_once_until_it_ends():
    person = a_person(Role.EVALUATOR)
    with pytest.raises(RuleError, match=r"person\.already_entrusted"):
        entrust(person, Role.EVALUATOR, signed=SIGNED)
    relieve(person.grants.get(), signed=SIGNED)
    assert Role.EVALUATOR not in person.roles
    entrust(person, Role.EVALUATOR, signed=SIGNED)
    assert Role.EVALUATOR in person.roles
    assert person.grants.count() == 2


def test_the_last_steward_can_neither_be_relieved_nor_go():
    steward = a_person(Role.STEWARD)
    with pytest.raises(RuleError, match=r"person\.last_steward"):
        relieve(steward.grants.get(), signed=SIGNED)
    with pytest.raises(RuleError, match=r"person\.last_steward"):
        erase(steward, Erasure.ACCOUNT, signed=SIGNED)
    a_person(Role.STEWARD)
    erase(steward, Erasure.ACCOUNT, signed=SIGNED)
    assert steward.erased_at == SIGNED.at


def test_people_are_named_by_number_unless_they_show_their_name():
    shy, proud, gone = a_person(name="Rose"), a_person(name="Karim"), a_person(name="Paul")
    name_oneself(proud, name="Karim B.", shows_name=True, signed=SIGNED)
    erase(gone, Erasure.ACCOUNT, signed=SIGNED)
    assert public_names([shy.number, proud.number, gone.number]) == {
        shy.number: f"personne {shy.number}",
        proud.number: "Karim B.",
        gone.number: f"personne {gone.number}, effacée",
    }


def test_imagined_person_says_so_wherever_named():
    person = a_person(name="Rose", example=True)
    assert signers_in_words([person.signs_as]) == {person.signs_as: f"personne {person.number} (exemple)"}


def test_erasing_keeps_the_chain_whole_and_what_was_signed():
    person = a_person(Role.EVALUATOR, name="Rose")
    name_oneself(person, name="Rose", shows_name=True, signed=Signature(person.signs_as, SIGNED.at))
    erase(person, Erasure.ACCOUNT, signed=Signature(person.signs_as, SIGNED.at))
    person.refresh_from_db()
    assert (person.name, person.account, person.erased_at) == ("", None, SIGNED.at)
    assert not Account.objects.exists()
    assert person.roles == {Role.VISITOR, Role.RESIDENT}
    assert register.verify().whole
    assert acts()[-1] == ("person.erased", person.number, person.signs_as)
    kept = " ".join(str(entry.content()) for entry in RegisterEntry.objects.all())
    assert "Rose" not in kept
    assert "exemple.fr" not in kept


def test_erased_person_is_entrusted_with_nothing_more():
    person = a_person()
    erase(person, Erasure.ACCOUNT, signed=SIGNED)
    with pytest.raises(RuleError, match=r"person\.erased"):
        entrust(person, Role.EVALUATOR, signed=SIGNED)


def test_ticket_opens_once_for_its_person_while_it_lives():
    person, other = a_person(), a_person()
    at = SIGNED.at
    first = tickets.issue(person, Ticket.Purpose.OWN_DATA, at=at)
    secret = tickets.issue(person, Ticket.Purpose.OWN_DATA, at=at)
    for wrong in (first, "", secret + "x"):
        with pytest.raises(RuleError, match=r"ticket\.closed"):
            take_data(wrong, person, signed=SIGNED)
    with pytest.raises(RuleError, match=r"ticket\.closed"):
        take_data(secret, person, signed=Signature("tests", at + timedelta(hours=1, seconds=1)))
    with pytest.raises(RuleError, match=r"ticket\.another_person"):
        take_data(secret, other, signed=SIGNED)
    take_data(secret, person, signed=SIGNED)
    with pytest.raises(RuleError, match=r"ticket\.closed"):
        take_data(secret, person, signed=SIGNED)
    assert acts()[-1] == ("person.exported", person.number, "tests")


def test_the_secret_of_a_ticket_is_not_kept():
    secret = tickets.issue(a_person(), Ticket.Purpose.FIRST_KEY, at=SIGNED.at)
    assert secret not in str(list(Ticket.objects.values()))


def test_own_data_hold_what_the_house_keeps_of_a_person_and_of_nobody_else():
    person, other = a_person(Role.EVALUATOR, name="Rose"), a_person(name="Karim")
    said = told(person)
    assert said["account"]["email"] == person.account.email
    assert said["person"]["name"] == "Rose"
    assert [role["role"] for role in said["roles"]] == ["evaluator"]
    assert [line["act"] for line in said["register"]] == ["person.joined", "person.entrusted"]
    assert other.account.email not in str(said)


def test_unused_account_is_told_twice_then_closed():
    person = a_person()
    opened = datetime(2024, 1, 1, tzinfo=UTC)
    Account.objects.update(created_at=opened, last_login=None)
    years = opened + timedelta(days=730)
    assert tidy(at=years - timedelta(days=61)).warned == []
    assert tidy(at=years - timedelta(days=60)).warned == [person.number]
    assert tidy(at=years - timedelta(days=60)).warned == []
    assert tidy(at=years - timedelta(days=15)).warned == [person.number]
    assert tidy(at=years - timedelta(days=1)).closed == []
    assert tidy(at=years).closed == [person.number]
    assert [letter.to for letter in mail.outbox] == [["personne1@exemple.fr"]] * 2
    assert acts()[-1] == ("person.erased", person.number, "night")


def test_each_letter_leaves_the_time_that_it_promises_to_who_was_forgotten_for_years():
    a_person()
    Account.objects.update(created_at=datetime(2020, 1, 1, tzinfo=UTC))
    at = datetime(2026, 1, 1, tzinfo=UTC)
    told = {after: tidy(at=at + timedelta(days=after)) for after in (0, 1, 44, 45, 46, 59, 60)}
    assert [after for after, done in told.items() if done.warned] == [0, 45]
    assert [after for after, done in told.items() if done.closed] == [60]


def test_who_comes_back_is_warned_from_the_start_again(client):
    person = a_person()
    Account.objects.update(warned=2, warned_at=SIGNED.at)
    client.force_login(person.account)
    assert Account.objects.values_list("warned", "warned_at").get() == (0, None)
