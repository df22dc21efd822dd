"""Texts and suggestions told to programs: what is said, never by whom beyond the name that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.contribute.drafting.models import Act, State, Suggestion, Text
from poucet.contribute.models import Channel
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, NotApplicable, Unknown, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import Ref, Thing, Told, Translatable, identity, standing_ref, tongue


class VersionTold(Told):
    """How a text read, from a day on."""

    version: int = fields.value(_("The version, from 1."))
    on: str = fields.day(_("The day from which it read so."))
    text: str = fields.text(_("The text, a blank line between paragraphs."))
    numbers: list[int] = fields.value(_("The numbers of its paragraphs, in their order."))
    note: str = fields.text(_("Why the town hall changed it, or empty."))


class TextTold(Translatable, Thing):
    """A text that the town writes with residents."""

    name: str = fields.words(_("Its title."))
    purpose: str = fields.words(_("What it is for."))
    decided_by: str = fields.words(_("Who has the last word."))
    text: str = fields.text(_("The text, a blank line between paragraphs."))
    version: int = fields.value(_("The version, from 1."))
    opened_on: str = fields.day(_("The first day of the period."))
    open_until: str = fields.day(_("The last day for suggestions, or “unknown”."))
    closed_on: str | NotApplicable = fields.value(_("The day on which it was closed."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    versions: list[VersionTold] = fields.value(_("How it read before, and how it reads."))


class SuggestionTold(Thing):
    """What somebody would change in a paragraph, and the answer."""

    name: str = fields.text(_("How its reason begins."))
    of: Ref | Unknown = fields.value(_("The text that it is about."))
    act: str = fields.one_of(Act.values, _("What it asks for."))
    paragraph: int = fields.value(_("The number of the paragraph; 0 is before the first."))
    base: str = fields.text(_("The paragraph as its author read it."))
    wording: str = fields.text(_("The words that it suggests."))
    reason: str = fields.text(_("Why."))
    state: str = fields.one_of(State.values, _("Where it stands."))
    answer: str = fields.text(_("The answer and its reason, or empty."))
    answered_on: str | NotApplicable = fields.value(_("The day of the answer."))
    version: int | NotApplicable = fields.value(_("The version that it made."))
    author_name: str = fields.text(_("As its author wishes to be named, or “unknown”."))
    channel: str = fields.one_of(Channel.values, _("How it came in."))
    written_on: str = fields.day(_("The day on which it was written."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))


class SuggestionFilters(Filters):
    """Which suggestions are asked for."""

    of: int | None = fields.asked_number(_("Those of a text, by its number."))
    state: str | None = fields.asked_one_of(State.values, _("Those that stand there."))


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(Resource("text", "texts", TextTold, _texts, tell_texts, _("Texts written together")))
    offer(
        Resource(
            "suggestion", "suggestions", SuggestionTold, _suggestions, tell_suggestions,
            _("Suggestions on texts"), SuggestionFilters, {"of": "drafted__number", "state": "state"},
        )
    )  # fmt: skip


def tell_texts(rows: Sequence[Text], root: str) -> list[TextTold]:
    return [_text(row, root) for row in rows]


def _text(row: Text, root: str) -> TextTold:
    plain = ("name", "purpose", "decided_by", "text", "version", "example")
    said: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return TextTold(
        **identity(row.kind, row.number, root),
        **tongue(row),
        **said,
        opened_on=row.opened_on.isoformat(),
        open_until=row.open_until.isoformat() if row.open_until else UNKNOWN,
        closed_on=row.closed_on.isoformat() if row.closed_on else NOT_APPLICABLE,
        versions=[
            VersionTold(
                version=one.number, on=one.on.isoformat(), text=one.text, numbers=one.numbers, note=one.note
            )
            for one in row.versions.all()
        ],
    )


def tell_suggestions(rows: Sequence[Suggestion], root: str) -> list[SuggestionTold]:
    return [_suggestion(row, root) for row in rows]


def _suggestion(row: Suggestion, root: str) -> SuggestionTold:
    plain = (
        "name", "act", "paragraph", "base", "wording", "reason", "state", "answer", "channel", "example",
    )  # fmt: skip
    said: dict[str, Any] = {name: getattr(row, name) for name in plain}
    return SuggestionTold(
        **identity(row.kind, row.number, root),
        **said,
        of=standing_ref(row.drafted, root),
        answered_on=row.answered_on.isoformat() if row.answered_on else NOT_APPLICABLE,
        version=NOT_APPLICABLE if row.version is None else row.version,
        author_name=known(row.author_name),
        written_on=row.written_on.isoformat(),
    )


def _texts() -> QuerySet[Any]:
    found: QuerySet[Any] = Text.objects.prefetch_related("versions")
    return found


def _suggestions() -> QuerySet[Any]:
    found: QuerySet[Any] = Suggestion.objects.select_related("drafted")
    return found
