"""Coming to a meeting: places in order, letters once, a place given back by a link, a list that is destroyed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils.timezone import now

from poucet.contribute.meetings.letters import remind, write_to_registered
from poucet.contribute.meetings.models import Meeting, Registration
from poucet.contribute.meetings.operations import take_off
from poucet.contribute.meetings.registering import (
    Party,
    forget,
    let_go,
    register_party,
    seats_of,
)
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import take_out, told
from poucet.town.people.roles import Role
from poucet.town.writing import Signature
from tests.empty_house import empty_house  # noqa: F401 -- a fixture
from tests.factories import a_commune, a_person
from tests.factories.meetings import a_meeting
from tests.forms import sealed

pytestmark = pytest.mark.django_db
BEFORE = Signature(by="personne/1", at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC))


def coming(meeting: Meeting, *names: str, people: int = 1) -> list[Registration]:
    return [
        register_party(meeting, Party(people, name, contact=f"{name}@exemple.fr"), signed=BEFORE)
        for name in names
    ]


def subjects(box, address: str) -> list[str]:
    return [letter["Subject"].strip() for letter in box.letters if letter["To"] == address]


def test_seats_go_in_order_and_a_place_given_back_seats_the_next() -> None:
    meeting = a_meeting(capacity=3)
    first, second, third = coming(meeting, "a", "b", "c", people=2)
    assert [row.seated for row in (first, second, third)] == [True, False, False]
    (single,) = coming(meeting, "d")
    assert single.seated

    let_go(first, signed=BEFORE)

    assert list(meeting.registrations.filter(seated=True).values_list("name", flat=True)) == ["b", "d"]
    assert vars(seats_of(meeting)) == {"taken": 3, "waiting": 2, "capacity": 3}


def test_a_larger_room_seats_who_waited_and_a_smaller_one_unseats_nobody() -> None:
    meeting = a_meeting(capacity=1)
    coming(meeting, "a", "b", "c")

    a_meeting(key=meeting.key, number=meeting.number, capacity=3)
    assert meeting.registrations.filter(seated=True).count() == 3
    a_meeting(key=meeting.key, number=meeting.number, capacity=1)
    assert meeting.registrations.filter(seated=True).count() == 3


def test_one_registers_once_and_only_before_it_begins() -> None:
    meeting, rose = a_meeting(), a_person()
    register_party(meeting, Party(person=rose), signed=BEFORE)
    with pytest.raises(RuleError, match=r"registration\.already"):
        register_party(meeting, Party(person=rose), signed=BEFORE)
    late = Signature(by="personne/1", at=meeting.starts_at)
    for party, signed in ((Party(), late), (Party(11), BEFORE)):
        with pytest.raises(RuleError, match=r"registration\.(closed|too_many)"):
            register_party(meeting, party, signed=signed)
    assert Registration.objects.count() == 1


def test_the_register_counts_who_comes_and_names_nobody() -> None:
    meeting, rose = a_meeting(), a_person()
    register_party(meeting, Party(person=rose, name="Rose"), signed=BEFORE)

    line = RegisterEntry.objects.get(act="meeting.registered")

    assert line.by == "resident"
    assert "Rose" not in str(line.content())


def test_each_news_leaves_once_to_each_and_the_last_word_only(box) -> None:
    a_commune()
    meeting = a_meeting(capacity=1)
    coming(meeting, "a", "b")
    at = BEFORE.at
    assert (write_to_registered(at=at), write_to_registered(at=at)) == (2, 0)
    assert subjects(box, "a@exemple.fr") == ["Exempleville – Votre place est gardée"]
    assert "rang sur la liste : 1" in box.texts("b@exemple.fr")[0].replace("\u00a0", " ")

    moved = {"key": meeting.key, "number": meeting.number, "capacity": 2}
    a_meeting(**moved, starts_at=meeting.starts_at + timedelta(hours=1))
    assert (write_to_registered(at=at), write_to_registered(at=at)) == (2, 0)
    assert subjects(box, "b@exemple.fr")[1:] == ["Exempleville – La rencontre a changé"]
    assert "21:30" not in box.texts("b@exemple.fr")[0]
    assert "21:30" in box.texts("b@exemple.fr")[1]

    a_meeting(**moved, starts_at=meeting.starts_at, state="cancelled", reason="La salle fuit.")
    assert write_to_registered(at=at) == 2
    assert subjects(box, "a@exemple.fr")[2:] == ["Exempleville – La rencontre est annulée"]
    assert "La salle fuit." in box.texts("a@exemple.fr")[2]


def test_a_letter_that_could_not_leave_leaves_later(box, settings) -> None:
    meeting = a_meeting()
    coming(meeting, "a")
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    assert write_to_registered(at=BEFORE.at) == 0
    settings.EMAIL_PORT = port
    assert write_to_registered(at=BEFORE.at) == 1


def test_a_meeting_taken_off_the_site_is_told_as_cancelled(box) -> None:
    meeting = a_meeting()
    coming(meeting, "a")
    take_off(meeting, BEFORE, "Annoncée deux fois.")
    assert write_to_registered(at=BEFORE.at) == 1
    assert subjects(box, "a@exemple.fr") == ["Poucet – La rencontre est annulée"]


def test_a_seat_that_becomes_free_is_told_at_once(box) -> None:
    meeting = a_meeting(capacity=1)
    first, _second = coming(meeting, "a", "b")
    write_to_registered(at=BEFORE.at)
    let_go(first, signed=BEFORE)
    assert write_to_registered(at=BEFORE.at) == 1
    assert subjects(box, "b@exemple.fr")[-1] == "Poucet – Une place s’est libérée\u00a0: elle est à vous"


def test_who_has_a_seat_is_reminded_the_day_before_once(box) -> None:
    meeting = a_meeting(capacity=1)
    coming(meeting, "a", "b")
    eve = meeting.starts_at - timedelta(days=1)
    assert remind(at=eve - timedelta(days=1)) == 0
    assert (remind(at=eve), remind(at=eve)) == (1, 0)
    assert subjects(box, "a@exemple.fr") == ["Poucet – À demain"]


def test_the_list_is_destroyed_thirty_days_after() -> None:
    meeting = a_meeting()
    coming(meeting, "a", "b")
    over = meeting.ends_at + timedelta(days=30)
    assert forget(at=over - timedelta(minutes=1)) == 0
    assert forget(at=over) == 2
    assert not Registration.objects.exists()


def test_what_is_kept_of_a_person_is_told_and_leaves_with_them() -> None:
    meeting, rose = a_meeting(capacity=1), a_person()
    register_party(meeting, Party(person=rose, name="Rose"), signed=BEFORE)
    coming(meeting, "b")
    assert told(rose)["registrations"][0]["meeting"] == meeting.name

    take_out(rose)

    assert list(meeting.registrations.values_list("name", "seated")) == [("b", True)]


def test_visitor_registers_by_a_code_sees_their_place_and_gives_it_back(box) -> None:
    meeting = a_meeting(starts_at=now() + timedelta(days=3), capacity=5)
    visitor = Client()
    page = f"/rencontre/{meeting.number}/inscription"
    form = sealed(visitor, page)

    sent = visitor.post(page, {**form, "people": 2, "name": "Rose", "email": "rose@exemple.fr"})
    assert sent.status_code == 302
    assert not Registration.objects.exists()
    done = visitor.post(sent.url, {"code": box.code("rose@exemple.fr")})
    mine = visitor.get(done.url).content.decode()

    assert "Votre place est gardée" in mine
    assert "seance" not in visitor.cookies
    assert Registration.objects.get().people == 2
    write_to_registered(at=now())
    letter = box.texts("rose@exemple.fr")[-1]
    written = re.search(rf"/rencontre/{meeting.number}/inscription/\S+", letter).group(0)
    assert "Votre place est gardée" in visitor.get(written).content.decode()
    assert Registration.objects.exists()
    gone = visitor.post(done.url)
    assert "Merci" in gone.content.decode()
    assert visitor.get(done.url).status_code == 404
    assert Client().get(f"/rencontre/{meeting.number + 1}/inscription/{done.url[-20:]}").status_code == 404


def test_the_page_says_how_many_seats_are_left_and_names_nobody(client: Client) -> None:
    meeting = a_meeting(starts_at=now() + timedelta(days=3), capacity=2)
    signed = Signature(by="personne/1", at=now())
    register_party(meeting, Party(1, "Rose Exemple", contact="06 00 00 00 00"), signed=signed)

    page = client.get(f"/rencontre/{meeting.number}").content.decode()

    assert "Il reste 1 place." in page
    for address in (
        f"/rencontre/{meeting.number}",
        "/rencontres",
        "/api/v1/meetings",
        "/donnees/meetings.csv",
    ):
        answer = client.get(address)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Rose Exemple" not in content
        assert b"06 00 00" not in content


def test_a_cancelled_or_past_meeting_takes_nobody(client: Client) -> None:
    meeting = a_meeting(starts_at=now() + timedelta(days=1), state="cancelled", reason="Neige.")
    page = f"/rencontre/{meeting.number}/inscription"
    assert "annulée" in client.get(page).content.decode()
    assert client.post(page, {"people": 1}).status_code == 409


@pytest.fixture
def agent(settings) -> Client:
    settings.SECOND_FACTOR = False
    client = Client()
    client.force_login(a_person(Role.AGENT).account)
    return client


def test_agent_writes_down_who_calls_reads_the_names_and_the_register_says_so(agent: Client) -> None:
    meeting = a_meeting(starts_at=now() + timedelta(days=3), capacity=1)
    page = f"/bureau/rencontre/{meeting.number}/inscrits"
    for name in ("Ali Exemple", "Zoé Exemple"):
        said = {"people": 1, "name": name, "channel": "phone", "contact": "06 00 00 00 00", "enter": 1}
        assert agent.post(page, said).status_code == 302
    assert "Ali Exemple" not in agent.get(page).content.decode()
    assert not RegisterEntry.objects.filter(act="meeting.list_read").exists()

    names = agent.post(page, {"names": 1}).content.decode()

    assert "Ali Exemple" in names
    assert "à prévenir" in names
    assert RegisterEntry.objects.filter(act="meeting.list_read").count() == 1
    first, second = Registration.objects.all()
    agent.post(page, {"told": first.pk})
    agent.post(page, {"off": first.pk})
    second.refresh_from_db()
    assert second.seated
    assert Client().get(page).status_code == 404


def test_fifty_at_once_for_ten_seats_leave_the_first_ten_seated(
    empty_house: dict[str, str],  # noqa: F811 -- the fixture imported
) -> None:
    for command in (
        ["-m", "django", "migrate", "--verbosity", "0"],
        [str(Path(__file__).with_name("crowd.py"))],
    ):
        done = subprocess.run(
            [sys.executable, *command], env=empty_house, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [True] * 10 + [False] * 40
