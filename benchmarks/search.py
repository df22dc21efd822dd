"""Search beside SQLite's own stemming: FTS5 with its Porter stemmer over unicode61, on the same texts and words.

The peer knows English endings only, parts no languages, weighs no kinds, and is a table of its own in memory; ours
writes through Django and fetches what a page quotes. Both say how many things hold every word, of words without
endings: on others they differ, which is what ours is for.
"""

import re
import sqlite3
from collections.abc import Iterator
from importlib import resources

from django.db import connection

from benchmarks.comparison import Case, Peer
from benchmarks.dossier import SIGNED
from benchmarks.house import EmptyDatabases
from poucet.dossier.loading import load
from poucet.town.things import kinds
from poucet.web.search.index import rebuild
from poucet.web.search.question import ask
from poucet.web.search.sheets import Sheet, sheets_of
from poucet.web.search.stores import Narrowing, store

# Words that neither stemmer shortens, so that both must find the same things.
PLAIN_WORDS = ("gaz", "bassin", "biodiversité", "loos", "2013", "gaz loos", "bassin 2013", "parvis", "nord")


def cases(*, quick: bool) -> Iterator[Case]:
    EmptyDatabases().another()
    with resources.as_file(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
        load(folder, signed=SIGNED)
    sheets = [sheet for kind in kinds() for sheet in sheets_of(kind)]
    peer = FullTextOfSqlite(sheets)
    words = PLAIN_WORDS[:3] if quick else PLAIN_WORDS * 20
    yield Case(
        "index Loos-en-Gohelle, things",
        len(sheets),
        lambda: [float(rebuild())],
        (PorterPeer("FTS5, porter unicode61", "", lambda: [float(FullTextOfSqlite(sheets).count)]),),
        tolerance=0,
        rounds=3,
    )
    yield Case(
        "find the best twenty, questions",
        len(words),
        lambda: [float(found(word)) for word in words],
        (PorterPeer("FTS5, porter unicode61", "", lambda: [float(peer.found(word)) for word in words]),),
        tolerance=0,
        rounds=3,
    )


def found(words: str) -> int:
    """Count what answers, and fetch the best with their texts, as the page does."""
    question, index = ask(words), store(connection)
    best = index.ranked(question, reader="fr", narrowing=Narrowing(), start=0, stop=20)
    index.passages(best)
    return sum(index.counts(question).values())


class PorterPeer(Peer):
    """A peer that comes with Python, not as a package."""

    @property
    def label(self) -> str:
        return f"{self.name}, SQLite {sqlite3.sqlite_version}"


class FullTextOfSqlite:
    """The same texts in a table of FTS5, as its documentation makes one."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(title, body, tokenize='porter unicode61')"
        )
        rows = [
            ("\n".join(sheet.titles.values()), "\n".join(told.text for told in sheet.passages))
            for sheet in sheets
        ]
        self.database.executemany("INSERT INTO texts VALUES (?, ?)", rows)
        self.count = len(rows)

    def found(self, words: str) -> int:
        sought = " ".join(f'"{word}"' for word in words.split())
        best = "SELECT title, body FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 8, 1) LIMIT 20"
        self.database.execute(best, (sought,)).fetchall()
        count = self.database.execute("SELECT COUNT(*) FROM texts WHERE texts MATCH ?", (sought,)).fetchone()
        return int(count[0])

    def nearest(self, text: str, at_most: int = 5) -> set[str]:
        """The titles nearest to a text, any of its words."""
        words = " OR ".join(f'"{word}"' for word in dict.fromkeys(re.findall(r"\w+", text)))
        best = "SELECT title FROM texts WHERE texts MATCH ? ORDER BY bm25(texts, 8, 1) LIMIT ?"
        return {title for (title,) in self.database.execute(best, (words, at_most))}
