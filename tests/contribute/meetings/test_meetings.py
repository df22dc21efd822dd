"""Acts on meetings, their pages and their calendars."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from poucet.contribute.meetings.models import Meeting
from poucet.contribute.meetings.operations import Parts
from poucet.town.clock import stopped_on
from poucet.town.errors import RuleError
from poucet.town.models import Link, RegisterEntry
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_pebble, a_place
from tests.factories.meetings import EVENING, a_meeting, a_whole_meeting
from tests.reading import read

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")
LONG_AGO = datetime(2026, 1, 10, 17, 0, tzinfo=UTC)


def unfolded(client: Client, address: str) -> list[str]:
    """The lines of a calendar, read by the letter of RFC 5545: no line over 75 octets, folds undone."""
    answer = client.get(address)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    content = answer.content
    assert content.endswith(b"\r\n")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def events(lines: list[str]) -> list[dict[str, str]]:
    """Each event as its properties, their parameters kept in the name."""
    found: list[dict[str, str]] = []
    for line in lines[lines.index("BEGIN:VEVENT") :] if "BEGIN:VEVENT" in lines else []:
        if line == "BEGIN:VEVENT":
            found.append({})
        elif line.startswith(("END:", "BEGIN:")):
            continue
        else:
            name, value = line.split(":", 1)
            found[-1][name] = value
    return found


def test_meeting_is_announced_with_its_parts_and_signed() -> None:
    meeting = a_whole_meeting()
    assert [row.title for row in meeting.agenda.all()] == ["Choisir les essences"]
    assert [(row.fact, row.answer) for row in meeting.access.all()] == [("loop", "no")]
    assert list(RegisterEntry.objects.values_list("act", flat=True)) == ["meeting.written"]
    a_whole_meeting(key=meeting.key, number=meeting.number)
    assert RegisterEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sequence"),
    [
        ({"starts_at": EVENING + timedelta(days=1)}, 1),
        ({"place_text": "Salle du fond"}, 1),
        ({"state": "cancelled", "reason": "Inondation."}, 1),
        ({"capacity": 30}, 0),
        ({"minutes": "On a choisi.", "minutes_on": date(2026, 10, 8)}, 0),
    ],
)
def test_sequence_is_raised_by_what_a_calendar_shows(change: dict[str, Any], sequence: int) -> None:
    meeting = a_meeting()
    assert a_meeting(key=meeting.key, number=meeting.number, **change).sequence == sequence
    assert a_meeting(key=meeting.key, number=meeting.number, **change).sequence == sequence


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ends_at": EVENING}, "meeting.ends_before"),
        ({"state": "cancelled"}, "meeting.no_reason"),
        ({"minutes": "…", "minutes_on": date(2026, 10, 5)}, "meeting.minutes_too_early"),
        ({"minutes_on": date(2026, 10, 8)}, "meeting.minutes_empty"),
    ],
)
def test_meeting_that_cannot_be_is_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        a_meeting(**given)
    assert refusal.value.code == code
    assert not RegisterEntry.objects.exists()


def test_line_of_the_minutes_is_tied_to_what_came_of_it_and_untied_when_it_no_longer_says_so() -> None:
    pebble = a_pebble()
    line = {"sort": "idea", "text": "Un toit.", "thing_kind": "pebble", "thing_number": pebble.number}
    meeting = a_meeting(Parts(lines=[line]))
    (link,) = Link.objects.all()
    assert (link.relation, link.origin, link.destination) == ("tells", meeting.reference, pebble.reference)
    a_meeting(Parts(lines=[{"sort": "idea", "text": "Un toit."}]), key=meeting.key, number=meeting.number)
    assert not Link.objects.exists()
    with pytest.raises(RuleError, match="unknown_thing"):
        a_meeting(Parts(lines=[{**line, "thing_number": 999}]))


def test_minutes_that_are_late_are_listed_by_themselves(client: Client) -> None:
    late = a_meeting(name="Le préau", starts_at=LONG_AGO)
    a_meeting(name="Annulée", starts_at=LONG_AGO, state="cancelled", reason="Neige.")
    told = {"minutes": "On a choisi.", "minutes_on": date(2026, 1, 20)}
    a_meeting(name="Racontée", starts_at=LONG_AGO, **told)
    assert late.minutes_due == date(2026, 1, 25)
    for day, is_late in ((date(2026, 1, 25), False), (date(2026, 1, 26), True)):
        with stopped_on(day):
            page = read(client, "/rencontres")
            assert ("Minutes that are late" in page) is is_late
            assert ("They are late." in read(client, late.get_absolute_url())) is is_late
    section = page[page.index("Minutes that are late") : page.index('id="held"')]
    assert "Le préau" in section
    assert "Annulée" not in section
    assert "Racontée" not in section


def test_page_says_how_to_come_in_and_what_nobody_knows(client: Client) -> None:
    page = read(client, a_whole_meeting(place=a_place(name="La halle"), capacity=40).get_absolute_url())
    for words in ("6 October 2026, 18:30", "La halle", "Choisir les essences", "40 minutes", "on parle fort"):
        assert words in page
    assert re.search(r"Childcare</dt> <dd><span class=\"unknown\">unknown", page)


def test_minutes_tell_what_was_said_and_how_many_came(client: Client) -> None:
    told = {"minutes": "On a choisi.", "minutes_on": date(2026, 1, 20), "attendance": 0, "state": "held"}
    page = read(client, a_whole_meeting(starts_at=LONG_AGO, **told).get_absolute_url())
    for words in ("On a choisi.", "Arroser tout l’été.", "promise", "nothing is tied to it yet"):
        assert words in page
    assert "How many came</dt> <dd>0" in page


def test_sheet_to_sign_bears_no_name(client: Client) -> None:
    page = read(client, f"{a_whole_meeting().get_absolute_url()}/emargement")
    assert page.count('<th scope="row">') == 24
    assert "jardinière" not in page


def test_calendar_says_the_hour_of_the_commune_and_escapes_what_must_be(client: Client) -> None:
    a_commune(name="Exempleville")
    name = "Arbres, bancs ; \\ et une phrase assez longue pour que la ligne soit pliée, accents éèàù compris"
    meeting = a_meeting(name=name, purpose="Un.\nDeux.", place=a_place(name="La halle"), example=True)
    lines = unfolded(client, "/rencontres.ics")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "X-WR-CALNAME:Rencontres de Exempleville" in lines
    (event,) = events(lines)
    assert event["UID"] == f"rencontre-{meeting.number}@poucet.invalid"
    assert event["DTSTART;TZID=Europe/Paris"] == "20261006T183000"
    assert event["DTEND;TZID=Europe/Paris"] == "20261006T203000"
    assert event["DTSTAMP"] == SIGNED.at.strftime("%Y%m%dT%H%M%SZ")
    assert (
        event["SUMMARY"]
        .replace("\\;", ";")
        .replace("\\,", ",")
        .replace("\\\\", "\\")
        .startswith("Arbres, bancs")
    )
    assert "\\, bancs" in event["SUMMARY"]
    assert event["SUMMARY"].endswith("(exemple)")
    assert event["DESCRIPTION"] == "Un.\\nDeux."
    assert (event["STATUS"], event["SEQUENCE"], event["LOCATION"]) == ("CONFIRMED", "0", "La halle")


def test_zone_turns_at_the_hours_of_the_law(client: Client) -> None:
    """Held against the zone files of the system: an hour before and after each turn, over forty years."""
    a_meeting()
    lines = unfolded(client, "/rencontres.ics")
    zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE")]
    assert "TZID:Europe/Paris" in zone
    for part, month in (("DAYLIGHT", 3), ("STANDARD", 10)):
        rules = dict(
            line.split(":", 1) for line in zone[zone.index(f"BEGIN:{part}") : zone.index(f"END:{part}")]
        )
        assert set(rules["RRULE"].split(";")) == {"FREQ=YEARLY", f"BYMONTH={month}", "BYDAY=-1SU"}
        before, after = (timedelta(hours=int(rules[f"TZOFFSET{way}"][:3])) for way in ("FROM", "TO"))
        onset = datetime.fromisoformat(rules["DTSTART"]).time()
        for year in range(1996, 2037):
            last = max(day for day in range(25, 32) if date(year, month, day).weekday() == 6)
            turn = datetime.combine(date(year, month, last), onset, tzinfo=UTC) - before
            assert (turn - timedelta(seconds=1)).astimezone(PARIS).utcoffset() == before
            assert turn.astimezone(PARIS).utcoffset() == after


def test_change_keeps_the_identifier_and_cancelling_never_deletes(client: Client) -> None:
    meeting = a_meeting()
    (first,) = events(unfolded(client, "/rencontres.ics"))
    moved = {"key": meeting.key, "number": meeting.number, "starts_at": EVENING + timedelta(days=7)}
    a_meeting(**moved)
    (second,) = events(unfolded(client, "/rencontres.ics"))
    assert second["UID"] == first["UID"]
    assert second["DTSTART;TZID=Europe/Paris"] == "20261013T183000"
    a_meeting(**moved, state="cancelled", reason="Inondation.")
    (third,) = events(unfolded(client, f"/rencontre/{meeting.number}.ics"))
    assert [one["SEQUENCE"] for one in (first, second, third)] == ["0", "1", "2"]
    assert [one["STATUS"] for one in (first, second, third)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_withdrawn_meeting_is_cancelled_in_calendars_and_says_nothing_else(client: Client) -> None:
    meeting = a_meeting(name="Zibeline", purpose="Zibeline", place_text="Zibeline")
    withdraw(meeting, signed=SIGNED)
    (event,) = events(unfolded(client, "/rencontres.ics"))
    assert (event["STATUS"], event["SEQUENCE"], event["SUMMARY"]) == ("CANCELLED", "1", "Rencontre annulée")
    assert client.get(f"/rencontre/{meeting.number}.ics").status_code == 410
    back = a_meeting(key=meeting.key, number=meeting.number)
    assert back.sequence > int(event["SEQUENCE"])


def test_winter_hour_is_told_as_such(client: Client) -> None:
    a_meeting(starts_at=datetime(2026, 12, 1, 18, 30, tzinfo=PARIS))
    (event,) = events(unfolded(client, "/rencontres.ics"))
    assert event["DTSTART;TZID=Europe/Paris"] == "20261201T183000"


def test_list_asks_as_much_for_three_meetings_as_for_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    for _time in range(3):
        a_whole_meeting(place=a_place())
        a_whole_meeting(starts_at=LONG_AGO, place=a_place())
    for address in ("/rencontres", f"/rencontre/{Meeting.objects.first().number}", "/rencontres.ics"):
        with django_assert_max_num_queries(12):
            client.get(address)


def test_api_tells_a_meeting_whole(client: Client) -> None:
    meeting = a_whole_meeting()
    assert client.get(f"/api/v1/meetings/{meeting.number}").json()["lines"] == []
    a_whole_meeting(key=meeting.key, number=meeting.number, minutes_on=date(2026, 10, 8))
    told = client.get(f"/api/v1/meetings/{meeting.number}").json()
    assert told["starts_at"] == "2026-10-06T18:30:00+02:00"
    assert (told["capacity"], told["minutes_due"]) == ("unknown", "2026-10-21")
    assert told["access"] == [{"fact": "loop", "answer": "no", "note": "on parle fort"}]
    assert told["lines"][0]["thing"] == "not_applicable"
