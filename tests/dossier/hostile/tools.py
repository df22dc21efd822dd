"""Ways to break the small dossier."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

Break = Callable[[Path], None]
PEBBLE = "pebbles/le-toit-de-l-ecole.yaml"
HEADER = "number,indicator,period,value,low,high,numerator,denominator,unit,status,confidence,source,scope,method,note"


@dataclass(frozen=True)
class Case:
    """What is done to the dossier, and the fault that must be named: its code and its file."""

    name: str
    harm: Break
    code: str
    path: str


def bytes_in(path: str, content: bytes) -> Break:
    """Replace, or add, a whole file."""

    def harm(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(content)

    return harm


def text_in(path: str, text: str) -> Break:
    return bytes_in(path, text.encode())


def added_to(path: str, text: str) -> Break:
    """Add lines at the end of a file."""

    def harm(folder: Path) -> None:
        (folder / path).write_text((folder / path).read_text(encoding="utf-8") + text, encoding="utf-8")

    return harm


def swapped(path: str, before: str, after: str) -> Break:
    """Replace a text that stands in a file."""

    def harm(folder: Path) -> None:
        said = (folder / path).read_text(encoding="utf-8")
        assert before in said, f"{before!r} does not stand in {path}"
        (folder / path).write_text(said.replace(before, after, 1), encoding="utf-8")

    return harm


def rewritten(path: str, change: Callable[[bytes], bytes]) -> Break:
    """Change the bytes of a file."""

    def harm(folder: Path) -> None:
        (folder / path).write_bytes(change((folder / path).read_bytes()))

    return harm


def figure(number: object = 90, **cells: str) -> str:
    """A line of the table."""
    said = {"number": str(number), "indicator": "production-solaire", "period": "2024", "value": "12"}
    said |= {"unit": "kWh/an", "status": "estimated", "confidence": "medium", "source": "bulletin"} | cells
    return ",".join(said.get(name, "") for name in HEADER.split(",")) + "\n"


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, (40, 120, 40)).save(drawn, kind)
    return drawn.getvalue()


def bomb_in(path: str, width: int, height: int) -> Break:
    """Add a PNG of two megabytes that says it unfolds into `width` × `height` grey pixels; 400 MB of them are there."""

    def harm(folder: Path) -> None:
        bytes_in(path, _bomb_png(width, height))(folder)  # made when it is tried: it takes a second

    return harm


def _bomb_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        sealed = struct.pack(">I", zlib.crc32(name + content))
        return struct.pack(">I", len(content)) + name + content + sealed

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    squeezed, megabyte = zlib.compressobj(1), bytes(1_000_000)
    rows = b"".join(squeezed.compress(megabyte) for _ in range(400)) + squeezed.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
