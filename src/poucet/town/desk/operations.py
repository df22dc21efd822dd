"""Acts of the desk: open a draft, keep it, publish it, settle it with what was published since, drop it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from poucet.town import register
from poucet.town.desk.comparing import merged, same
from poucet.town.desk.editors import Editor, editor_of
from poucet.town.desk.models import Draft
from poucet.town.desk.sheets import Content, Sheet
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry, Relation
from poucet.town.people.models import Person
from poucet.town.resting import resting_on
from poucet.town.things import Reference, find
from poucet.town.thread import tie
from poucet.town.writing import Signature

T = TypeVar("T")
LONGEST_TITLE = 300


class Incomplete(Exception):
    """A sheet that cannot be published as it is; it says at which fields."""

    def __init__(self, sheet: Sheet) -> None:
        super().__init__("incomplete")
        self.sheet = sheet


class Overtaken(Exception):
    """Somebody published the thing since the draft was opened."""


def last_line(reference: Reference) -> int:
    """The last line of the register about a thing; 0 when there is none."""
    lines = RegisterEntry.objects.about(reference).order_by("-sequence")
    return lines.values_list("sequence", flat=True).first() or 0


@transaction.atomic
def open_draft(
    editor: Editor,
    author: Person,
    *,
    at: datetime,
    thing: Any = None,
    content: Content | None = None,
    asked_by: Draft | None = None,
) -> Draft:
    """Begin to write a thing, new or known; nobody sees it but the desk."""
    draft = Draft(kind=editor.kind, author=author, opened_at=at, saved_at=at, content=content or {})
    draft.asked_by = asked_by
    if thing is not None:
        reference: Reference = thing.reference
        register.hold()  # what it says and its last line are read together
        held = editor.held(thing)
        draft.number, draft.base_line, draft.began = reference.number, last_line(reference), held
        draft.content = content or held
    draft.title = _title(editor, draft.content)
    draft.save()
    return draft


@transaction.atomic
def keep_draft(draft: Draft, content: Content, *, version: int, at: datetime) -> Draft:
    """Keep what the sheet holds, complete or not; from a window left behind, as a draft of its own."""
    known = _held(draft)
    if known.version != version and known.content != content:
        copy = _copy_of(known, content, at)
        copy.save()
        return copy
    known.content, known.saved_at = content, at
    known.title, known.version = _title(editor_of(known.kind), content), known.version + 1
    known.save(update_fields=["content", "saved_at", "title", "version"])
    return known


@register.one_act()
def publish_draft(draft: Draft, *, signed: Signature) -> Reference:
    """Publish through the room's ordinary act; refused once when the thing was published meanwhile."""
    draft = _held(draft)
    if is_overtaken(draft):
        raise Overtaken
    reference = _carry_out(draft, signed)
    draft.number, draft.state, draft.saved_at = reference.number, Draft.State.PUBLISHED, signed.at
    draft.save(update_fields=["number", "state", "saved_at"])
    _tell_who_asked(draft, reference)
    return reference


def rehearse(draft: Draft, show: Callable[[Reference], T], *, signed: Signature) -> T:
    """Publish, look, and undo: what a draft would look like, of which nothing is kept."""
    with register.one_act(), transaction.atomic():
        shown = show(_carry_out(draft, signed))
        transaction.set_rollback(True)
    return shown


@register.one_act()
def settle_draft(draft: Draft, chosen: dict[str, str], *, at: datetime) -> Draft:
    """Take up what was published since, field by field; the draft starts again from there."""
    draft = _held(draft)
    editor, reference = editor_of(draft.kind), draft.reference
    if reference is None:
        return draft
    now = editor.held(editor.find(reference.number))
    draft.content = merged(draft.content, now, chosen)
    draft.began, draft.base_line, draft.saved_at = now, last_line(reference), at
    draft.title, draft.version = _title(editor, draft.content), draft.version + 1
    draft.save(update_fields=["content", "began", "base_line", "saved_at", "title", "version"])
    return draft


@transaction.atomic
def drop_draft(draft: Draft, *, at: datetime) -> None:
    """Write it no longer; what was published stays as it is."""
    draft = _held(draft)
    draft.state, draft.saved_at = Draft.State.DROPPED, at
    draft.save(update_fields=["state", "saved_at"])


@transaction.atomic
def take_over(draft: Draft, person: Person, *, at: datetime) -> None:
    """Go on with what a colleague began."""
    draft = _held(draft)
    draft.author, draft.saved_at, draft.version = person, at, draft.version + 1
    draft.save(update_fields=["author", "saved_at", "version"])


@register.one_act()
def withdraw_thing(
    editor: Editor, number: int, *, reason: str, signed: Signature, replaced_by: int | None = None
) -> None:
    """Withdraw a thing that stands, with a reason; refused while others rest on it."""
    reference = Reference(editor.kind, number)
    if reference not in find([reference]):
        raise RuleError("thing.not_standing", kind=editor.kind, number=number)
    if not reason.strip():
        raise RuleError("withdrawal.no_reason", kind=editor.kind, number=number)
    if resting := resting_on(reference):
        raise RuleError("thing.rested_on", kind=editor.kind, number=number, things=resting)
    if replaced_by is not None:
        heir = Reference(editor.kind, replaced_by)
        if heir == reference or heir not in find([heir]):
            raise RuleError("withdrawal.no_such_heir", kind=editor.kind, number=replaced_by)
        tie(heir, Relation.REPLACES, reference, signed=signed)
    editor.withdraw(editor.find(number), signed, reason.strip())


def is_overtaken(draft: Draft) -> bool:
    """Whether the thing says something else than when the draft was opened, or was withdrawn since."""
    reference = draft.reference
    if reference is None or last_line(reference) <= draft.base_line:
        return False
    since = RegisterEntry.objects.about(reference).filter(sequence__gt=draft.base_line)
    if since.filter(act__endswith=".withdrawn").exists():
        return True
    editor = editor_of(draft.kind)
    now = editor.held(editor.find(reference.number))
    return any(not same(now.get(name), (draft.began or {}).get(name)) for name in now)


def judged(draft: Draft) -> Sheet:
    """The sheet of a draft, held to what publishing asks."""
    editor = editor_of(draft.kind)
    thing = None if draft.number is None else editor.find(draft.number)
    return editor.sheet(draft.content, judged=True, thing=thing)


def _carry_out(draft: Draft, signed: Signature) -> Reference:
    sheet = judged(draft)
    if not sheet.is_valid():
        raise Incomplete(sheet)
    return editor_of(draft.kind).publish(sheet.thing, sheet, signed)


def _held(draft: Draft) -> Draft:
    """The draft as it is now, kept by this transaction; refused once it is published or dropped."""
    known: Draft = Draft.objects.select_for_update(of=("self",)).select_related("author").get(pk=draft.pk)
    if known.state != Draft.State.OPEN:
        raise RuleError("draft.closed", state=known.state)
    return known


def _copy_of(draft: Draft, content: Content, at: datetime) -> Draft:
    return Draft(
        kind=draft.kind,
        number=draft.number,
        title=_title(editor_of(draft.kind), content),
        content=content,
        began=draft.began,
        base_line=draft.base_line,
        author=draft.author,
        opened_at=at,
        saved_at=at,
    )


def _tell_who_asked(draft: Draft, reference: Reference) -> None:
    """A draft that waited for this thing names it now; whoever went on writing it meanwhile keeps their say."""
    waiting = draft.asked_by
    if waiting is None or waiting.state != Draft.State.OPEN or waiting.content.get(reference.kind):
        return
    waiting.content |= {reference.kind: str(reference.number)}
    waiting.version += 1
    waiting.save(update_fields=["content", "version"])


def _title(editor: Editor, content: Content) -> str:
    return editor.sheet.title_of(content)[:LONGEST_TITLE]
