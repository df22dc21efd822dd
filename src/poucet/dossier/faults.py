"""What is wrong in a dossier, and where: words come later, from `wording`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

Steps = tuple[str | int, ...]
MOST_FAULTS = 200  # of one file: who has more to mend reads them in turns


@dataclass(frozen=True, order=True)
class Fault:
    """One fault: file, line (from 1; 0 is the file as a whole), field, and a code with its parameters."""

    path: str
    line: int
    field: str
    code: str
    params: dict[str, Any] = dataclasses.field(default_factory=dict, compare=False, hash=False)


class Enough(Exception):
    """A file with so many faults, or so long, that reading it further tells nobody anything."""


class FaultyDossier(Exception):
    """A dossier that cannot be loaded, with every fault that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = sorted(faults)


def spelled(steps: Steps) -> str:
    """A field as a clerk would point at it: `figures[2].indicator`, counted from one."""
    text = ""
    for step in steps:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text
