"""`poucet night`: every chore of every room is done, and one that fails keeps none of the others."""

from __future__ import annotations

from argparse import Namespace

import pytest

from poucet.cli.command import DONE, REFUSED
from poucet.cli.nights import night
from poucet.town import nights
from poucet.town.nights import Chore, chores, each_night
from tests.factories import a_commune
from tests.letters import box

__all__ = ["box"]

pytestmark = pytest.mark.django_db


def test_a_night_does_every_chore_and_says_how_much(capsys, box) -> None:
    a_commune()
    assert night(Namespace()) == DONE
    said = capsys.readouterr().out.splitlines()
    assert len(said) == len(chores())
    assert all(line.endswith(": 0") for line in said)


def test_a_chore_that_fails_is_told_and_the_next_ones_are_done(capsys, monkeypatch) -> None:
    monkeypatch.setattr(nights, "_CHORES", {})
    each_night(Chore("first", "premier : %(count)d", lambda _signed: 1 // 0))
    each_night(Chore("second", "second : %(count)d", lambda _signed: 2))
    assert night(Namespace()) == REFUSED
    told = capsys.readouterr()
    assert told.out.strip() == "second : 2"
    assert "division" in told.err
