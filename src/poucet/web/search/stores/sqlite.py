"""Words in SQLite: an FTS5 table, which counts in its own way how much a word tells (BM25)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Self

from poucet.web.search.question import Question
from poucet.web.search.stores.store import MOST_RANKED, Narrowing, Row, Store, where, written_out


class SqliteStore(Store):
    """The words of titles and of texts in two columns; a word of the title weighs eight times one of a text."""

    key = "rowid"
    # Words first: started from a whole kind, a search would ask FTS5 anew for each of its things.
    table = "search_words CROSS JOIN search_entry AS e ON e.id = search_words.rowid"
    matches = "search_words MATCH %s"
    both: ClassVar[str] = " AND "
    either: ClassVar[str] = " OR "

    def create(self) -> None:
        # The forms are ours: all but ASCII punctuation is a letter, and the colon parts a language from its word.
        self.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5"
            "(title, body, passages UNINDEXED, tokenize = \"ascii tokenchars ':'\")"
        )

    def afresh(self) -> Self:
        self.drop()  # FTS5 empties a table word by word; who reads meanwhile still reads the former one
        self.create()
        return self

    def put(self, rows: Sequence[Row]) -> None:
        values = [
            (row.key, " ".join(written_out(row.titles)), " ".join(written_out(row.body)), row.passages)
            for row in rows
        ]
        with self.connection.cursor() as cursor:
            sql = "INSERT INTO search_words (rowid, title, body, passages) VALUES (%s, %s, %s, %s)"
            cursor.executemany(sql, values)

    def settle(self) -> None:
        self.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")

    def ranked(
        self, question: Question, *, reader: str, narrowing: Narrowing, start: int, stop: int
    ) -> list[int]:
        narrow, asked = where(narrowing)
        here, anywhere = self.in_language(question, reader), self.every(question)
        one = (
            f"SELECT * FROM (SELECT e.id, %s AS tier, bm25(search_words, 8.0, 1.0) * e.weight AS score"  # noqa: S608
            f" FROM {self.table} WHERE {self.matches}{narrow} LIMIT {MOST_RANKED})"
        )
        sql = f"{one} UNION ALL {one} ORDER BY tier, score, id LIMIT %s OFFSET %s"
        values = [0, here, *asked, 1, f"({anywhere}) NOT ({here})", *asked, stop - start, start]
        return [key for key, _tier, _score in self.rows(sql, values)]

    def nearest(self, question: Question, *, kind: str, at_most: int) -> list[int]:
        sql = (
            f"SELECT e.id FROM {self.table} WHERE {self.matches} AND e.kind = %s"  # noqa: S608 -- names of our own tables
            " ORDER BY bm25(search_words, 2.0, 1.0), e.id LIMIT %s"
        )
        return [key for (key,) in self.rows(sql, [self.any_term(question), kind, at_most])]

    def spelled(self, run: tuple[str, ...]) -> str:
        # A form is letters, digits and one colon: it can close no quote.
        return f'"{" ".join(run)}"'
