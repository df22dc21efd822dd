"""Comments in the dossier: what comes back, what is refused, what a load never brings back."""

from pathlib import Path

import pytest

from poucet.contribute.comments.models import Comment
from poucet.dossier.dumping import dump
from poucet.dossier.faults import FaultyDossier
from poucet.dossier.loading import load
from poucet.town.models import RegisterEntry
from poucet.town.writing import withdraw
from tests.dossier.test_ideas import BENCH
from tests.factories import SIGNED
from tests.factories.comments import a_rewritten_comment

pytestmark = pytest.mark.django_db


def test_comments_come_back_with_their_answers_and_to_the_byte(folder: Path) -> None:
    load(folder, signed=SIGNED)
    said = {row.number: (row.tag, row.parent and row.parent.number) for row in Comment.objects.all()}
    assert said == {1: ("for", None), 2: ("question", None), 3: ("experience", 2)}
    assert dump()[BENCH] == (folder / BENCH).read_bytes()
    lines = RegisterEntry.objects.count()
    load(folder, signed=SIGNED)
    assert RegisterEntry.objects.count() == lines


def test_rewritten_comment_travels_with_what_it_said(folder: Path, tmp_path: Path) -> None:
    load(folder, signed=SIGNED)
    row = a_rewritten_comment(proposal=Comment.objects.get(number=1).proposal, author_name="Rose")
    before = dump()[BENCH]
    (folder / BENCH).write_bytes(before)
    load(folder, signed=SIGNED)
    assert dump()[BENCH] == before
    assert "Les bancs manquent aussi au parc." in before.decode()
    assert list(row.wordings.values_list("version", "tag")) == [(1, "for")]


def test_withdrawn_comment_leaves_the_dump_and_does_not_come_back(folder: Path) -> None:
    load(folder, signed=SIGNED)
    withdraw(Comment.objects.get(number=1), signed=SIGNED)
    assert "Ma mère" not in dump()[BENCH].decode()
    load(folder, signed=SIGNED)
    assert not Comment.objects.filter(number=1).exists()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("number: 3\n", "number: 2\n", "comment.number_twice"),
        ("answers: 2", "answers: 9", "comment.answers_nothing"),
        ("answers: 2", "answers: 3", "comment.answers_nothing"),
    ],
)
def test_fault_of_comments_is_told(change, faults, before: str, after: str, code: str) -> None:
    change(BENCH, before, after)
    assert code in {code for *_where, code in faults()}


def test_comment_never_moves_to_another_idea(folder: Path) -> None:
    load(folder, signed=SIGNED)
    text = (folder / BENCH).read_text(encoding="utf-8")
    other = text.replace("number: 1\ntitle: Un banc", "number: 2\ntitle: Deux bancs")
    (folder / "proposals" / "deux-bancs.yaml").write_text(other, encoding="utf-8")
    (folder / BENCH).write_text(text.partition("comments:")[0], encoding="utf-8")
    with pytest.raises(FaultyDossier) as refused:
        load(folder, signed=SIGNED)
    assert {fault.code for fault in refused.value.faults} == {"thing.number_taken"}
