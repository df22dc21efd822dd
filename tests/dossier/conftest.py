"""A small whole dossier to start from, as `poucet init` writes it, and ways to break it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from poucet.dossier.loading import examine
from poucet.dossier.starting import start_dossier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    start_dossier(tmp_path / "commune", name="Exempleville")
    return tmp_path / "commune"


@pytest.fixture
def loos() -> Path:
    return Path(str(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle"))


Found = tuple[str, int, str, str]


@pytest.fixture
def faults(folder: Path) -> Callable[[], list[Found]]:
    """Every fault of the small dossier: path, line, field, code."""

    def found() -> list[Found]:
        return [(fault.path, fault.line, fault.field, fault.code) for fault in examine(folder)[2]]

    return found


@pytest.fixture
def change(folder: Path) -> Callable[[str, str, str], None]:
    """Replace a text that stands once in a file of the small dossier."""

    def replaced(path: str, before: str, after: str) -> None:
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} stands {text.count(before)} times in {path}"
        file.write_text(text.replace(before, after), encoding="utf-8")

    return replaced
