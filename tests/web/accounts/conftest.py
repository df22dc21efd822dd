"""A real mail server, and somebody to sign in."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from poucet.town.people.roles import Role
from tests.factories import a_commune, a_person
from tests.letters import Box, box

__all__ = ["Box", "box"]


@pytest.fixture(autouse=True)
def house():
    cache.clear()  # attempts are counted there
    a_commune()


@pytest.fixture
def desk(client: Client) -> Client:
    """An agent who reads English."""
    client.force_login(a_person(Role.AGENT).account)
    client.cookies["langue"] = "en"
    return client


def text_of(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def sign_in(client: Client, address: str, password: str, **rest):
    return client.post("/compte/entrer", {"login": address, "password": password}, **rest)
