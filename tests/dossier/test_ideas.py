"""Calls and ideas in the dossier: what comes back, what is refused, what a load never takes away."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from poucet.contribute.models import Call, Proposal
from poucet.contribute.operations import Step, reply, support
from poucet.dossier.dumping import dump
from poucet.dossier.loading import load
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_person
from tests.factories.ideas import REASON, a_proposal

Change = Callable[[str, str, str], None]
BENCH = "proposals/un-banc-a-l-ombre.yaml"

pytestmark = pytest.mark.django_db


def loaded(folder: Path) -> Proposal:
    load(folder, signed=SIGNED)
    return Proposal.objects.get(number=1)


def test_idea_comes_back_with_its_answers_and_to_the_byte(folder: Path) -> None:
    idea = loaded(folder)
    assert [one.state for one in idea.replies.all()] == ["studied", "fifty_fifty"]
    assert (idea.state, idea.next_on, idea.supports) == ("fifty_fifty", date(2026, 12, 31), 7)
    files = dump()
    for path in (BENCH, "calls/idees-toute-l-annee.yaml"):
        assert files[path] == (folder / path).read_bytes()


def test_loading_again_takes_no_idea_away_and_no_support(folder: Path) -> None:
    idea = loaded(folder)
    later = a_proposal(call=Call.objects.get(number=1), name="Venue depuis")
    for _time in range(9):
        support(idea, person=a_person(), signed=SIGNED)
    (folder / BENCH).rename(folder / "proposals" / "autre.txt")
    needed = folder / "sharing" / "planter-la-cour.yaml"
    needed.write_text(needed.read_text().replace("for:\n  proposal: un-banc-a-l-ombre\n", ""))
    load(folder, signed=SIGNED)
    assert set(Proposal.objects.values_list("pk", flat=True)) == {idea.pk, later.pk}
    (folder / "proposals" / "autre.txt").rename(folder / BENCH)
    load(folder, signed=SIGNED)
    assert Proposal.objects.get(pk=idea.pk).supports == 9


def test_what_was_taken_off_the_site_does_not_come_back_with_a_folder(folder: Path) -> None:
    withdraw(loaded(folder), signed=SIGNED)
    load(folder, signed=SIGNED)
    assert not Proposal.objects.filter(number=1).exists()


def test_answer_given_on_the_site_is_in_the_next_dump(folder: Path) -> None:
    idea = loaded(folder)
    reply(idea, Step("done", REASON, "agent"), signed=SIGNED)
    assert REASON in dump()[BENCH].decode()


@pytest.mark.parametrize(
    ("path", "before", "after", "field"),
    [
        (BENCH, "channel: paper", "channel: pigeon", "channel"),
        (BENCH, "call: idees-toute-l-annee", "call: nulle-part", "call"),
        (BENCH, "date: 2026-03-20", "date: 20 mars", "replies[1].date"),
        (BENCH, "state: studied", "state: received", "replies[1].state"),
        ("calls/idees-toute-l-annee.yaml", "  quorum: Sans objet.\n", "", "rules.quorum"),
        ("calls/idees-toute-l-annee.yaml", "tie_rule: Sans objet.", "tie_rule: ''", "rules.tie_rule"),
    ],
)
def test_fault_is_told_at_its_field(
    change: Change, faults: Callable[[], list[Any]], path: str, before: str, after: str, field: str
) -> None:
    change(path, before, after)
    assert {(fault[0], fault[2]) for fault in faults()} == {(path, field)}


def test_reason_too_short_is_not_called_empty(change: Change, faults: Callable[[], list[Any]]) -> None:
    change(
        BENCH,
        "Oui, moitié-moitié : la commune donne le bois et les vis, les grands-parents fabriquent le banc et le\n"
        "      repeignent tous les deux ans.",
        "Oui.",
    )
    assert [(fault[0], fault[3]) for fault in faults()] == [(BENCH, "field.too_short")]
