"""A model or a claim where it lies: the file that was named, and the dossier around it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from poucet.cli.language import _, chosen
from poucet.cli.scenarios.refusing import Reason, Refusal, because
from poucet.dossier.checking import Dossier, check
from poucet.dossier.computing import Figures
from poucet.dossier.faults import Fault, Steps, spelled
from poucet.dossier.folder import read_folder, shown
from poucet.dossier.layout import MEDIA, OBSERVATIONS, REQUIRED
from poucet.dossier.wording import sentence
from poucet.dossier.yaml_reading import MAX_BYTES
from poucet.engines.errors import InputError
from poucet.engines.scenario import Model, Scenario
from poucet.engines.scenario.plans import read_plans
from poucet.pebble.claims.resolving import names_asked

STANDARD_INPUT = "-"
_FIGURES = (OBSERVATIONS, "indicators.yaml", "sources.yaml")  # where the figures of a model come from


@dataclass(frozen=True)
class Folder:
    """A file that was named, read in its dossier where there is one around it.

    `typed` is how it was named, `key` its path in the dossier, `root` the dossier, empty where there is none.
    """

    typed: str
    key: str
    root: str
    dossier: Dossier

    def path_of(self, key: str) -> str:
        """The path of a file of the dossier, as the terminal may open it."""
        return shown(self.typed if key == self.key else os.path.join(self.root, key))  # noqa: PTH118 -- as typed

    def record(self, key: str) -> dict[str, Any]:
        """What a file says, which must be sound."""
        self.hold_sound(key)
        said: dict[str, Any] = self.dossier.documents[key].value
        return said

    def hold_sound(self, *keys: str) -> None:
        """Refuse the faults of these files; those of the others do not matter here."""
        found = sorted({fault for fault in self.dossier.faults if fault.path in keys})
        if not self.root:  # alone, a model cannot name what exists elsewhere: its figures are looked at apart
            found = [fault for fault in found if fault.code != "reference.unknown"]
        if found:
            raise Refusal(*map(self._reason, found))

    def _reason(self, fault: Fault) -> Reason:
        return Reason(fault.code, sentence(fault), self.path_of(fault.path), fault.line, fault.field)

    def placed(self, key: str, refusal: InputError, otherwise: Steps = ()) -> Reason:
        """The reason of an engine, at the line that it speaks of."""
        steps: Any = refusal.params.get("steps") or otherwise
        return because(
            refusal,
            path=self.path_of(key),
            line=self.dossier.documents[key].line_of(tuple(steps)),
            field=spelled(tuple(steps)),
        )

    @contextmanager
    def placing(self, key: str, otherwise: Steps = ()) -> Iterator[None]:
        """What is refused in here is at fault in a file."""
        try:
            yield
        except InputError as refusal:
            raise Refusal(self.placed(key, refusal, otherwise)) from refusal


@dataclass(frozen=True)
class Ground:
    """A model, ready to be asked, with the scenarios that its file sets out."""

    folder: Folder
    key: str
    record: Mapping[str, Any]
    model: Model
    plans: Mapping[str, Scenario]

    @property
    def title(self) -> str:
        return spoken(self.record, "title")

    def label(self, name: str) -> str:
        """The words of a variable, in the language of the terminal."""
        rows = (row for row in self.record["variables"] if row["id"] == name)
        return next((spoken(row, "label") for row in rows), "")

    @property
    def asked(self) -> frozenset[str]:
        """What the claims around ask of this model."""
        stem = Path(self.key).stem
        claims = (
            one.value for path, one in self.folder.dossier.documents.items() if path.startswith("claims/")
        )
        mine = (one for one in claims if isinstance(one, dict) and one.get("model") == stem)
        terms = [one.get("terms") for one in mine]
        asked = (names_asked(one) for one in terms if isinstance(one, dict))
        return frozenset[str]().union(*asked)

    @property
    def as_json(self) -> dict[str, Any]:
        return {
            "number": self.record["number"],
            "title": self.record["title"],
            "fingerprint": self.model.fingerprint,
        }


def spoken(row: Mapping[str, Any], name: str) -> str:
    """A text of a record in the language of the terminal, where it was translated."""
    own: str = row.get(name, "")
    translated: str = row.get("en", {}).get(name, own)
    return translated if chosen() == "en" else own


def ground_of(file: str) -> Ground:
    """The model of a file, or of the standard input."""
    folder = folder_of(file, "models")
    return model_in(folder, folder.key)


def folder_of(file: str, chapter: str) -> Folder:
    """A file of a chapter, with the dossier that it stands in."""
    content = _content(file)
    root = _root_of(file, chapter)
    key = f"{chapter}/{Path(file).stem}.yaml"
    files = read_folder(Path(root))[0] if root else {}
    read = {
        name: said for name, said in files.items() if not name.startswith(MEDIA)
    }  # no picture is looked at
    return Folder(file, key, root, check({**read, key: content}))


def model_in(folder: Folder, key: str) -> Ground:
    """A model of a dossier, with its figures."""
    record = folder.record(key)
    steps = _first_figure(record)
    if steps and not folder.root:
        raise Refusal(_no_dossier(folder, key, steps))
    if steps:
        folder.hold_sound(*_FIGURES)
    with folder.placing(key):
        model = Figures(folder.dossier).model(record)
        return Ground(folder, key, record, model, read_plans(record, model))


def _content(file: str) -> bytes:
    """What a file holds; of one too large, enough to refuse it."""
    if file == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        message = _("There is no such file. Give the path of one, or “-” to read the standard input.")
        raise Refusal(Reason("file.absent", message, shown(file))) from error
    except (OSError, ValueError) as error:
        message = _("This cannot be read. Check that it is a file, and that you may read it.")
        raise Refusal(Reason("file.unreadable", message, shown(file))) from error


def _root_of(file: str, chapter: str) -> str:
    """The dossier around a file, as a path from where one stands; empty where there is none."""
    if file == STANDARD_INPUT or Path(file).absolute().parent.name != chapter:
        return ""
    root = os.path.normpath(Path(file).parent / os.pardir)
    return root if Path(root, REQUIRED).is_file() else ""


def _first_figure(record: Mapping[str, Any]) -> Steps:
    """The way to the first figure that a model takes from its dossier."""
    for place, row in enumerate(record["variables"]):
        for name in ("figure", "measured_by"):
            if name in row:
                return ("variables", place, name)
    return ()


def _no_dossier(folder: Folder, key: str, steps: Steps) -> Reason:
    message = _(
        "This model takes figures from a dossier, and there is none around it. Put it in the folder “models” of a "
        "dossier, or write the number here."
    )
    line = folder.dossier.documents[key].line_of(steps)
    return Reason("scenario.no_dossier", message, folder.path_of(key), line, spelled(steps))
