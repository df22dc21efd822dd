"""What is told of each thing, gathered from its room: its title, its theme, its texts in every language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Q, QuerySet

from poucet.town.templatetags.town import WRITTEN_IN
from poucet.town.things import Kind, Part

NAMES_BETWEEN = " · "
MOST_NUMBERS = 500  # beyond, a whole table is read: a list of thousands of numbers is no question to ask


@dataclass(frozen=True)
class Passage:
    """A text that may be quoted: its language, and whether it was imagined."""

    language: str
    text: str
    example: bool = False


@dataclass
class Sheet:
    """All that is told of one thing."""

    kind: str
    number: int
    theme: str
    titles: dict[str, str]
    passages: list[Passage] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.titles[WRITTEN_IN]


def sheets_of(kind: Kind, numbers: Collection[int] | None = None) -> Iterator[Sheet]:
    """The things of a kind that may be seen, all or those of these numbers; a query, and one for each kind of part."""
    own = (sheet for sheet in _own(kind, numbers) if numbers is None or sheet.number in numbers)
    if not kind.parts:
        yield from own  # one after the other: there may be two hundred thousand figures
        return
    found = {sheet.number: sheet for sheet in own}
    for part in kind.parts if found else ():
        for number, passage in _hanging(part, numbers, of=found.keys()):
            found[number].passages.append(passage)
    yield from found.values()


def _own(kind: Kind, numbers: Collection[int] | None) -> Iterator[Sheet]:
    rows = _narrowed(kind.public(), "number", numbers)
    # A figure has no name but its indicator's, and is worth finding only for words of its own.
    through = "" if _has(rows, "name") else "indicator__"
    if through:
        rows = rows.exclude(**dict.fromkeys((*kind.texts, *kind.names), ""))
    paths = {"number": "number", "title": f"{through}name", "translations": f"{through}translations"}
    if _has(rows, f"{through}theme"):
        paths["theme"] = f"{through}theme"
    for row in rows.order_by("number").values(*paths.values(), *kind.texts, *kind.names).iterator():
        said = row[paths["translations"]] or {}
        titles = {WRITTEN_IN: row[paths["title"]]}
        titles |= {language: texts["name"] for language, texts in said.items() if texts.get("name")}
        sheet = Sheet(kind.code, row["number"], row[paths["theme"]] if "theme" in paths else "", titles)
        sheet.passages += _passages(row, kind.texts, kind.names, {} if through else said)
        yield sheet


def _hanging(
    part: Part, numbers: Collection[int] | None, *, of: Collection[int]
) -> Iterator[tuple[int, Passage]]:
    """The texts of the rows that hang on these things, each after the number of its thing."""
    rows = _narrowed(part.rows(), part.owner, numbers)
    asides = [name for name in ("translations", "language", "example") if _has(rows, name)]
    for row in rows.values(part.owner, *asides, *part.texts, *part.names).iterator():
        if row[part.owner] not in of:
            continue
        told = _passages(
            row,
            part.texts,
            part.names,
            row.get("translations") or {},
            language=row.get("language", WRITTEN_IN),
            example=row.get("example", False),
        )
        yield from ((row[part.owner], passage) for passage in told)


def _passages(
    row: dict[str, Any],
    texts: tuple[str, ...],
    names: tuple[str, ...],
    translations: dict[str, dict[str, Any]],
    *,
    language: str = WRITTEN_IN,
    example: bool = False,
) -> Iterator[Passage]:
    told = {language: row} | translations
    for spoken, said in told.items():
        for name in texts:
            value = said.get(name) or ()
            for text in (value,) if isinstance(value, str) else value:
                yield Passage(spoken, text, example)
    named = [row[name] for name in names if row[name]]
    if named:
        yield Passage(language, NAMES_BETWEEN.join(named), example)


def tellers_of(kinds: Collection[Kind], code: str, number: int) -> dict[str, set[int]]:
    """The things that repeat the name of this one: the deeds of an organisation, the figures of an indicator."""
    found: dict[str, set[int]] = defaultdict(set)
    for kind in kinds:
        rows: QuerySet[Any] = kind.public()
        if not _has(rows, "name") and code == "indicator":
            found[kind.code] |= set(rows.filter(indicator__number=number).values_list("number", flat=True))
        for part in kind.parts:
            ends = [end for end in _ends(part) if end[1] == code]
            for end, _code in ends:
                # Those that no longer tell it too: it may be the name that was just withdrawn.
                owners = part.rows().model._base_manager.filter(Q(**{f"{end}__number": number}))
                found[kind.code] |= set(owners.values_list(part.owner, flat=True))
    return found


def _ends(part: Part) -> Iterator[tuple[str, str]]:
    """Through which field a row repeats another thing's name, and of which kind that thing is."""
    for name in part.names:
        end, _dash, _field = name.rpartition("__")
        if end:
            model = part.rows().model._meta.get_field(end).related_model
            yield end, getattr(model, "kind", "")


def _narrowed(rows: QuerySet[Any], name: str, numbers: Collection[int] | None) -> QuerySet[Any]:
    if numbers is None or len(numbers) > MOST_NUMBERS:
        return rows
    return rows.filter(**{f"{name}__in": sorted(numbers)})


def _has(rows: QuerySet[Any], path: str) -> bool:
    model = rows.model
    for name in path.split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return False
    return True
