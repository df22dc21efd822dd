"""Clerks at their desks, signed in; the second factor is proved elsewhere."""

from __future__ import annotations

import pytest
from django.test import Client

from poucet.town.people.models import Person
from poucet.town.people.operations import name_oneself
from tests.factories import SIGNED, a_commune
from tests.factories.desk import an_agent


@pytest.fixture(autouse=True)
def house(settings, db) -> None:
    settings.SECOND_FACTOR = False
    a_commune()


def seated(person: Person) -> Client:
    client = Client()
    client.force_login(person.account)
    client.cookies["langue"] = "en"
    return client


def named(name: str) -> Person:
    person = an_agent(name=name)
    name_oneself(person, name=name, shows_name=True, signed=SIGNED)
    return person


@pytest.fixture
def rose() -> Person:
    return named("Rose")


@pytest.fixture
def karim() -> Person:
    return named("Karim")


@pytest.fixture
def desk(rose) -> Client:
    return seated(rose)


@pytest.fixture
def other_desk(karim) -> Client:
    return seated(karim)
