"""In which order comments are read: turn by turn, never by applause.

The first of each sort (for, against, question, experience), then the second of each, and so on, each sort in the
order in which its comments came; the sort whose first comment came first begins. The same comments always give the
same order, and nothing that a reader can ask changes it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import zip_longest
from typing import NamedTuple


class Said(NamedTuple):
    """A comment of the first level, as far as its place is concerned; numbers grow as comments come."""

    number: int
    tag: str


def balanced(comments: Iterable[Said]) -> list[int]:
    """Their numbers, in the order of reading."""
    sorts: dict[str, list[int]] = defaultdict(list)
    for one in sorted(comments):
        sorts[one.tag].append(one.number)  # a dictionary keeps the order in which sorts came
    return [number for turn in zip_longest(*sorts.values()) for number in turn if number is not None]
