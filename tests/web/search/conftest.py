from collections.abc import Callable

import pytest
from django.test import Client

from tests.factories import a_commune
from tests.markup import Element, parse

Seek = Callable[..., list[str]]


@pytest.fixture
def commune(db: None) -> None:
    a_commune()


@pytest.fixture
def sought(client: Client, commune: None) -> Callable[..., Element]:
    """Give the search page as a tree, in French unless told otherwise."""

    def read(question: str, **asked: str) -> Element:
        answer = client.get("/recherche", {"q": question, **asked})
        assert answer.status_code == 200
        return parse(answer.content.decode())

    return read


@pytest.fixture
def seek(sought: Callable[..., Element]) -> Seek:
    """Give the addresses of what a question finds, in order."""

    def found(question: str, **asked: str) -> list[str]:
        lists = [one for one in sought(question, **asked).all("ol") if one.attributes["class"] == "found"]
        return [link.attributes["href"] for one in lists for link in one.all("a")]

    return found
