"""Every hostile dossier is refused by the real command, at its place, within two seconds and 200 MB."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from poucet.dossier.starting import start_dossier
from tests.dossier.hostile import encodings, files, tables, trees
from tests.dossier.hostile.tools import Case

# One worker tries them all.
pytestmark = pytest.mark.xdist_group("hostile")

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
def answers(home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Try them all; one process for the house, one fork for each."""
    place = tmp_path_factory.mktemp("hostile")
    for number, case in enumerate((*HARMLESS, *CASES)):
        start_dossier(place / str(number), name="Exempleville")
        shutil.rmtree(place / str(number) / ".schemas", ignore_errors=True)
        case.harm(place / str(number))
    folders = [str(place / str(number)) for number in range(len(HARMLESS) + len(CASES))]
    names = [case.name + case.path for case in (*HARMLESS, *CASES)]
    return dict(zip(names, tried("check", folders, home), strict=True))


def tried(verb: str, folders: list[str], home: Path) -> list[dict[str, Any]]:
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "-m", "tests.dossier.hostile.trial", verb, *folders]
    environment = kept | {
        "POUCET_HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "LANGUAGE": "fr",
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
    named = [fault for fault in faults if (fault["code"], fault["path"]) == (case.code, case.path)]
    assert named, [(fault["path"], fault["line"], fault["code"]) for fault in faults[:8]]
    assert all(20 < len(fault["message"]) < 1500 for fault in faults)
