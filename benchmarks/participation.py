"""What residents do in a year, for towns of 7,000 and of 50,000: the public pages under the load that a letter brings.

The load is open: requests leave at their hour whether the former ones are answered or not, and a wait counts from
that hour. Numbers are those of a year of the town; names and words are imagined. No peer: budgets are recorded.
"""

import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from statistics import quantiles

from django.db import connection

from benchmarks.alike import AT_ONCE, STREETS, THINGS, WHY
from benchmarks.comparison import Record
from benchmarks.dossier import SIGNED
from benchmarks.house import HOME, EmptyDatabases
from demonstration import served
from poucet.contribute.agreements.operations import Pledge, write_agreement
from poucet.contribute.comments.models import Comment, Tag
from poucet.contribute.models import Call, Proposal
from poucet.contribute.operations import Rules, write_call
from poucet.contribute.sharing.operations import Taking, take, write_posting
from poucet.town.operations import write_commune
from poucet.town.writing import Wanted, write_all
from poucet.web.search.index import rebuild
from throwaway_postgresql import free_port

PAGES = (
    "/idees", "/idee/{idea}", "/idee/{idea}", "/idees/en-retard", "/demarche/1", "/accords", "/accord/1", "/entraide",
    "/entraide/1", "/idees.atom",
)  # fmt: skip
A_SECOND, SECONDS, WAITING = 20, 30, 64
SHARES_EACH = 25


@dataclass(frozen=True)
class Town:
    """How many inhabitants, and what they do in a year."""

    inhabitants: int
    ideas: int
    comments: int
    agreements: int
    shares: int


TOWNS = (Town(7_000, 300, 1_500, 20, 500), Town(50_000, 2_000, 10_000, 80, 3_000))
HAMLET = Town(70, 30, 60, 2, 25)


def records(*, quick: bool) -> Iterator[Record]:
    databases = EmptyDatabases()
    for town in (HAMLET,) if quick else TOWNS:
        databases.another()
        _live_a_year(town)
        home = HOME / f"town-{town.inhabitants}"
        home.mkdir()
        path = Path(str(connection.settings_dict["NAME"]))
        connection.close()
        shutil.copyfile(path, home / "poucet.sqlite3")
        waits, refused = _asked(town, home, SECONDS if not quick else 2)
        of_town = f"{town.inhabitants:,} inhabitants, {A_SECOND} pages a second"
        yield Record(f"{of_town}: 95th percentile", 1000 * quantiles(waits, n=20)[-1], 500, "ms")
        yield Record(f"{of_town}: not answered by a page", refused, 0, "pages")


def _asked(town: Town, home: Path, seconds: int) -> tuple[list[float], int]:
    port, draw = free_port(), Random(1)  # noqa: S311 -- the same readers each time
    poucet = str(Path(sys.executable).with_name("poucet"))
    command = [poucet, "serve", "--port", str(port), "--workers", "2"]
    with served(command, f"http://127.0.0.1:{port}/", environment={"POUCET_HOME": str(home)}):
        pages = [
            draw.choice(PAGES).format(idea=draw.randint(1, town.ideas)) for _ in range(A_SECOND * seconds)
        ]
        for page in dict.fromkeys(pages[:20]):
            _ask(port, page, time.monotonic())
        began = time.monotonic() + 0.5
        with ThreadPoolExecutor(WAITING) as readers:
            asked = [
                readers.submit(_at_its_hour, port, page, began + place / A_SECOND)
                for place, page in enumerate(pages)
            ]
            answers = [one.result() for one in asked]
    return [wait for wait, _status in answers], sum(status != 200 for _wait, status in answers)


def _at_its_hour(port: int, page: str, hour: float) -> tuple[float, int]:
    time.sleep(max(0.0, hour - time.monotonic()))
    return _ask(port, page, hour)


def _ask(port: int, page: str, hour: float) -> tuple[float, int]:
    asking = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        asking.request("GET", page, headers={"Connection": "close"})
        answer = asking.getresponse()
        answer.read()
    finally:
        asking.close()
    return time.monotonic() - hour, answer.status


def _live_a_year(town: Town) -> None:
    draw = Random(town.inhabitants)  # noqa: S311 -- the same year each time
    write_commune(name="Exempleville", signed=SIGNED)
    call = write_call(
        key="idees", number=1, rules=Rules(_RULES, ""), phases=[_ALWAYS], signed=SIGNED,
        name="Des idées toute l’année (exemple)", summary="Exemple.", example=True,
    )  # fmt: skip
    _write(Proposal, [_idea(call, number, draw) for number in range(1, town.ideas + 1)])
    ideas = list(Proposal.objects.order_by("number"))
    _write(Comment, [_comment(draw.choice(ideas), number, draw) for number in range(1, town.comments + 1)])
    for number in range(1, town.agreements + 1):
        _agree(number, draw)
    for number in range(1, town.shares // SHARES_EACH + 1):
        _need(number, draw)
    rebuild()


def _write(model: type, wanted: list[Wanted]) -> None:
    for first in range(0, len(wanted), AT_ONCE):
        write_all(model, wanted[first : first + AT_ONCE], signed=SIGNED)


def _idea(call: Call, number: int, draw: Random) -> Wanted:
    today = SIGNED.at.date()
    fields = {
        "call": call,
        "charter_version": 1,
        "name": f"{draw.choice(THINGS)[0].capitalize()} rue des {draw.choice(STREETS)}",
        "text": f"{draw.choice(WHY)} {draw.choice(WHY)}",
        "proposed_on": today,
        "answer_due": today + timedelta(days=60),
        "example": True,
    }
    return Wanted(f"idee-{number}", number, fields)


def _comment(idea: Proposal, number: int, draw: Random) -> Wanted:
    text = f"{draw.choice(WHY)} {draw.choice(WHY)}"
    fields = {
        "proposal": idea,
        "name": text[:80],
        "tag": draw.choice(Tag.values),
        "text": text,
        "written_on": SIGNED.at.date(),
    }
    return Wanted(f"commentaire-{number}", number, {**fields, "example": True})


def _agree(number: int, draw: Random) -> None:
    today = SIGNED.at.date()
    pledges = [
        Pledge(
            "terre", "town", "Fournir la terre", "material", Decimal(6), "bacs", today, "services", "photo"
        ),
        Pledge("eau", "residents", "Arroser", "time", Decimal(2), "h", today, "la rue", "carnet", "monthly"),
    ]
    write_agreement(
        key=f"accord-{number}", number=number, period="2026", commitments=pledges, signed=SIGNED, example=True,
        name=f"La rue des {draw.choice(STREETS)} (exemple)", purpose="Exemple.", party="une rue",
        party_nature="street", state="agreed", upkeep="La rue arrose.", review_on=today,
    )  # fmt: skip


def _need(number: int, draw: Random) -> None:
    today = SIGNED.at.date()
    posting = write_posting(
        key=f"besoin-{number}", number=number, signed=SIGNED, side="need", sort="time", unit="places",
        name=f"Planter rue des {draw.choice(STREETS)}", text="Exemple.", quantity=Decimal(10), example=True,
        from_day=today + timedelta(days=9), to_day=today + timedelta(days=9), posted_on=today,
    )  # fmt: skip
    for _share in range(SHARES_EACH):
        take(posting, Taking(contact="exemple"), signed=SIGNED)


_ALWAYS = {
    "name": "On propose",
    "since": SIGNED.at.date(),
    "until": None,
    "acts": ["propose"],
    "translations": {},
}
_RULES = {
    **dict.fromkeys(
        (
            "subject", "negotiable", "not_negotiable", "decided_by", "decided_how", "who_may", "money", "voting_rule",
            "tie_rule", "quorum", "data_kept", "moderators",
        ),
        "Sans objet.",
    ),
    "level": "make", "minimum_age": 0, "verification": 1, "answer_days": 60, "data_until": "2030",
}  # fmt: skip
