"""Words in PostgreSQL: a `tsvector` under a GIN index, written out by us so that no dictionary has its say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from poucet.web.search.question import Question
from poucet.web.search.stores.store import BREAK, Row, Store, written_out

LAST_PLACE = 16_383  # PostgreSQL counts places no further
MOST_PLACES = 255  # of one word, in one text


class PostgresqlStore(Store):
    """The words of titles bear the mark A, those of texts B; a word of a title weighs eight times one of a text."""

    key = "id"
    matches = "search_words.words @@ %s::tsquery"
    # The last 1: a long text is not better for being long.
    score = "ts_rank('{0, 0, 0.125, 1}', search_words.words, %s::tsquery, 1)"
    both: ClassVar[str] = " & "
    either: ClassVar[str] = " | "

    def create(self) -> None:
        self.execute(
            "CREATE TABLE search_words (id bigint PRIMARY KEY, words tsvector NOT NULL, passages text NOT NULL)"
        )
        self.execute("CREATE INDEX search_words_words ON search_words USING gin (words)")

    def clear(self) -> None:
        self.execute("DELETE FROM search_words")  # TRUNCATE would keep readers waiting until the load ends

    def settle(self) -> None:
        self.execute("ANALYZE search_words")
        self.execute("ANALYZE search_entry")

    def put(self, rows: Sequence[Row]) -> None:
        columns = [row.key for row in rows], [_vector(row) for row in rows], [row.passages for row in rows]
        self.execute(
            "INSERT INTO search_words (id, words, passages) "
            "SELECT * FROM unnest(%s::bigint[], %s::tsvector[], %s::text[])",
            columns,
        )

    def in_others(self, question: Question, reader: str) -> str:
        return f"({self.every(question)}) & !({self.in_language(question, reader)})"

    def spelled(self, run: tuple[str, ...]) -> str:
        return f"({' <-> '.join(_quoted(form) for form in run)})"

    def _scored(self, sought: str) -> list[Any]:
        return [sought, sought]


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
