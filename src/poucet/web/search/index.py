"""The index of words: kept as things are written, read again whole after a load."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from django.db import connection, transaction
from django.db.models import Q

from poucet.town import register
from poucet.town.rows import insert
from poucet.town.things import Kind, Reference, kinds
from poucet.web.search.models import Entry
from poucet.web.search.sheets import MOST_NUMBERS, Passage, Sheet, sheets_of, tellers_of
from poucet.web.search.stores import Row, Store, Stream, store
from poucet.web.search.words import composed, forms, stemmed_as, words_in

# Of two things that say as much, the deed comes before the figure that counts it.
WEIGHTS = {"pebble": 2.0, "facet": 2.0, "axis": 1.5, "observation": 0.5, "source": 0.7}
LONGEST_TOLD = 100_000  # letters of one thing: a database refuses to know the words of a whole library as one


@transaction.atomic
def rebuild() -> int:
    """Read the whole house again; gives how many things can be found."""
    register.hold()  # nobody writes meanwhile what would not be read
    Entry.objects.all().delete()
    words = store(connection).afresh()
    count = sum(_add(kind, sheets_of(kind), words) for kind in kinds_by_weight())
    words.settle()
    return count


def rebuild_if_missing() -> None:
    """An index that was never made is made: for a house that was there before the search."""
    if not Entry.objects.exists():
        rebuild()


@transaction.atomic
def index_again(written: Iterable[Reference]) -> None:
    """Read these things again, and those that repeat their names where these changed; withdrawn ones leave."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for reference in written:
        wanted[reference.kind].add(reference.number)
    tellers: dict[str, set[int]] = defaultdict(set)
    for reference in _read_again(wanted):
        for code, numbers in tellers_of(kinds(), *reference).items():
            tellers[code] |= numbers - wanted[code]
    _read_again(tellers)


def _read_again(wanted: dict[str, set[int]]) -> list[Reference]:
    """Note anew what is told of these things; gives those that came, left or changed their names."""
    changed = []
    for kind in kinds_by_weight():
        numbers = wanted.get(kind.code, set())
        if not numbers:
            continue
        known = _known(kind.code, numbers)
        sheets = list(sheets_of(kind, numbers))
        titles = {sheet.number: sheet.title for sheet in sheets}
        before = {number: title for number, (_pk, title) in known.items()}
        changed += [
            Reference(kind.code, number) for number in numbers if titles.get(number) != before.get(number)
        ]
        _forget([pk for pk, _title in known.values()])
        _add(kind, sheets, store(connection))
    return changed


def _known(code: str, numbers: set[int]) -> dict[int, tuple[int, str]]:
    narrowed = Q(number__in=sorted(numbers)) if len(numbers) <= MOST_NUMBERS else Q()
    rows = Entry.objects.filter(narrowed, kind=code).values_list("number", "pk", "title")
    return {number: (pk, title) for number, pk, title in rows if number in numbers}


def _forget(keys: list[int]) -> None:
    for start in range(0, len(keys), MOST_NUMBERS):
        some = keys[start : start + MOST_NUMBERS]
        Entry.objects.filter(pk__in=some).delete()
        store(connection).forget(some)


def kinds_by_weight() -> list[Kind]:
    """The weightiest kinds first: of what half the house says, they are ranked, and they are offered first."""
    return sorted(kinds(), key=lambda kind: -WEIGHTS.get(kind.code, 1.0))


def _add(kind: Kind, sheets: Iterable[Sheet], words: Store) -> int:
    count, waiting, weight = 0, iter(sheets), WEIGHTS.get(kind.code, 1.0)
    while some := list(islice(waiting, MOST_NUMBERS)):
        insert(Entry, (_entry(sheet, weight) for sheet in some))
        keys = _known(kind.code, {sheet.number for sheet in some})
        words.put([_row(keys[sheet.number][0], sheet, weight) for sheet in some])
        count += len(some)
    return count


def _entry(sheet: Sheet, weight: float) -> dict[str, object]:
    told = {"kind": sheet.kind, "number": sheet.number, "theme": sheet.theme, "title": sheet.title}
    return told | {"weight": weight}


def _row(key: int, sheet: Sheet, weight: float) -> Row:
    kept = list(_within(sheet.passages))
    titles = [_stream(composed(title), stemmed_as(language)) for language, title in sheet.titles.items()]
    body = [_stream(composed(told.text), stemmed_as(told.language)) for told in kept]
    quotable = json.dumps(
        [(told.language, told.text, int(told.example)) for told in kept], ensure_ascii=False
    )
    return Row(key, sheet.kind, sheet.theme, weight, titles, body, quotable)


def _within(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages of a thing, as far as they are read."""
    left = LONGEST_TOLD
    for told in passages:
        if left <= 0:
            return
        yield Passage(told.language, told.text[:left], told.example)
        left -= len(told.text)


@lru_cache(maxsize=4096)
def _stream(text: str, language: str) -> Stream:
    """The words of a text in their order, without accents; then the other forms of those that have two."""
    found = [known for word in words_in(text) if (known := forms(word[0], language))]
    others = dict.fromkeys(form for known in found for form in known[1:])
    return Stream(tuple(known[0] for known in found), tuple(others))
