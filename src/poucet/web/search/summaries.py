"""What the search page shows: the answers, how many there are of each kind and theme, and what lies on the shelves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, overload
from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from poucet.town.names import Named, names_of
from poucet.town.templatetags.town import WRITTEN_IN, spoken
from poucet.town.themes import theme_name
from poucet.town.things import kind_at, kind_of, label_of
from poucet.web.search.excerpts import Excerpt, excerpt_of, marked
from poucet.web.search.index import kinds_by_weight
from poucet.web.search.models import Entry
from poucet.web.search.question import Question
from poucet.web.search.sheets import Passage
from poucet.web.search.shelves import MOST_ON_A_SHELF, Find, shelves
from poucet.web.search.stores import Narrowing, store
from poucet.web.search.words import composed

MOST_LISTED = 1000  # nobody turns so many pages: a word more says it better


@dataclass(frozen=True)
class Result:
    """One answer, as the list shows it; what was imagined says so."""

    kind: str
    title: SafeString
    language: str
    url: str
    example: bool
    excerpt: Excerpt | None


@dataclass(frozen=True)
class Choice:
    """A kind or a theme that narrows the search, and how many answers it leaves."""

    label: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Held:
    """What a further shelf holds for the person who asks."""

    label: str
    results: Sequence[Result]


class Answers(Sequence[Result]):
    """The answers in their order; only those of the page that is turned to are fetched."""

    def __init__(self, question: Question, narrowing: Narrowing, total: int) -> None:
        self.question, self.narrowing, self.total = question, narrowing, total

    def __len__(self) -> int:
        return min(self.total, MOST_LISTED)

    @overload
    def __getitem__(self, place: int) -> Result: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Result]: ...
    def __getitem__(self, place: int | slice) -> Result | Sequence[Result]:
        if isinstance(place, int):
            return self._between(place, place + 1)[0]
        start, stop, _step = place.indices(len(self))
        return self._between(start, stop)

    def _between(self, start: int, stop: int) -> list[Result]:
        """What may be shown is asked again of each room: the index proposes, the room disposes."""
        words = store(connection)
        reader = _reader()
        keys = words.ranked(self.question, reader=reader, narrowing=self.narrowing, start=start, stop=stop)
        entries, quotable = Entry.objects.in_bulk(keys), words.passages(keys)
        named = names_of(entry.reference for entry in entries.values())
        found = (
            (entries[key].reference, quotable.get(key, "[]"))
            for key in keys
            if key in entries and entries[key].reference in named
        )
        return [_result(named[reference], passages, self.question) for reference, passages in found]


@dataclass(frozen=True)
class Search:
    """A question, what narrows it, and what answers."""

    question: Question
    answers: Answers
    total: int
    kinds: Sequence[Choice]
    themes: Sequence[Choice]
    rows: Sequence[Held]

    @property
    def is_cut(self) -> bool:
        return self.total > len(self.answers)


def search(question: Question, asked: QueryDict, *, person: object) -> Search:
    """Answer a question; a kind or a theme that nothing bears narrows nothing."""
    counts = store(connection).counts(question) if question.terms else {}
    kind, theme = kind_at(asked.get("genre", "")), asked.get("theme", "")
    narrowing = Narrowing(
        kind=kind.code if kind and any(kind.code == code for code, _theme in counts) else "",
        theme=theme if theme and any(theme == other for _code, other in counts) else "",
    )
    by_kind, by_theme, total = _counted(counts, narrowing)
    return Search(
        question,
        Answers(question, narrowing, total),
        total,
        _choices(
            question,
            narrowing,
            "kind",
            {kind.code: by_kind[kind.code] for kind in kinds_by_weight()},
            label_of,
        ),
        _choices(question, narrowing, "theme", dict(sorted(by_theme.items())), theme_name),
        _rows(question, person) if question.terms else (),
    )


def _counted(
    counts: dict[tuple[str, str], int], narrowing: Narrowing
) -> tuple[Counter[str], Counter[str], int]:
    """How many answers of each kind within the theme, of each theme within the kind, and within both."""
    by_kind, by_theme, total = Counter[str](), Counter[str](), 0
    for (kind, theme), count in counts.items():
        in_kind, in_theme = narrowing.kind in {"", kind}, narrowing.theme in {"", theme}
        by_kind[kind] += count * in_theme
        by_theme[theme] += count * in_kind
        total += count * (in_kind and in_theme)
    return by_kind, by_theme, total


def _choices(
    question: Question,
    narrowing: Narrowing,
    name: str,
    counts: dict[str, int],
    label: Callable[[str], str],
) -> list[Choice]:
    chosen = {"kind": narrowing.kind, "theme": narrowing.theme}
    return [
        Choice(
            label(code),
            count,
            # What is chosen leads back to all.
            _address(question, chosen | {name: "" if code == chosen[name] else code}),
            code == chosen[name],
        )
        for code, count in counts.items()
        if code and (count or code == chosen[name])
    ]


def _address(question: Question, chosen: dict[str, str]) -> str:
    """The address of the same search, narrowed so."""
    genre = kind_of(chosen["kind"]).word if chosen["kind"] else ""
    asked = {"q": question.text, "genre": genre, "theme": chosen["theme"]}
    return f"?{urlencode({key: value for key, value in asked.items() if value})}"


def _rows(question: Question, person: object) -> list[Held]:
    rows = [(shelf, shelf.find(question, person)[:MOST_ON_A_SHELF]) for shelf in shelves()]
    return [
        Held(str(shelf.label), [_found(find, question) for find in finds]) for shelf, finds in rows if finds
    ]


def _found(find: Find, question: Question) -> Result:
    excerpt = excerpt_of(find.passages, question, reader=_reader())
    title = marked(find.title, find.language, question)
    return Result("", title, find.language, find.url, find.example, excerpt)


def _result(named: Named, passages: str, question: Question) -> Result:
    thing: Any = named  # which tells its title as a thing does
    title, language = spoken(thing, named.title_field)
    return Result(
        label_of(named.kind),
        marked(title, language, question),
        language,
        named.get_absolute_url(),
        named.example,
        excerpt_of(
            _read(passages),
            question,
            reader=_reader(),
            in_title=bool(question.hits(composed(title), language)),
        ),
    )


def _read(passages: str) -> list[Passage]:
    told: Iterable[tuple[str, str, int]] = json.loads(passages)
    return [Passage(language, text, bool(example)) for language, text, example in told]


def _reader() -> str:
    return get_language() or WRITTEN_IN
