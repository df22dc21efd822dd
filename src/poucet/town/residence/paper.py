"""Letters on paper, made once and kept nowhere."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import resources

from poucet.town.codes import grouped
from poucet.town.residence.models import Batch
from poucet.town.residence.operations import Letter

# Signs that the letters of the PDF are sure to draw; an accessible PDF has none that they cannot.
_UNDRAWN = re.compile(r"[^\u0020-\u017f\u2010-\u2027\u202f-\u203a\u20ac\u2122]")
_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()  # noqa: SIM905


@dataclass(frozen=True)
class Sheet:
    """One letter as it is printed."""

    name: str
    code: str
    address: list[str]


def sheets_of(batch: Batch, letters: Sequence[Letter], addresses: Sequence[list[str]]) -> list[Sheet]:
    """Each code with its address, where there are any."""
    given = addresses or [[] for _letter in letters]
    return [
        Sheet(f"{batch.number}/{letter.position}", grouped(letter.code), address)
        for letter, address in zip(letters, given, strict=True)
    ]


def as_pdf(batch: Batch, sheets: Sequence[Sheet], house: str, door: str) -> bytes:
    """PDF/UA-1, one letter a page; the address stands where the window of an envelope is."""
    import typst  # noqa: PLC0415 -- slow to import, and only asked for here

    said = {
        "house": house,
        "purpose": batch.purpose,
        "door": door,
        "until": _day(batch),
        "sheets": [asdict(one) for one in sheets],
    }
    words = _UNDRAWN.sub("?", json.dumps(said, ensure_ascii=False))
    source = resources.files("poucet.town.residence").joinpath("courrier.typ").read_bytes()
    printed: bytes = typst.compile(
        source, format="pdf", sys_inputs={"said": words}, pdf_standards="ua-1", ignore_system_fonts=True
    )
    return printed


def _day(batch: Batch) -> str:
    day = batch.ends_on
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"
