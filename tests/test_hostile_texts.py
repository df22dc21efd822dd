"""Three hundred hostile texts, in every field that takes one: loaded, read on every page, dumped to the byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from poucet.dossier.dumping import dump
from poucet.dossier.folder import read_folder
from poucet.dossier.loading import load
from tests.factories import SIGNED
from tests.hostile_dossier import marked, plain, write_with
from tests.hostile_texts import HOSTILE
from tests.journeys.pages import links_in
from tests.markup import Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("hostile-texts")]

MARK = re.compile(r"zq(\d{3})zq")
SPOKEN = {"alt", "title", "aria-label", "content", "value", "label"}  # attributes that hold what people wrote
INLINE = {"style", "srcdoc", "formaction", "ping", "background"}


@dataclass(frozen=True)
class Reading:
    """The pages of a house, by address, and whether its dump gave the files back."""

    pages: dict[str, Element]
    came_back: bool


def read_all(language: str) -> Iterator[tuple[str, str]]:
    client, waiting, seen = Client(), ["/"], {"/"}
    client.cookies["langue"] = language
    while waiting:
        address = waiting.pop(0)
        answer = client.get(address)
        assert answer.status_code in {200, 302}, address
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        body = answer.content.decode()
        yield f"{language} {address}", body
        fresh = [link for link in links_in(body) if link not in seen and "?" not in link]
        seen.update(fresh)
        waiting += fresh


def reading(texts: Iterator[str], folder: Path, blocker: DjangoDbBlocker) -> Reading:
    """Load, read and dump; leave the database as it was."""
    write_with(texts, folder)
    with ExitStack() as opened:
        opened.enter_context(blocker.unblock())
        opened.enter_context(transaction.atomic())
        load(folder, signed=SIGNED)
        bodies = dict([*read_all("fr"), *read_all("en")])
        came_back = dump() == read_folder(folder)[0]
        transaction.set_rollback(True)
    return Reading({address: parse(body) for address, body in bodies.items()}, came_back)


@pytest.fixture(scope="module")
def hostile(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Reading:
    return reading(marked(), tmp_path_factory.mktemp("hostile") / "dossier", django_db_blocker)


@pytest.fixture(scope="module")
def harmless(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Reading:
    return reading(plain(), tmp_path_factory.mktemp("plain") / "dossier", django_db_blocker)


def test_there_are_three_hundred() -> None:
    assert len(HOSTILE) >= 300


def test_every_text_is_shown_somewhere(hostile: Reading) -> None:
    shown = {number for page in hostile.pages.values() for number in MARK.findall(page.text)}
    assert [HOSTILE[n] for n in sorted(set(range(len(HOSTILE))) - set(map(int, shown)))] == []


def test_every_text_comes_back_to_the_byte(hostile: Reading) -> None:
    assert hostile.came_back


def test_no_text_becomes_an_attribute_that_acts(hostile: Reading) -> None:
    for address, page in hostile.pages.items():
        for element in page:
            for name, value in element.attributes.items():
                assert not name.startswith("on"), f"{address}: {element.tag} {name}"
                assert name not in INLINE, f"{address}: {element.tag} {name}"
                assert name in SPOKEN or not MARK.search(value), f"{address}: {element.tag} {name}={value!r}"
                assert (
                    not value.lower().lstrip().startswith(("javascript:", "data:text", "vbscript:"))
                    or name in SPOKEN
                )


def test_no_text_becomes_an_element(hostile: Reading, harmless: Reading) -> None:
    """The pages have the elements of a harmless dossier, whose texts are as long."""
    assert hostile.pages.keys() == harmless.pages.keys()
    for address, page in hostile.pages.items():
        tags = {element.tag for element in page}
        assert tags <= {element.tag for known in harmless.pages.values() for element in known}, address
        for tag in ("script", "iframe", "form", "input", "img", "style", "meta", "link", "base"):
            assert len(page.all(tag)) == len(harmless.pages[address].all(tag)), f"{address}: {tag}"


def test_no_template_or_format_is_obeyed(hostile: Reading) -> None:
    text = " ".join(page.text for page in hostile.pages.values())
    assert "{{ 7*7 }}" in text
    assert "%(name)s" in text
    assert "{0.__class__}" in text
    assert "/etc/passwd" in text
    assert "root:x:0" not in text
