"""Words in PostgreSQL: a `tsvector` under a GIN index, written out by us so that no dictionary has its say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import ClassVar, Self

from django.db.backends.base.base import BaseDatabaseWrapper

from poucet.town.rows import copy_in
from poucet.web.search.question import Question
from poucet.web.search.stores.store import (
    BREAK,
    MOST_RANKED,
    Narrowing,
    Row,
    Store,
    where,
    written_out,
)

LAST_PLACE = 16_383  # PostgreSQL counts places no further
MOST_PLACES = 255  # of one word, in one text


class PostgresqlStore(Store):
    """The words of titles bear the mark A, those of texts B; a word of a title weighs eight times one of a text."""

    key = "id"
    table = "search_words AS e"
    matches = "e.words @@ %s::tsquery"
    both: ClassVar[str] = " & "
    either: ClassVar[str] = " | "

    def __init__(self, connection: BaseDatabaseWrapper, name: str = "search_words") -> None:
        super().__init__(connection)
        self.name = name

    def create(self) -> None:
        self._make_table()
        self._make_index()

    def afresh(self) -> Self:
        """A table beside, indexed once it is full: quicker by far, and readers wait for nothing but the exchange."""
        fresh = type(self)(self.connection, "search_words_afresh")
        fresh._make_table()
        return fresh

    def settle(self) -> None:
        self._make_index()
        self.execute(f"ANALYZE {self.name}")
        self.execute("DROP TABLE search_words")
        self.execute(f"ALTER TABLE {self.name} RENAME TO search_words")
        self.execute("ANALYZE search_entry")

    def _make_table(self) -> None:
        self.execute(
            f"CREATE TABLE {self.name} (id bigint PRIMARY KEY, kind text NOT NULL, theme text NOT NULL,"
            " weight float NOT NULL, words tsvector NOT NULL, passages text NOT NULL)"
        )

    def _make_index(self) -> None:
        self.execute(f"CREATE INDEX ON {self.name} USING gin (words)")

    def put(self, rows: Sequence[Row]) -> None:
        told = ((row.key, row.kind, row.theme, row.weight, _vector(row), row.passages) for row in rows)
        with self.connection.cursor() as cursor:
            copy_in(cursor, f"COPY {self.name} (id, kind, theme, weight, words, passages) FROM STDIN", told)

    def ranked(
        self, question: Question, *, reader: str, narrowing: Narrowing, start: int, stop: int
    ) -> list[int]:
        narrow, asked = where(narrowing)
        here, anywhere = self.in_language(question, reader), self.every(question)
        # The last 1 of the rank: a long text is not better for being long.
        sql = (
            "SELECT id FROM (SELECT e.id, e.words @@ %s::tsquery AS here,"  # noqa: S608 -- our own words and marks
            " ts_rank('{0, 0, 0.125, 1}', e.words, %s::tsquery, 1) * e.weight AS score"
            f" FROM {self.table} WHERE {self.matches}{narrow} LIMIT {MOST_RANKED}) AS ranked"
            " ORDER BY here DESC, score DESC, id LIMIT %s OFFSET %s"
        )
        values = [here, anywhere, anywhere, *asked, stop - start, start]
        return [key for (key,) in self.rows(sql, values)]

    def nearest(self, question: Question, *, kind: str, at_most: int) -> list[int]:
        sought = self.any_term(question)
        sql = (
            f"SELECT id FROM {self.table} WHERE {self.matches} AND e.kind = %s"  # noqa: S608 -- names of our own tables
            " ORDER BY ts_rank('{0, 0, 0.5, 1}', e.words, %s::tsquery, 1) DESC, id LIMIT %s"
        )
        return [key for (key,) in self.rows(sql, [sought, kind, sought, at_most])]

    def spelled(self, run: tuple[str, ...]) -> str:
        return f"({' <-> '.join(_quoted(form) for form in run)})"


def _vector(row: Row) -> str:
    """Every form with its places, each after the last; between two texts a place stays empty."""
    places: dict[str, list[str]] = defaultdict(list)
    for place, (form, mark) in enumerate(_placed(row), start=1):
        if form != BREAK and len(places[form]) < MOST_PLACES:
            places[form].append(f"{min(place, LAST_PLACE)}{mark}")
    return " ".join(f"{_quoted(form)}:{','.join(where)}" for form, where in places.items())


def _placed(row: Row) -> Iterator[tuple[str, str]]:
    yield from ((form, "A") for form in written_out(row.titles))
    yield from ((form, "B") for form in written_out(row.body))


def _quoted(form: str) -> str:
    """A form is letters, digits and one colon; doubled all the same, what would close the quote closes nothing."""
    return "'" + form.replace("\\", "\\\\").replace("'", "''") + "'"
