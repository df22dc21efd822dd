"""What moderation hides is nowhere: no page, list, search, export, feed, letter, cache or past page says it still.

To prove it, everything is read before, and what said it is read again after.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils.timezone import now

from poucet.contribute.following import news_for
from poucet.contribute.letters import send_daily
from poucet.contribute.models import Proposal
from poucet.contribute.moderation.grounds import Measure
from poucet.contribute.moderation.operations import Verdict, appeal, decide
from poucet.contribute.operations import support
from poucet.dossier.dumping import dump
from poucet.dossier.loading import load
from poucet.town.people.roles import Role
from poucet.town.things import kinds
from poucet.town.writing import Signature, withdraw
from poucet.web.opendata.tables import tables
from tests.factories import SIGNED, a_commune, a_person
from tests.factories.comments import a_comment, a_rewritten_comment
from tests.factories.ideas import a_call, a_proposal
from tests.factories.moderation import WHY, hidden
from tests.web.test_rights import addresses, body_of

pytestmark = pytest.mark.django_db
WORD = "Zibeline"
FIRST, LATER = datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC)
BY = Signature(by="personne/90", at=FIRST)


@pytest.fixture(autouse=True)
def house(settings):
    settings.SECOND_FACTOR = False
    a_commune()


def an_idea() -> Proposal:
    return a_proposal(name=f"{WORD} au parc", text=f"La {WORD} #implication.", author_name=WORD, signed=BY)


def a_remark():
    person = a_person()
    row = a_comment(
        text=f"La {WORD} nous manque. #implication", author_name=WORD, person=person, signed=BY,
        proposal=a_proposal(signed=BY),
    )  # fmt: skip
    a_comment(proposal=row.proposal, parent=row, text="D’accord.", signed=BY)
    return row


def everywhere(thing) -> Iterator[str]:
    """Give every public address, about the thing and about its idea, asked what would find it; today and before."""
    idea = thing if thing.kind == "proposal" else thing.proposal
    words = {kind.code: kind.word for kind in kinds()}
    found = set()
    numbers, said = {thing.number, idea.number, idea.call.number}, (words[thing.kind], "implication")
    for route, number, word in product(addresses(get_resolver()), numbers, said):
        filled = re.sub(r"<(\w+:)?number>", str(number), route)
        filled = re.sub(r"<(\w+:)?word>", word, filled)
        if "<" not in filled:
            found |= {f"/{filled}", f"/{filled}?q={WORD}", f"/{filled}?commentaires=1"}
            found.add(f"/au/2026-03-05/{filled}")
    for name in tables():
        found |= {f"/donnees/{name}.csv", f"/donnees/{name}.excel.csv", f"/donnees/{name}.json"}
    found |= {f"/recherche?q={WORD}", f"/api/v1/search?q={WORD}", "/donnees/dossier.zip"}
    yield from sorted(found)


def saying(thing) -> dict[str, str]:
    """Read everything; give the addresses that say the word, and how long what is on the way may keep them."""
    client, found = Client(), {}
    for address in everywhere(thing):
        answer = client.get(address, follow=True)
        asked = address.partition("?")[0]
        # A search says again what it was asked: only what it found counts.
        if WORD in body_of(answer).replace(f'value="{WORD}"', "").replace(f"q={WORD}", "") and (
            "?q=" not in address or "La " + WORD in body_of(answer)
        ):
            found[asked] = answer.headers.get("Cache-Control", "")
    return found


@pytest.mark.parametrize("make", [an_idea, a_remark])
def test_hidden_thing_is_nowhere_and_restored_whole(make):
    first, second = a_person(Role.AGENT), a_person(Role.ELECTED)  # known before: time never goes back
    thing = make()
    before = saying(thing)
    address = thing.get_absolute_url()
    past = f"/au/2026-03-05{address}"
    table = "proposals" if thing.kind == "proposal" else "comments"
    for said in (address, past, f"/api/v1/{table}", f"/donnees/{table}.csv"):
        assert said in before, sorted(before)
    assert WORD in str(dump())
    decision = hidden(thing, by=first, signed=Signature(by=first.signs_as, at=LATER))
    assert saying(thing) == {}
    assert WORD not in str(dump())
    assert Client().get(address).status_code == 410
    assert Client().get(past).status_code == 404
    appeal(decision.case, "Non.", of=None, signed=Signature(by="resident", at=LATER))
    decided_again(decision.case, second)
    assert sorted(saying(thing)) == sorted(before)


def decided_again(case, by) -> None:
    decide(case, Verdict(Measure.KEEP, "", WHY), by=by, signed=Signature(by=by.signs_as, at=LATER))


def test_nothing_on_the_way_keeps_for_more_than_a_minute_what_may_be_hidden():
    for address, kept in {**saying(an_idea()), **saying(a_remark())}.items():
        seconds = re.search(r"max-age=(\d+)", kept)
        assert seconds is None or int(seconds.group(1)) <= 60 or "no-cache" in kept, (address, kept)


def test_search_finds_it_no_more_at_once():
    idea = an_idea()
    assert idea.get_absolute_url() in Client().get(f"/recherche?q={WORD}").content.decode()
    hidden(idea)
    assert idea.get_absolute_url() not in Client().get(f"/recherche?q={WORD}").content.decode()


def test_no_letter_speaks_of_it(box):
    follower = a_person()
    idea = a_proposal(signed=BY)
    support(idea, person=follower, signed=BY)
    row = a_comment(proposal=idea, text=f"La {WORD}.", signed=BY)
    assert news_for(follower)
    hidden(row)
    send_daily(at=now(), root="https://exemple.fr")
    assert all(WORD not in letter.get_content() for letter in box.letters)
    idea = an_idea()
    support(idea, person=follower, signed=BY)
    hidden(idea)
    assert all(WORD not in news.thing.name for news in news_for(follower))


def test_what_it_said_before_is_hidden_too():
    by, row = a_person(Role.AGENT), a_rewritten_comment(text=f"La {WORD}.")
    assert WORD in Client().get(row.get_absolute_url()).content.decode()
    assert WORD in Client().get(f"/au/2026-03-05{row.get_absolute_url()}").content.decode()
    hidden(row, by=by, signed=Signature(by=by.signs_as, at=LATER))
    for day in ("2026-01-05", "2026-01-06", "2026-03-05"):
        for address in (row.get_absolute_url(), row.proposal.get_absolute_url(), "/idees"):
            assert WORD not in Client().get(f"/au/{day}{address}").content.decode()


def test_tombstone_says_the_ground_and_how_to_object_and_not_a_word_of_it():
    idea = an_idea()
    hidden(idea)
    page = Client().get(f"{idea.get_absolute_url()}?lang=en").content.decode()
    for words in (
        "hidden by moderation",
        "private data of somebody",
        "may object for six months",
        "/moderation",
    ):
        assert words in page
    assert WORD not in page
    assert "voisine" not in page  # nor of the reasons, which may quote it


def test_withdrawn_otherwise_it_is_no_case_of_moderation():
    idea = an_idea()
    withdraw(idea, signed=Signature(by="personne/9", at=LATER), reason="Écrit deux fois")
    assert "may object" not in Client().get(f"{idea.get_absolute_url()}?lang=en").content.decode()
    assert WORD in Client().get(f"/au/2026-03-05{idea.get_absolute_url()}").content.decode()


def test_folder_brings_back_nothing_that_was_hidden(tmp_path):
    idea = an_idea()
    row = a_comment(proposal=a_proposal(call=idea.call), text=f"Le {WORD}.")
    for path, content in dump().items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    hidden(idea)
    hidden(row)
    load(tmp_path, signed=SIGNED)
    for thing in (idea, row):
        assert Client().get(thing.get_absolute_url()).status_code == 410
    assert WORD not in str(dump())


def test_comments_of_a_hidden_idea_go_and_come_back_with_it():
    idea = a_proposal(call=a_call())
    row = a_comment(proposal=idea, text=f"La {WORD}.")
    decision = hidden(idea)
    assert Client().get(row.get_absolute_url()).status_code == 404
    assert WORD not in Client().get("/api/v1/comments").content.decode()
    appeal(decision.case, "Non.", of=None, signed=Signature(by="resident", at=LATER))
    decided_again(decision.case, a_person(Role.ELECTED))
    assert WORD in Client().get(row.get_absolute_url()).content.decode()
