"""Every hostile dossier is refused by the real command, at its place, within two seconds and 200 MB."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from poucet.dossier.starting import start_dossier
from tests.dossier.hostile import encodings, files, tables, trees
from tests.dossier.hostile.tools import Case

# One worker tries them all.
pytestmark = pytest.mark.xdist_group("hostile")

# What is wrong with these is on no line of theirs.
OF_A_WHOLE_FILE = {
    "file.too_large", "file.link", "folder.link", "file.badly_named", "file.same_name", "file.unexpected",
    "picture.unreadable", "picture.misnamed", "picture.too_large",
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[3]
CASES: tuple[Case, ...] = (*encodings.CASES, *trees.CASES, *tables.CASES, *files.CASES)
HARMLESS: tuple[Case, ...] = (
    Case("nothing", lambda _folder: None, "", ""),
    *trees.HARMLESS,
    *tables.HARMLESS,
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("house")


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Write them all; gives the folder of each."""
    place = tmp_path_factory.mktemp("hostile")
    written = {}
    for number, case in enumerate((*HARMLESS, *CASES)):
        folder = place / str(number)
        start_dossier(folder, name="Exempleville")
        shutil.rmtree(folder / ".schemas", ignore_errors=True)
        case.harm(folder)
        written[case.name + case.path] = str(folder)
    return written


@pytest.fixture(scope="module")
def answers(folders: dict[str, str], home: Path) -> dict[str, dict[str, Any]]:
    """Try them all; one process for the house, one fork for each."""
    return dict(zip(folders, tried("check", [*folders.values()], home, language="fr"), strict=True))


def tried(verb: str, folders: list[str], home: Path, *, language: str) -> list[dict[str, Any]]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-m", "tests.dossier.hostile.trial", verb, *folders]
    environment = kept | {
        "POUCET_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "POUCET_LANG": language,
        "MALLOC_ARENA_MAX": "2",
    }
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("case", HARMLESS, ids=[case.name for case in HARMLESS])
def test_what_only_looks_odd_is_sound(case: Case, answers: dict[str, dict[str, Any]]) -> None:
    answer = answers[case.name + case.path]
    assert (answer["died"], answer["status"]) == (0, 0), answer


@pytest.mark.parametrize("case", CASES, ids=[f"{case.path}: {case.name}" for case in CASES])
def test_hostile_dossier_is_refused_at_its_place(case: Case, answers: dict[str, dict[str, Any]]) -> None:
    answer = answers[case.name + case.path]
    assert answer["died"] == 0, f"past its limits: {answer}"
    assert answer["status"] == 1, answer
    faults = json.loads(answer["said"])["faults"]
    assert all(20 < len(fault["message"]) < 1500 for fault in faults)
    assert (said(case, answer)["line"] == 0) == (case.code in OF_A_WHOLE_FILE)


def said(case: Case, answer: dict[str, Any]) -> dict[str, Any]:
    """The fault that a case is about, as the command told it."""
    faults = json.loads(answer["said"])["faults"]
    named = [fault for fault in faults if (fault["code"], fault["path"]) == (case.code, case.path)]
    assert named, [(fault["path"], fault["line"], fault["code"]) for fault in faults[:8]]
    return named[0]


def test_loading_refuses_them_likewise_in_the_other_language_and_writes_nothing(
    folders: dict[str, str], answers: dict[str, dict[str, Any]], home: Path
) -> None:
    one_of_each = {case.code: case for case in CASES}
    names = [case.name + case.path for case in one_of_each.values()]
    loaded = tried("load", [folders[name] for name in names], home, language="en")
    for case, name, answer in zip(one_of_each.values(), names, loaded, strict=True):
        assert (answer["died"], answer["status"]) == (0, 1), answer
        in_english, in_french = said(case, answer), said(case, answers[name])
        assert in_english["line"] == in_french["line"], case
        assert in_english["message"] != in_french["message"], case
    with closing(sqlite3.connect(home / "poucet.sqlite3")) as database:
        assert database.execute("SELECT count(*) FROM town_registerentry").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM town_commune").fetchone() == (0,)
