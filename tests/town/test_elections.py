"""The months in which a commune advertises nothing of what it has done."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from poucet.town.clock import stopped_on
from poucet.town.elections import Election, restraint_on
from poucet.town.people.roles import Role
from tests.factories import a_person


@pytest.mark.parametrize(
    ("month", "since"),
    [
        ((2026, 3), date(2025, 9, 1)),
        ((2020, 6), date(2019, 12, 1)),
        ((2028, 1), date(2027, 7, 1)),
        ((2028, 12), date(2028, 6, 1)),
        ((2028, 7), date(2028, 1, 1)),
    ],
)
def test_restraint_begins_on_the_first_of_the_sixth_month_before(month: tuple[int, int], since: date) -> None:
    assert Election("municipal", *month, "exemple").since == since


@pytest.mark.parametrize(
    ("day", "restrained"),
    [
        (date(2025, 8, 31), False),
        (date(2025, 9, 1), True),
        (date(2026, 3, 22), True),
        (date(2026, 3, 23), False),
        (date(2031, 8, 31), False),
        (date(2031, 9, 1), True),
        (date(2032, 3, 31), True),
        (date(2032, 4, 1), False),
    ],
)
def test_calendar_of_the_municipal_elections(day: date, restrained: bool) -> None:
    assert (restraint_on(day) is not None) is restrained


@pytest.mark.django_db
def test_the_desk_warns_before_one_publishes(settings) -> None:
    settings.SECOND_FACTOR = False
    agent = Client()
    agent.force_login(a_person(Role.AGENT).account)
    for day, warned in ((date(2026, 1, 10), True), (date(2026, 6, 10), False)):
        with stopped_on(day):
            for page in ("/bureau", "/bureau/caillou/nouveau"):
                assert ("L. 52-1" in agent.get(page).content.decode()) is warned
