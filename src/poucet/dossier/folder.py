"""The dossier as a folder on disk: what is read from it, and how it is written back."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

from poucet.dossier.faults import Fault
from poucet.dossier.layout import CHAPTERS, DRAWINGS, MEDIA, READ, REQUIRED, chapter_of

MAX_PICTURE_BYTES = 8_000_000
MAX_DRAWING_BYTES = 5_000_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,119}")
Files = dict[str, bytes]


def read_folder(folder: Path) -> tuple[Files, list[Fault]]:
    """The content of every file of a dossier, by its path; other files are left alone."""
    if not folder.is_dir():
        return {}, [Fault(str(folder), 0, "", "folder.absent")]
    files: Files = {}
    faults: list[Fault] = []
    for path in sorted(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        picture = name.startswith(MEDIA) and name.count("/") == 1
        if picture or chapter_of(name) is not None:
            fault = _fault_of(path, name, picture=picture)
            if fault is None:
                files[name] = path.read_bytes()
            else:
                faults.append(fault)
        elif path.suffix in READ:
            faults.append(_unexpected(name))
    if REQUIRED not in files and not any(fault.path == REQUIRED for fault in faults):
        faults.append(Fault(REQUIRED, 0, "", "file.absent"))
    return files, faults


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


def _fault_of(path: Path, name: str, *, picture: bool) -> Fault | None:
    """What keeps a file of the dossier from being read, or None."""
    if path.is_symlink() or not path.is_file():
        return Fault(name, 0, "", "file.link")
    if picture and path.stat().st_size > MAX_PICTURE_BYTES:
        return Fault(name, 0, "", "file.too_large", {"limit": MAX_PICTURE_BYTES // 1_000_000})
    if path.suffix == DRAWINGS and path.stat().st_size > MAX_DRAWING_BYTES:
        return Fault(name, 0, "", "file.too_large", {"limit": MAX_DRAWING_BYTES // 1_000_000})
    if not picture and not NAME.fullmatch(path.stem):
        return Fault(name, 0, "", "file.badly_named")
    return None


def _unexpected(name: str) -> Fault:
    patterns = [chapter.pattern for chapter in CHAPTERS]
    near = difflib.get_close_matches(name, patterns, n=1, cutoff=0.7)
    return Fault(name, 0, "", "file.unexpected", {"near": near[0] if near else ""})


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    passing = path.with_name(f".{path.name}.part")
    passing.write_bytes(content)
    passing.replace(path)
