"""The order of the dictionary, the same in every database: accents, case and punctuation do not count."""

from __future__ import annotations

import re

from poucet.engines.units.spelling import folded

_JOINED = str.maketrans({"œ": "oe", "æ": "ae"})
_NO_LETTER = re.compile(r"[\W_]+")


def alphabetical(text: str) -> tuple[str, str]:
    """The key by which texts are sorted; of two that differ only by an accent, the plain one comes first."""
    return _NO_LETTER.sub(" ", folded(text).translate(_JOINED)).strip(), text
