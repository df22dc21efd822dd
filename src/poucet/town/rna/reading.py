"""Rows of the register for one commune: each understood whole, or told with what to mend."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from poucet.engines.units.spelling import folded
from poucet.town.rna.columns import (
    COMMUNE_NAMES,
    NEEDED,
    NO_DAY,
    POSITIONS,
    POSTAL_CODE,
    SEPARATOR,
    SINCE_2009,
    family_of,
)

MOST_FAULTS = 200
LONGEST_NAME = 200  # what a name may hold here; the register allows 250
_NUMBER = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_OLD_NUMBER = re.compile(r"[0-9A-Z]{4,14}")
_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T].*)?")
_SITE = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s@]*)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Commune:
    """Whose associations are wanted; the postal code and the name place the rows that bear no Insee code."""

    insee: str
    postal_code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Association:
    """What is taken of a row; an empty text is what the register does not say."""

    line: int
    id: str
    rna: str  # empty for an association that has only its old number
    former: str  # the number that it had before, if any
    name: str
    purpose: str
    field: str
    founded: str
    dissolved: str
    standing: str
    siret: str
    website: str


@dataclass(frozen=True)
class Fault:
    """What is wrong in a row: its line, its column, a code and what was found."""

    line: int
    column: str
    code: str
    found: str = ""


@dataclass
class Reading:
    """What a file of the register says of a commune."""

    associations: list[Association] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    rows: int = 0
    unplaced: int = 0  # rows without an Insee code, which nothing else places
    on: date | None = None  # the last day on which a row of the file was changed


def read(content: bytes, commune: Commune) -> Reading:
    """Read a whole file; a row of another commune is passed over whatever it says."""
    reading = Reading()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # how the older editions were written
    rows = _rows(text, reading)
    _first, header = next(rows, (1, []))
    columns = [name.strip().lower() for name in header]
    for name in (*NEEDED, SINCE_2009 if not commune.postal_code else POSTAL_CODE):
        if name not in columns:
            reading.faults.append(Fault(1, name, _absent(name, columns)))
    if reading.faults:
        return reading
    seen: dict[str, int] = {}
    for line, cells in rows:
        reading.rows += 1
        if len(cells) != len(columns):
            reading.faults.append(Fault(line, "", "rna.cells", f"{len(cells)}/{len(columns)}"))
        else:
            _take(line, dict(zip(columns, cells, strict=True)), commune, reading, seen)
        if len(reading.faults) >= MOST_FAULTS:
            reading.faults.append(Fault(line, "", "rna.more_faults", str(MOST_FAULTS)))
            break
    return reading


def _rows(text: str, reading: Reading) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, up to the first that cannot be read."""
    reader, start = csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATOR, strict=True), 1
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error:
        reading.faults.append(Fault(start, "", "rna.malformed"))


def _absent(name: str, columns: list[str]) -> str:
    if len(columns) == 1 and name == NEEDED[0]:
        return "rna.separator"
    return "rna.no_insee_column" if name == SINCE_2009 else "rna.no_column"


def _take(line: int, cells: dict[str, str], commune: Commune, reading: Reading, seen: dict[str, int]) -> None:
    cells = {name: " ".join(_CONTROL.sub(" ", text).split()) for name, text in cells.items()}
    changed = _day_of(cells.get("maj_time", ""))
    if changed is not None and (reading.on is None or changed > reading.on):
        reading.on = changed
    if not _is_there(cells, commune, reading):
        return
    faults = list(_faults(line, cells))
    known = seen.setdefault(cells["id"], line)
    if known != line:
        faults.append(Fault(line, "id", "rna.twice", f"{cells['id']} ({known})"))
    reading.faults += faults
    if not faults:
        reading.associations.append(_association(line, cells))


def _is_there(cells: dict[str, str], commune: Commune, reading: Reading) -> bool:
    code = cells.get(SINCE_2009, "")
    if code:
        return code == commune.insee
    if not commune.postal_code:
        reading.unplaced += 1
        return False
    named = next((cells[name] for name in COMMUNE_NAMES if cells.get(name)), "")
    return cells.get(POSTAL_CODE) == commune.postal_code and _words(named) == _words(commune.name)


def _words(name: str) -> list[str]:
    """A commune is the same with or without hyphens, accents and capitals."""
    return ["saint" if word == "st" else word for word in _WORD.findall(folded(name))]


def _faults(line: int, cells: dict[str, str]) -> Iterator[Fault]:
    if not (_NUMBER.fullmatch(cells["id"]) or _OLD_NUMBER.fullmatch(cells["id"])):
        yield Fault(line, "id", "rna.id", cells["id"])
    if not cells["titre"] and not cells.get("titre_court"):
        yield Fault(line, "titre", "rna.no_title")
    if cells["position"] not in POSITIONS:
        yield Fault(line, "position", "rna.position", cells["position"])
    for name in ("date_creat", "date_disso"):
        said = cells.get(name, "")
        if said and not said.startswith(NO_DAY) and _day_of(said) is None:
            yield Fault(line, name, "rna.day", said)
    founded, dissolved = _day_of(cells["date_creat"]), _day_of(cells.get("date_disso", ""))
    if founded and dissolved and dissolved < founded:
        yield Fault(line, "date_disso", "rna.dissolved_before", cells["date_disso"])
    if dissolved and POSITIONS.get(cells["position"]) == "active":
        yield Fault(line, "date_disso", "rna.active_and_dissolved", cells["date_disso"])


def _day_of(text: str) -> date | None:
    """A day, the hour after it left aside; nothing where the register knows none, or writes none."""
    match = _DAY.fullmatch(text)
    if match is None or match[1] == NO_DAY:
        return None
    try:
        return date.fromisoformat(match[1])
    except ValueError:
        return None


def _association(line: int, cells: dict[str, str]) -> Association:
    founded, dissolved = _day_of(cells["date_creat"]), _day_of(cells.get("date_disso", ""))
    site = cells.get("siteweb", "")
    return Association(
        line=line,
        id=cells["id"],
        rna=cells["id"] if _NUMBER.fullmatch(cells["id"]) else "",
        former=cells.get("id_ex", ""),
        name=_short(cells["titre"] or cells["titre_court"]),
        purpose=cells.get("objet", ""),
        field=family_of(cells.get("objet_social1", ""), cells.get("objet_social2", "")),
        founded=founded.isoformat() if founded else "",
        dissolved=dissolved.isoformat() if dissolved else "",
        standing=POSITIONS[cells["position"]],
        siret=cells.get("siret", ""),
        website=_address(site),
    )


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _address(site: str) -> str:
    """The address of a website; an e-mail address is somebody's, and is not taken."""
    if not _SITE.fullmatch(site) or len(site) > 250:
        return ""
    return site if site.lower().startswith(("http://", "https://")) else f"https://{site}"
