"""Sheets: what a clerk fills in to write a thing, in the order in which one thinks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from poucet.town.alphabet import alphabetical
from poucet.town.desk.fields import MOST_OFFERED, Choices, ChosenField, Numbered, SeveralField
from poucet.town.desk.texts import tidied
from poucet.town.desk.words import row_in_words
from poucet.town.names import Set, names_in
from poucet.town.templatetags.town import plain_title

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.utils.functional import _StrPromise

Content = dict[str, Any]  # field → text, list of texts or yes/no; table → list of such rows
MOST_ROWS = 60
ENGLISH = "_en"


@dataclass(frozen=True)
class Part:
    """Some fields, or a table of rows, under one heading."""

    title: _StrPromise
    fields: tuple[str, ...] = ()
    table: str = ""
    help: _StrPromise | str = ""
    folded: bool = False


@dataclass(frozen=True)
class Offer:
    """The things of a kind that a field lets one choose among; of `many`, there may be too many to list."""

    name: str
    kind: str
    things: Callable[[], QuerySet[Any]]
    many: bool = False

    def knows(self, number: int) -> bool:
        return self.things().filter(number=number).exists()


def too_many(things: QuerySet[Any]) -> bool:
    """Whether there are more than a list may hold."""
    return len(things.values_list("pk")[: MOST_OFFERED + 1]) > MOST_OFFERED


class Row(forms.Form):
    """A row of a table; one that says nothing is left out."""

    silent: ClassVar[frozenset[str]] = frozenset()  # fields that say nothing by themselves

    @property
    def fields_shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields]


class Sheet(forms.Form):
    """One page to write a thing: parts, tables, what may be translated, what may be chosen."""

    parts: ClassVar[tuple[Part, ...]]
    tables: ClassVar[Mapping[str, type[Row]]] = {}
    translated: ClassVar[tuple[str, ...]] = ()
    offers: ClassVar[tuple[Offer, ...]] = ()
    refused_at: ClassVar[Mapping[str, str]] = {}  # code of a refusal → the field that it is about

    def __init__(
        self, content: Content, *, judged: bool = False, more_of: str = "", thing: Any = None
    ) -> None:
        self.content, self.thing = content, thing
        data = flattened(content) if judged else None
        super().__init__(data=data, initial=content, use_required_attribute=False)
        for name in self.translated:
            self.fields[f"{name}{ENGLISH}"] = _in_english(self.fields[name])
        self.rows = {name: self._rows(name, judged=judged, more=name == more_of) for name in self.tables}
        self.choices = self.offered()
        for form in (self, *self.every_row):
            for field in form.fields.values():
                if isinstance(field, ChosenField | SeveralField):
                    field.offering(self.choices.get(field.offer, []))

    def offered(self) -> dict[str, Choices]:
        """What each offer lets choose, by name, in the order of the dictionary: one query for all."""
        numbered = {offer.name: offer for offer in self.offers if offer.many and too_many(offer.things())}
        sets = [
            Set(
                offer.name,
                offer.kind,
                offer.things().filter(number__in=self.chosen(offer.name))
                if offer.name in numbered
                else offer.things(),
            )
            for offer in self.offers
        ]
        found: dict[str, Choices] = {
            name: sorted(
                ((str(one.number), plain_title(one)) for one in several), key=lambda one: alphabetical(one[1])
            )
            for name, several in names_in(sets).items()
        }
        return found | {name: Numbered(found[name], offer.knows) for name, offer in numbered.items()}

    def chosen(self, *offers: str) -> set[int]:
        """The numbers that the sheet and its rows hold already under these offers."""
        held = [(self, self.content), *((row, row.initial) for row in self.every_row)]
        told = (
            str(said.get(name) or "")
            for form, said in held
            for name, field in form.fields.items()
            if isinstance(field, ChosenField) and field.offer in offers
        )
        return {int(number) for number in told if number.isdecimal() and len(number) < 10}

    @property
    def every_row(self) -> list[Row]:
        return [row for rows in self.rows.values() for row in rows]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.every_row)])

    def cleaned_rows(self, name: str) -> list[dict[str, Any]]:
        return [row.cleaned_data for row in self.rows[name]]

    @property
    def suggestions(self) -> dict[str, list[tuple[str, str]]]:
        """Lists that fields propose while one types, by the name under which fields ask for them."""
        return {}

    @classmethod
    def title_of(cls, content: Content) -> str:
        """What a draft is called in lists."""
        return str(content.get("name") or "")

    @property
    def english(self) -> dict[str, str]:
        """What was translated, by field."""
        told = {name: self.cleaned_data[f"{name}{ENGLISH}"] for name in self.translated}
        return {name: text for name, text in told.items() if text}

    def refuse(self, code: str, sentence: str) -> None:
        """Say a refusal of the house at the field that it is about, else above the sheet."""
        self.add_error(
            self.refused_at.get(code) if self.refused_at.get(code) in self.fields else None, sentence
        )

    @property
    def faults(self) -> Iterator[tuple[forms.BoundField | None, str]]:
        """Everything to mend, in the order of the page: the field, then what is wrong."""
        yield from ((None, str(error)) for error in self.non_field_errors())
        for part in self.laid_out:
            for form in part.forms:
                yield from ((None, str(error)) for error in form.non_field_errors() if form is not self)
                fields = part.fields if form is self else [form[name] for name in form.fields]
                yield from ((field, str(error)) for field in fields for error in field.errors)

    @property
    def laid_out(self) -> list[LaidOut]:
        parts = list(self.parts)
        if self.translated:
            english = tuple(f"{name}{ENGLISH}" for name in self.translated)
            parts.append(Part(_("Translate"), english, help=_ENGLISH_HELP, folded=True))
        return [LaidOut(self, part) for part in parts]

    def _rows(self, name: str, *, judged: bool, more: bool) -> list[Row]:
        kind, said = self.tables[name], list(self.content.get(name, []))
        if not judged and (more or not said):
            said.append({})
        return [
            kind(
                data=flattened(row, prefix=f"{name}-{place}") if judged else None,
                initial=row,
                prefix=f"{name}-{place}",
                use_required_attribute=False,
            )
            for place, row in enumerate(said)
        ]


_ENGLISH_HELP = _("If you can: readers in English see your French text otherwise, marked as French.")


@dataclass(frozen=True)
class LaidOut:
    """A part with its fields, as a page shows it."""

    sheet: Sheet
    part: Part

    @property
    def anchor(self) -> str:
        return self.part.table or f"part-{self.part.fields[0]}"

    @property
    def fields(self) -> list[forms.BoundField]:
        return [self.sheet[name] for name in self.part.fields if name in self.sheet.fields]

    @property
    def rows(self) -> list[Row]:
        return self.sheet.rows[self.part.table] if self.part.table else []

    @property
    def told_rows(self) -> list[tuple[Row, str]]:
        """Each row with what it says on one line; a row that must stay open is told nothing of."""
        said = [*self.sheet.content.get(self.part.table, []), {}]
        return [
            (row, "" if row.errors or not one else row_in_words(self.sheet, self.part.table, one))
            for row, one in zip(self.rows, said, strict=False)
        ]

    @property
    def forms(self) -> list[Sheet | Row]:
        return [*self.rows] if self.part.table else [self.sheet]

    @property
    def is_open(self) -> bool:
        """A folded part opens where something is written, or wrong, in it."""
        return any(field.value() or field.errors for field in self.fields)


def written(kind: type[Sheet], posted: QueryDict) -> Content:
    """What a sheet holds as it was sent, complete or not."""
    english = {f"{name}{ENGLISH}": kind.base_fields[name] for name in kind.translated}
    fields = {**kind.base_fields, **english}
    content = {name: _value(field, posted, name) for name, field in fields.items()}
    for name, row in kind.tables.items():
        rows = [_row(row, posted, f"{name}-{place}") for place in range(_count(posted, name))]
        content[name] = [said for said in rows if _says(row, said)]
    return content


def flattened(content: Content, prefix: str = "") -> QueryDict:
    """What a sheet held, as a browser would send it again."""
    data = QueryDict(mutable=True)
    for name, value in content.items():
        key = f"{prefix}-{name}" if prefix else name
        if isinstance(value, list):
            data.setlist(key, [one for one in value if isinstance(one, str)])
        elif isinstance(value, bool):
            data[key] = "on" if value else ""
        else:
            data[key] = value
    return data


def _in_english(field: forms.Field) -> forms.Field:
    copy = deepcopy(field)
    copy.required, copy.help_text = False, ""
    copy.widget.attrs |= {"lang": "en"}
    return copy


def _value(field: forms.Field, posted: QueryDict, name: str) -> Any:
    value = field.widget.value_from_datadict(posted, {}, name)
    if isinstance(value, list):
        return [tidied(str(one)) for one in value]
    return value if isinstance(value, bool) else tidied(str(value or ""))


def _row(row: type[Row], posted: QueryDict, prefix: str) -> Content:
    if posted.get(f"{prefix}-gone"):
        return {}
    return {name: _value(field, posted, f"{prefix}-{name}") for name, field in row().fields.items()}


def _says(row: type[Row], said: Content) -> bool:
    return any(value for name, value in said.items() if name not in row.silent)


def _count(posted: QueryDict, name: str) -> int:
    counted = posted.get(f"{name}-count", "0")
    return min(int(counted), MOST_ROWS) if counted.isdecimal() and len(counted) < 4 else 0
