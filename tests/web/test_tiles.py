"""The server of tiles is a setting: none by default, checked when the house starts."""

from __future__ import annotations

import pytest

from poucet.web import environment
from poucet.web.environment import SettingError

GOOD = "https://tuiles.example/{z}/{x}/{y}.png"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("POUCET_TILES", "POUCET_TILES_CREDIT"):
        monkeypatch.delenv(name, raising=False)


def test_nobody_is_asked_unless_a_setting_says_so() -> None:
    assert environment.tiles() == ("", "")


@pytest.mark.parametrize(
    "template",
    [
        GOOD,
        "https://tuiles.example:8443/v1/{z}/{y}/{x}.jpg?cle=abc",
        "https://tuiles.example/wmts?LAYER=PLAN&TILEMATRIX={z}&TILECOL={x}&TILEROW={y}",
        "http://127.0.0.1:9000/{z}/{x}/{y}.png",
    ],
)
def test_template_is_taken_with_its_credit(monkeypatch: pytest.MonkeyPatch, template: str) -> None:
    monkeypatch.setenv("POUCET_TILES", template)
    monkeypatch.setenv("POUCET_TILES_CREDIT", "© Tuiles exemple")
    assert environment.tiles() == (template, "© Tuiles exemple")


@pytest.mark.parametrize(
    "template",
    [
        "tuiles.example/{z}/{x}/{y}.png",
        "http://tuiles.example/{z}/{x}/{y}.png",
        "ftp://tuiles.example/{z}/{x}/{y}.png",
        "https://tuiles.example/{z}/{x}.png",
        "https://tuiles.example/{z}/{x}/{y}/{y}.png",
        "https://{s}.tuiles.example/{z}/{x}/{y}.png",
        "https:///{z}/{x}/{y}.png",
        "https://moi:secret@tuiles.example/{z}/{x}/{y}.png",
        "https://tuiles.example/{z}/{x}/{y}.pbf",
        "https://tuiles.example; script-src *;/{z}/{x}/{y}.png",
        "https://tuiles.example/{z}/{x}/{y}.png https://autre.example",
        "https://[::1/{z}/{x}/{y}.png",
        "https://tuiles.example:port/{z}/{x}/{y}.png",
        "https://*.example/{z}/{x}/{y}.png",
    ],
)
def test_template_that_cannot_be_used_stops_the_start(monkeypatch: pytest.MonkeyPatch, template: str) -> None:
    monkeypatch.setenv("POUCET_TILES", template)
    monkeypatch.setenv("POUCET_TILES_CREDIT", "© Tuiles exemple")
    with pytest.raises(SettingError) as refusal:
        environment.tiles()
    assert (refusal.value.name, refusal.value.found) == ("POUCET_TILES", template)


@pytest.mark.parametrize(("name", "value"), [("POUCET_TILES", GOOD), ("POUCET_TILES_CREDIT", "© Tuiles")])
def test_one_without_the_other_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingError):
        environment.tiles()
