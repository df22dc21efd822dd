"""Parts of pages kept until the next act: asked once, anew after any line of the register."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client

from poucet.town.kept import kept, seal
from tests.factories import a_commune, a_pebble, a_place


@pytest.fixture(autouse=True)
def keeping(settings: object, tmp_path: Path) -> None:
    """Keep parts in files, as a town does."""
    settings.CACHES = settings.CACHES | {  # type: ignore[attr-defined]
        "parts": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": str(tmp_path),
        }
    }
    caches["parts"].clear()


pytestmark = pytest.mark.django_db


def test_same_house_is_asked_once() -> None:
    a_place()
    made = [kept("x", 1, seal=seal(), make=object().__hash__) for _ in range(2)]
    assert made[0] == made[1]


def test_next_act_makes_it_anew() -> None:
    a_place()
    before = seal()
    a_place()
    assert seal() != before
    assert kept("x", seal=before, make=lambda: 1) == 1
    assert kept("x", seal=seal(), make=lambda: 2) == 2


def test_house_where_nothing_was_done_keeps_nothing() -> None:
    assert seal() == ""
    assert [kept("x", seal="", make=lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_home_and_path_show_a_pebble_as_soon_as_it_is_laid(client: Client) -> None:
    a_commune()
    a_pebble(name="Le premier caillou")
    for address in ("/", "/chemin"):
        assert "Le deuxième caillou" not in client.get(address).content.decode()
    a_pebble(name="Le deuxième caillou")
    for address in ("/", "/chemin"):
        assert "Le deuxième caillou" in client.get(address).content.decode()
