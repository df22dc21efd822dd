"""The dossier as a folder on disk: what is read from it, and how it is written back."""

from __future__ import annotations

import os
import re
from pathlib import Path

from poucet.dossier.faults import Fault
from poucet.dossier.layout import CHAPTERS, DRAWINGS, MEDIA, OBSERVATIONS, READ, REQUIRED, chapter_of
from poucet.dossier.nearness import near
from poucet.dossier.table import MAX_TABLE_BYTES
from poucet.dossier.yaml_reading import MAX_BYTES

MAX_PICTURE_BYTES = 8_000_000
MAX_DRAWING_BYTES = 5_000_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
PICTURE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,190}")
FOLDERS = {
    MEDIA.rstrip("/"),
    *(chapter.pattern.partition("/")[0] for chapter in CHAPTERS if chapter.is_folder),
}
# Windows opens these as devices, whatever their ending: a folder that travels holds none.
KEPT_BY_SYSTEMS = {"CON", "PRN", "AUX", "NUL"} | {
    f"{word}{digit}" for word in ("COM", "LPT") for digit in range(10)
}
Files = dict[str, bytes]


def read_folder(folder: Path) -> tuple[Files, list[Fault]]:
    """The content of every file of a dossier, by its path; other files are left alone."""
    if not folder.is_dir():
        return {}, [Fault(str(folder), 0, "", "folder.absent")]
    files: Files = {}
    faults: list[Fault] = []
    seen: dict[str, str] = {}
    for path in sorted(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        fault = _stray(path, name, seen.setdefault(name.casefold(), name))
        picture = _is_picture(name)
        if fault is None and (picture or chapter_of(name) is not None):
            fault = _fault_of(path, name, picture=picture)
            if fault is None:
                files[name] = path.read_bytes()
        if fault is not None:
            faults.append(fault)
    if REQUIRED not in files and not any(fault.path == REQUIRED for fault in faults):
        faults.append(Fault(REQUIRED, 0, "", "file.absent"))
    return files, faults


def _is_picture(name: str) -> bool:
    return name.startswith(MEDIA) and name.count("/") == 1


def _stray(path: Path, name: str, first: str) -> Fault | None:
    """What a name alone says against a file: taken but for capitals, a linked folder, unexpected."""
    if first != name:
        return Fault(shown(name), 0, "", "file.same_name", {"other": shown(first)})
    if name in FOLDERS and path.is_symlink():
        return Fault(name, 0, "", "folder.link")
    if not _is_picture(name) and chapter_of(name) is None and path.suffix in READ:
        return _unexpected(name)
    return None


def write_folder(folder: Path, files: Files) -> None:
    """Write a dossier: each file whole or not at all; files of the dossier that are no more are removed."""
    known, _faults = read_folder(folder) if folder.is_dir() else ({}, [])
    for name, content in files.items():
        if known.get(name) != content:
            _write(folder / name, content)
    for name in known.keys() - files.keys():
        (folder / name).unlink()


def _walk(folder: Path) -> list[Path]:
    """Files of the folder and of its visible subfolders; links to folders are not followed."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
        found += [Path(place, name) for name in folders if Path(place, name).is_symlink()]
    return found


def _limit(path: Path, name: str, *, picture: bool) -> int:
    """How many bytes a file may have."""
    if picture:
        return MAX_PICTURE_BYTES
    if path.suffix == DRAWINGS:
        return MAX_DRAWING_BYTES
    return MAX_TABLE_BYTES if name == OBSERVATIONS else MAX_BYTES


def _fault_of(path: Path, name: str, *, picture: bool) -> Fault | None:
    """What keeps a file of the dossier from being read, or None."""
    if path.is_symlink() or not path.is_file():
        return Fault(shown(name), 0, "", "file.link")
    limit = _limit(path, name, picture=picture)
    if path.stat().st_size > limit:  # told before it is read
        return Fault(shown(name), 0, "", "file.too_large", {"limit": limit // 1_000_000})
    pattern = PICTURE_NAME.fullmatch(path.name) if picture else NAME.fullmatch(path.stem)
    if not pattern or path.stem.upper() in KEPT_BY_SYSTEMS:
        return Fault(shown(name), 0, "", "file.badly_named")
    return None


def shown(name: str) -> str:
    """A name as a terminal may print it: what it would hide, or obey, is spelled out."""
    return "".join(one if one.isprintable() else _spelled(one) for one in name)


def _spelled(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is no UTF-8, as the system gave it
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"


def _unexpected(name: str) -> Fault:
    patterns = [chapter.pattern for chapter in CHAPTERS]
    return Fault(shown(name), 0, "", "file.unexpected", {"near": near(name, patterns)})


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.part")
    passing.write_bytes(content)
    passing.replace(path)
