"""What every store answers; the questions are the same, only the marks of each database differ."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from django.db.backends.base.base import BaseDatabaseWrapper

from poucet.web.search.question import Question, Term
from poucet.web.search.words import STEMMERS

# A word that half the house says ranks nothing: only so many are compared with one another.
MOST_RANKED = 20_000
BREAK = ":"  # stands between texts, so that no group of words runs from one into the next


@dataclass(frozen=True)
class Stream:
    """The words of a text: their plain forms in order, and the other forms of some."""

    plain: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """What is kept of one thing: the words of its title and of its texts, and the texts themselves, as JSON."""

    key: int
    kind: str
    theme: str
    weight: float
    titles: Sequence[Stream]
    body: Sequence[Stream]
    passages: str


@dataclass(frozen=True)
class Narrowing:
    """The kind and the theme to which a search is narrowed; empty: all of them."""

    kind: str = ""
    theme: str = ""


class Store(ABC):
    """A table of words and the questions asked of it."""

    key: ClassVar[str]  # the column by which its rows are those of the entries
    table: ClassVar[str]  # where each row `e` says its kind, its theme and its weight
    matches: ClassVar[str]  # « holds what is sought »

    def __init__(self, connection: BaseDatabaseWrapper) -> None:
        self.connection = connection

    @abstractmethod
    def create(self) -> None:
        """Make the table; called by the migration."""

    @abstractmethod
    def afresh(self) -> Self:
        """An empty store in which the whole house is to be put; `settle` then makes it the one that is asked."""

    @abstractmethod
    def put(self, rows: Sequence[Row]) -> None:
        """Keep the words of things that are not yet kept."""

    def drop(self) -> None:
        """Remove the table."""
        self.execute("DROP TABLE IF EXISTS search_words")

    def forget(self, keys: Sequence[int]) -> None:
        """Forget the words of these."""
        marks = ", ".join(["%s"] * len(keys))
        self.execute(f"DELETE FROM search_words WHERE {self.key} IN ({marks})", keys)  # noqa: S608 -- marks only

    @abstractmethod
    def settle(self) -> None:
        """The whole house was put: let it be asked."""

    def counts(self, question: Question) -> dict[tuple[str, str], int]:
        """How many things answer, by kind and theme."""
        rows = self.rows(
            f"SELECT e.kind, e.theme, COUNT(*) FROM {self.table} WHERE {self.matches} GROUP BY 1, 2",  # noqa: S608
            [self.every(question)],
        )
        return {(kind, theme): count for kind, theme, count in rows}

    @abstractmethod
    def ranked(
        self, question: Question, *, reader: str, narrowing: Narrowing, start: int, stop: int
    ) -> list[int]:
        """The keys of the best answers, those in the reader's language first."""

    @abstractmethod
    def nearest(self, question: Question, *, kind: str, at_most: int) -> list[int]:
        """The keys of the things of a kind that hold most of what is sought, one term sufficing."""

    def passages(self, keys: Sequence[int]) -> dict[int, str]:
        """The texts of these, as JSON."""
        marks = ", ".join(["%s"] * len(keys))
        sql = f"SELECT {self.key}, passages FROM search_words WHERE {self.key} IN ({marks})"  # noqa: S608 -- marks
        return dict(self.rows(sql, keys)) if keys else {}

    def every(self, question: Question) -> str:
        """Every term, in any language."""
        return self._all_of(question, tuple(STEMMERS))

    def in_language(self, question: Question, reader: str) -> str:
        """Every term, in the reader's language."""
        return self._all_of(question, (reader,))

    def any_term(self, question: Question) -> str:
        """Any term, in any language."""
        return self.either.join(self._any_of(term, tuple(STEMMERS)) for term in question.terms)

    @abstractmethod
    def spelled(self, run: tuple[str, ...]) -> str:
        """A form, or a run of forms, in the language of the database's own questions."""

    both: ClassVar[str]
    either: ClassVar[str]

    def _all_of(self, question: Question, languages: tuple[str, ...]) -> str:
        return self.both.join(self._any_of(term, languages) for term in question.terms)

    def _any_of(self, term: Term, languages: tuple[str, ...]) -> str:
        return f"({self.either.join(self.spelled(run) for run in term.alternatives(languages))})"

    def rows(self, sql: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, list(values))
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return found

    def execute(self, sql: str, values: Iterable[Any] | None = None) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, None if values is None else list(values))


def written_out(streams: Sequence[Stream]) -> Iterator[str]:
    """The forms of several texts in one row, with a break after each."""
    for stream in streams:
        yield from stream.plain
        yield BREAK
        yield from stream.others
        yield BREAK


def where(narrowing: Narrowing) -> tuple[str, list[str]]:
    asked = {"kind": narrowing.kind, "theme": narrowing.theme}
    given = {column: value for column, value in asked.items() if value}
    return "".join(f" AND e.{column} = %s" for column in given), list(given.values())
