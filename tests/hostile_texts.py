"""Three hundred texts that a page, a table or a terminal might obey: markup, templates, formats, formulas, letters.

They break no rule of the dossier: what they say must come back to the byte, and do nothing. They stand in
`hostile_texts.jsonl`, one JSON text a line, so that what is invisible is read as its code.
"""

from __future__ import annotations

import json
from pathlib import Path

_LINES = Path(__file__).with_name("hostile_texts.jsonl").read_text(encoding="utf-8").splitlines()
HOSTILE: tuple[str, ...] = tuple(json.loads(line) for line in _LINES)


def mark(number: int) -> str:
    """Give what a text is found by, on a page as in a file: letters that nothing changes."""
    return f"zq{number:03d}zq"
