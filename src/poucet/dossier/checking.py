"""A dossier held against itself: every fault of every file, at once."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from jsonschema import Draft202012Validator
from PIL import Image

from poucet.dossier.drawing import Drawing, read_drawing
from poucet.dossier.explaining import explain
from poucet.dossier.faults import Enough, Fault, Steps
from poucet.dossier.folder import Files
from poucet.dossier.layout import DRAWINGS, MEDIA, OBSERVATIONS, chapter_of
from poucet.dossier.table import Ground, Row, Table, read_table, understand
from poucet.dossier.validation import validator
from poucet.dossier.yaml_reading import Document, read_yaml

PICTURES = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WEBP": (".webp",)}
MAX_PIXELS = 50_000_000
# The folders whose things others name, by their kind.
_FOLDERS = {
    "call": "calls/",
    "proposal": "proposals/",
    "agreement": "agreements/",
    "meeting": "meetings/",
    "posting": "sharing/",
    "pebble": "pebbles/",
    "model": "models/",
}


@dataclass
class Dossier:
    """Everything a dossier says, read and understood."""

    documents: dict[str, Document] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    drawings: dict[str, Drawing] = field(default_factory=dict)  # of layers, by path
    sizes: dict[str, tuple[int, int]] = field(default_factory=dict)  # of pictures, in pixels
    known: dict[str, frozenset[Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def value(self, path: str) -> Any:
        """What a file says; nothing when it is not there."""
        document = self.documents.get(path)
        return document.value if document else None

    def records(self, path: str) -> list[dict[str, Any]]:
        """The records of a file that is a list; nothing when it is not there."""
        return self.value(path) or []

    def pebbles(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Path, identifier and content of each pebble, in the order of their files."""
        yield from self.told("pebbles")

    def stories(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The same of each story."""
        yield from self.told("stories")

    def told(self, folder: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Path, identifier and content of each thing that has a file of its own in a folder."""
        for path, document in self.documents.items():
            if path.startswith(f"{folder}/"):
                yield path, document.stem, document.value


def check(files: Files) -> Dossier:
    """Read and check the whole; the faults are in the dossier that comes back."""
    dossier = Dossier()
    _read(files, dossier)
    lines, table = read_table(files[OBSERVATIONS]) if OBSERVATIONS in files else ([], None)
    dossier.known = _known(dossier.documents, table, (cells["number"] for _line, cells in lines))
    validators: dict[str, Draft202012Validator] = {}
    for path, document in dossier.documents.items():
        chapter = chapter_of(path)
        if chapter is not None and not document.faults:
            if chapter.schema not in validators:
                validators[chapter.schema] = validator(chapter.schema, dossier.known)
            _hold(document, validators[chapter.schema])
            dossier.faults += document.faults
    if table is not None:
        understand(lines, table, _ground(dossier))
        dossier.faults += table.faults
        dossier.rows = table.rows
    _refuse_twins(dossier)
    return dossier


def _read(files: Files, dossier: Dossier) -> None:
    """Every file by itself, but for the table of figures, which is read in the light of the others."""
    for path, content in files.items():
        chapter = chapter_of(path)
        if path.endswith(DRAWINGS):
            dossier.drawings[path] = read_drawing(path, content)
            dossier.faults += dossier.drawings[path].faults
        elif chapter is not None and path != OBSERVATIONS:
            document = read_yaml(path, content)
            dossier.documents[path] = document
            dossier.faults += document.faults
        elif path.startswith(MEDIA):
            _look_at(path, content, dossier)


def _hold(document: Document, against: Draft202012Validator) -> None:
    with suppress(Enough):
        for error in against.iter_errors(document.value):
            for steps, code, params in explain(error):
                document.fault(steps, code, **params)


def _look_at(path: str, content: bytes, dossier: Dossier) -> None:
    """A picture is one that Pillow can read, of the kind its name says, of a bearable size."""
    try:
        with Image.open(io.BytesIO(content), formats=tuple(PICTURES)) as picture:
            kind, size = picture.format or "", picture.size
            if size[0] * size[1] <= MAX_PIXELS:
                picture.verify()
    except Image.DecompressionBombError:  # raised as the header is read, before anything unfolds
        dossier.faults.append(Fault(path, 0, "", "picture.too_large", {"limit": MAX_PIXELS // 1_000_000}))
        return
    except Exception:  # noqa: BLE001 -- Pillow raises many kinds on a broken picture; all mean the same
        dossier.faults.append(Fault(path, 0, "", "picture.unreadable"))
        return
    if not path.lower().endswith(PICTURES[kind]):
        dossier.faults.append(Fault(path, 0, "", "picture.misnamed", {"kind": kind}))
    elif size[0] * size[1] > MAX_PIXELS:
        dossier.faults.append(Fault(path, 0, "", "picture.too_large", {"limit": MAX_PIXELS // 1_000_000}))
    else:
        dossier.sizes[path] = size


class Anything(frozenset[Any]):
    """The identifiers of a file that could not be read: none can be called absent."""

    def __contains__(self, _value: object) -> bool:
        return True


class AnyNature(dict[str, str]):
    """The natures of indicators whose file could not be read."""

    def __contains__(self, _key: object) -> bool:
        return True

    def __missing__(self, _key: str) -> str:
        return ""


def _known(
    documents: dict[str, Document], table: Table | None, figures: Iterable[str]
) -> dict[str, frozenset[Any]]:
    known: dict[str, frozenset[Any]] = {}
    for path, kind in _LISTS.items():
        known[kind] = frozenset(_ids(documents.get(path)))
    known["observation"] = frozenset(int(number) for number in figures if number.isdecimal())
    star = _mapping(documents.get("star.yaml"))
    known["facet"] = frozenset(_ids_in(star.get("facets")))
    known["axis"] = frozenset(_ids_in(star.get("axes")))
    frameworks = _mapping(documents.get("framework.yaml")).get("frameworks")
    pairs = [
        (framework.get("id"), pillar.get("tag"))
        for framework in _dicts(frameworks)
        for pillar in _dicts(framework.get("pillars"))
    ]
    known["framework"] = frozenset(_ids_in(frameworks))
    known["pillar"] = frozenset(f"{framework}/{tag}" for framework, tag in pairs)
    known["tag"] = frozenset(tag for _framework, tag in pairs)
    for kind, folder in _FOLDERS.items():
        known[kind] = frozenset(PurePosixPath(path).stem for path in documents if path.startswith(folder))
    unread = {kind for path, kind in _LISTS.items() if _unreadable(documents.get(path))}
    unread |= {"facet", "axis"} if _unreadable(documents.get("star.yaml")) else set()
    unread |= {"framework", "pillar", "tag"} if _unreadable(documents.get("framework.yaml")) else set()
    unread |= {"observation"} if table is not None and table.faults else set()
    return known | dict.fromkeys(unread, Anything())


def _unreadable(document: Document | None) -> bool:
    return document is not None and bool(document.faults)


_LISTS = {
    "sources.yaml": "source",
    "organisations.yaml": "organisation",
    "places.yaml": "place",
    "layers.yaml": "layer",
    "indicators.yaml": "indicator",
    "constants.yaml": "constant",
    "conflicts.yaml": "conflict",
}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _mapping(document: Document | None) -> dict[str, Any]:
    return document.value if document and isinstance(document.value, dict) else {}


def _ids_in(value: Any) -> list[str]:
    return [item["id"] for item in _dicts(value) if isinstance(item.get("id"), str)]


def _ids(document: Document | None) -> list[str]:
    return _ids_in(document.value) if document else []


def _ground(dossier: Dossier) -> Ground:
    indicators = _dicts(dossier.value("indicators.yaml"))
    natures = {one["id"]: one.get("kind", "") for one in indicators if isinstance(one.get("id"), str)}
    if isinstance(dossier.known["indicator"], Anything):
        natures = AnyNature(natures)
    return Ground(natures, dossier.known["source"])


def _refuse_twins(dossier: Dossier) -> None:
    """An identifier or a number names one thing of its kind, in one place."""
    seen: dict[tuple[str, str, Any], tuple[str, int]] = {}
    for kind, document, steps, record in numbered_records(dossier):
        for name in ("id", "number"):
            value = record.get(name)
            if not isinstance(value, str | int):
                continue
            place = (document.path, document.line_of((*steps, name)))
            first = seen.setdefault((kind, name, value), place)
            if first != place:
                document.fault((*steps, name), f"{name}.twice", value=value, path=first[0], at=first[1])
                dossier.faults.append(document.faults[-1])


def numbered_records(dossier: Dossier) -> Iterator[tuple[str, Document, Steps, dict[str, Any]]]:
    """Every record that has a number: its kind, its file, the steps to it, and itself."""
    for path, document in dossier.documents.items():
        chapter = chapter_of(path)
        if chapter is not None and chapter.is_folder and isinstance(document.value, dict):
            yield chapter.kind, document, (), document.value
        for kind, steps, records in _lists(path, document):
            places = enumerate(records if isinstance(records, list) else ())
            yield from (
                (kind, document, (*steps, place), one) for place, one in places if isinstance(one, dict)
            )


def _lists(path: str, document: Document) -> list[tuple[str, Steps, Any]]:
    """The lists of numbered records in a file."""
    if path in _LISTS:
        return [(_LISTS[path], (), document.value)]
    said = _mapping(document)
    match path:
        case "star.yaml":
            return [("facet", ("facets",), said.get("facets")), ("axis", ("axes",), said.get("axes"))]
        case "framework.yaml":
            return [("framework", ("frameworks",), said.get("frameworks"))]
        case _:
            return []
