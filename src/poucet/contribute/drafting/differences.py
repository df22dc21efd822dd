"""Two wordings compared word by word; two versions compared paragraph by paragraph. Pure: no database."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

Paragraph = tuple[int, str]  # its number, which it keeps as long as it lives; what it says
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_ALIKE = 0.3  # below it, what two wordings share is chance: the whole is shown as gone, and the whole as new


class Mark(StrEnum):
    """What became of a piece, or of a paragraph."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True)
class Piece:
    """Some words that share one fate."""

    mark: Mark
    text: str


@dataclass(frozen=True)
class Change:
    """What became of a paragraph from one version to another."""

    number: int
    mark: Mark
    pieces: tuple[Piece, ...]


def differences(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces in order: SAME and GONE ones make `before`, SAME and NEW ones make `after`."""
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if not _are_alike(old, new):
        whole = (Piece(Mark.GONE, before), Piece(Mark.NEW, after))
        return tuple(piece for piece in whole if piece.text)
    return tuple(_pieces(matcher, old, new))


def _are_alike(old: Sequence[str], new: Sequence[str]) -> bool:
    said, says = ([token for token in tokens if token.isalnum()] for tokens in (old, new))
    return SequenceMatcher(None, said, says, autojunk=False).ratio() >= _ALIKE


def _pieces(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for how, since, until, start, end in matcher.get_opcodes():
        if how == "equal":
            yield Piece(Mark.SAME, "".join(old[since:until]))
            continue
        if until > since:
            yield Piece(Mark.GONE, "".join(old[since:until]))
        if end > start:
            yield Piece(Mark.NEW, "".join(new[start:end]))


def compared(before: Sequence[Paragraph], after: Sequence[Paragraph]) -> list[Change]:
    """Every paragraph of either version, in the order in which it is read; those that left where they stood."""
    was, now = dict(before), dict(after)
    matcher = SequenceMatcher(
        None, [number for number, _text in before], [number for number, _text in after], autojunk=False
    )
    found: list[Change] = []
    for _how, since, until, start, end in matcher.get_opcodes():
        kept = [number for number, _text in after[start:end]]
        left = [number for number, _text in before[since:until] if number not in now]
        found += [Change(number, Mark.GONE, (Piece(Mark.GONE, was[number]),)) for number in left]
        found += [_change(number, was.get(number), now[number]) for number in kept]
    return found


def _change(number: int, before: str | None, after: str) -> Change:
    if before is None:
        return Change(number, Mark.NEW, (Piece(Mark.NEW, after),))
    if before == after:
        return Change(number, Mark.SAME, (Piece(Mark.SAME, after),))
    return Change(number, Mark.CHANGED, differences(before, after))


def split(text: str) -> list[str]:
    """The paragraphs of a text: blank lines part them."""
    parts = re.split(r"\n\s*\n", text.strip())
    return ["\n".join(line.strip() for line in part.splitlines()).strip() for part in parts if part.strip()]


def renumbered(before: Sequence[Paragraph], texts: Sequence[str], *, last: int) -> list[Paragraph]:
    """Numbers for paragraphs rewritten as a whole: one that is known, or reworded in its place, keeps its own.

    `last`: the highest number that a paragraph ever had, so that none is given twice.
    """
    said = [text for _number, text in before]
    numbers: list[int | None] = [None] * len(texts)
    for how, since, until, start, end in SequenceMatcher(None, said, texts, autojunk=False).get_opcodes():
        if how in {"equal", "replace"}:
            for place in range(min(until - since, end - start)):
                numbers[start + place] = before[since + place][0]
    found: list[Paragraph] = []
    for known, text in zip(numbers, texts, strict=True):
        if known is None:
            last += 1
        found.append((last if known is None else known, text))
    return found
