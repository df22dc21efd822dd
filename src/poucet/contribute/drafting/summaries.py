"""What pages of texts show: paragraphs with what is suggested of each, what changed and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from poucet.contribute.drafting.differences import Change, Mark, Piece, compared, differences
from poucet.contribute.drafting.models import Act, State, Suggestion, Text, Version


@dataclass(frozen=True)
class Shown:
    """A paragraph of a text, and the suggestions that wait about it."""

    number: int
    text: str
    waiting: tuple[Suggestion, ...]


def shown(text: Text, suggestions: Sequence[Suggestion]) -> list[Shown]:
    waiting: dict[int, list[Suggestion]] = defaultdict(list)
    for row in suggestions:
        if row.state == State.WAITING:
            waiting[row.paragraph].append(row)
    return [Shown(number, words, tuple(waiting[number])) for number, words in text.paragraphs]


def pieces_of(row: Suggestion) -> tuple[Piece, ...]:
    """A suggestion as a difference with the words that its author read."""
    if row.act == Act.ADD:
        return (Piece(Mark.NEW, row.wording),)
    return differences(row.base, row.wording)


@dataclass(frozen=True)
class Comparison:
    """Two versions of a text side by side, and what led from one to the other."""

    before: Version
    after: Version
    changes: list[Change]
    made_by: list[Suggestion]
    notes: list[Version]  # versions between them that the town hall explained itself

    @property
    def counts(self) -> dict[str, int]:
        """How many paragraphs have each fate."""
        return Counter(change.mark.value for change in self.changes)


def comparison(before: Version, after: Version) -> Comparison:
    since, until = sorted((before.number, after.number))
    between = Version.objects.filter(drafted=after.drafted, number__gt=since, number__lte=until)
    made_by = Suggestion.objects.filter(
        drafted=after.drafted, state=State.ACCEPTED, version__gt=since, version__lte=until
    )
    return Comparison(
        before,
        after,
        compared(before.paragraphs, after.paragraphs),
        list(made_by.order_by("version")),
        [row for row in between if row.note],
    )
