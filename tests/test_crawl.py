"""Every page of the demonstration that home leads to, read by a client: links, queries, markup, words.

The pages are read once for each language, then judged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from importlib import resources

import polib
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from poucet.dossier.loading import load
from poucet.pebble.models import Pebble
from poucet.web.demonstration import add_examples
from tests.factories import SIGNED
from tests.journeys.pages import kind_of, kinds_of_page, links_in
from tests.markup import Element, parse
from tests.reading import MOST_QUERIES

pytestmark = pytest.mark.django_db  # for the runner to make the database, which only `crawl` reads

# Enough to see every shape a kind of page takes; the thousand others say the same with other words.
OF_EACH_KIND = {"fr": 40, "en": 12}
EXAMPLE = {
    "fr": re.compile(r"\bexemples?\b", re.IGNORECASE),
    "en": re.compile(r"\bexamples?\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Visit:
    """One answer of the house."""

    address: str
    came_from: str
    status: int
    queries: int
    body: str
    is_page: bool

    @property
    def kind(self) -> str | None:
        return kind_of(self.address)


@dataclass(frozen=True)
class Crawl:
    """What a walk from home met, in one language, and the examples it could meet."""

    language: str
    visits: list[Visit]
    examples: frozenset[str]

    @property
    def pages(self) -> list[tuple[Visit, Element]]:
        return [(visit, tree_of(visit)) for visit in self.visits if visit.is_page]


@cache
def tree_of(visit: Visit) -> Element:
    return parse(visit.body)


def visit_all(language: str) -> Iterator[Visit]:
    """Walk from home, breadth first, a bounded number of pages of each kind."""
    client, counts = Client(), Counter[str | None]()
    client.cookies["langue"] = language
    waiting, seen = [("/", "")], {"/"}
    while waiting:
        address, came_from = waiting.pop(0)
        kind = kind_of(address)
        counts[kind] += 1
        if kind is not None and counts[kind] > OF_EACH_KIND[language]:
            continue
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        is_page = answer.headers["Content-Type"].startswith("text/html")
        body = answer.content.decode() if is_page else ""
        yield Visit(address, came_from, answer.status_code, len(asked), body, is_page)
        fresh = [link for link in links_in(body) if link not in seen]
        seen.update(fresh)
        waiting += [(link, address) for link in fresh]


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=[pytest.mark.xdist_group(f"crawl-{name}")]) for name in OF_EACH_KIND],
)
def crawl(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Crawl:
    """Load the demonstration, read its pages, and leave the database as it was."""
    with ExitStack() as opened:
        opened.enter_context(django_db_blocker.unblock())
        opened.enter_context(transaction.atomic())
        with resources.as_file(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
            load(folder, signed=SIGNED)
        add_examples(signed=SIGNED)
        examples = frozenset(pebble.get_absolute_url() for pebble in Pebble.objects.filter(example=True))
        read = Crawl(request.param, list(visit_all(request.param)), examples)
        transaction.set_rollback(True)
    return read


def listed(found: Iterable[object]) -> str:
    return "\n".join(str(one) for one in found)


def test_home_leads_to_every_kind_of_page(crawl: Crawl) -> None:
    assert sorted(kinds_of_page() - {visit.kind for visit in crawl.visits}) == []


def test_no_link_is_broken(crawl: Crawl) -> None:
    broken = [(visit.address, visit.came_from, visit.status) for visit in crawl.visits if visit.status != 200]
    assert not broken, listed(broken)


def test_no_page_asks_more_than_twelve_queries(crawl: Crawl) -> None:
    # The whole dossier is one file: a question for each kind of row, whatever the rows.
    asked = [visit for visit in crawl.visits if visit.address != "/donnees/dossier.zip"]
    greedy = [(visit.address, visit.queries) for visit in asked if visit.queries > MOST_QUERIES]
    assert not greedy, listed(greedy)


def test_tags_balance_and_nothing_is_written_inline(crawl: Crawl) -> None:
    for visit, page in crawl.pages:
        assert page.all("style") == [], visit.address
        for element in page:
            spoken = {name for name in element.attributes if name == "style" or name.startswith("on")}
            assert not spoken, f"{visit.address}: <{element.tag} {spoken}>"
            is_run = element.tag == "script" and element.attributes.get("type") != "application/ld+json"
            assert not is_run or "src" in element.attributes, visit.address


def test_every_page_says_its_language_and_has_one_title(crawl: Crawl) -> None:
    for visit, page in crawl.pages:
        assert page.all("html")[0].attributes["lang"] == crawl.language, visit.address
        assert len(page.all("h1")) == 1, visit.address
        assert page.all("h1")[0].text, visit.address


def test_pages_of_a_kind_have_titles_of_their_own(crawl: Crawl) -> None:
    titles = Counter(
        (visit.kind, page.all("title")[0].content[0])
        for visit, page in crawl.pages
        if "?" not in visit.address  # a list narrowed keeps the title of the list
    )
    twice = [title for title, times in titles.items() if times > 1]
    assert not twice, listed(twice)


def standing_alone(link: Element) -> Element:
    """Give what a reader takes in with a link: its row, its item, its card, its part of the picture."""
    around = link.closest("li", "tr", "article", "dd", "header") or link.closest("g")
    return around or link


def test_example_says_that_it_is_one_wherever_it_shows(crawl: Crawl) -> None:
    silent = []
    for visit, page in crawl.pages:
        said = EXAMPLE[crawl.language]
        if visit.address.partition("/recit")[0] in crawl.examples:
            assert said.search(page.all("main")[0].text), visit.address
            continue
        for link in page.all("a"):
            if link.attributes.get("href", "").partition("/recit")[0] not in crawl.examples:
                continue
            told = f"{standing_alone(link).text} {link.attributes.get('aria-label', '')}"
            if not said.search(told) and not link.closest("nav") and link.attributes.get("tabindex") != "-1":
                silent.append((visit.address, link.attributes["href"], told[:100]))
    assert not silent, listed(silent)


def sentences(of_language: str, unlike: str) -> set[str]:
    """Give what the house says in one language and differently in the other, long enough to be nobody's name."""
    catalogues = {
        code: polib.pofile(str(settings.LOCALE_PATHS[0] / code / "LC_MESSAGES" / "django.po"))
        for code in (of_language, unlike)
    }
    told = {
        code: {entry.msgid: entry.msgstr or entry.msgid for entry in catalogue if not entry.msgid_plural}
        for code, catalogue in catalogues.items()
    }
    other = set(told[unlike].values())
    return {
        " ".join(text.split())
        for text in told[of_language].values()
        if text not in other and len(text) > 3 and "%(" not in text
    }


def test_house_speaks_one_language_at_a_time(crawl: Crawl) -> None:
    other = "en" if crawl.language == "fr" else "fr"
    foreign = sentences(other, crawl.language)
    heard = {
        text: visit.address
        for visit, page in crawl.pages
        for text, holder in page.all("body")[0].texts
        if text in foreign and holder.language == crawl.language
    }
    assert not heard, listed(heard.items())
