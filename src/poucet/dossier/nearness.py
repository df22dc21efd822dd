"""What a misspelt word may have meant; found within bounds, for a hostile file misspells a hundred thousand."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from typing import Any

MOST_LETTERS = 120  # longer words are no slips of the hand
MOST_COMPARED = 200


def near(word: Any, known: Collection[Any], *, cutoff: float = 0.7) -> str:
    """The closest of the words that are known, or an empty text."""
    text = str(word)
    if len(text) > MOST_LETTERS:
        return ""
    words = [str(one) for one in known]
    if len(words) > MOST_COMPARED:
        words = [one for one in words if _alike(one, text)][:MOST_COMPARED]
    return next(iter(difflib.get_close_matches(text, words, n=1, cutoff=cutoff)), "")


def _alike(one: str, other: str) -> bool:
    """Whether two words are worth comparing: about as long, and alike at one end."""
    return abs(len(one) - len(other)) <= 4 and (one[:2] == other[:2] or one[-3:] == other[-3:])
