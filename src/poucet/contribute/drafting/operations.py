"""Acts on texts: write one, suggest, answer; two who answer at once never undo each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.comments.operations import title_of
from poucet.contribute.drafting.differences import Paragraph, renumbered, split
from poucet.contribute.drafting.models import Act, Drafter, State, Suggestion, Text, Version
from poucet.contribute.models import Channel
from poucet.contribute.operations import Bringer
from poucet.contribute.operations.holding import last_line
from poucet.town import register
from poucet.town.desk.naming import next_number
from poucet.town.errors import RuleError
from poucet.town.register import one_act
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

MOST_A_DAY = 20


@dataclass(frozen=True)
class Wish:
    """What somebody would change: `version` is the one that they read, `wording` is empty to take it out."""

    act: str
    paragraph: int
    version: int
    wording: str
    reason: str
    author_name: str = ""


@dataclass(frozen=True)
class Told:
    """A version as a dossier tells it."""

    on: date
    paragraphs: Sequence[Paragraph]
    note: str = ""


def key_of(number: int) -> str:
    return f"suggestion-{number}"


@one_act()
def write_text(*, key: str, number: int, body: str, note: str = "", signed: Signature, **fields: Any) -> Text:
    """Publish a text, or change it: other words make another version, which says why."""
    before: Text | None = Text.every.filter(key=key).first()
    if not split(body):
        raise RuleError("text.empty")
    if before is None:
        paragraphs = renumbered([], split(body), last=0)
        text = write(Text, key=key, number=number, signed=signed, version=1, **_said(paragraphs), **fields)
        _keep(text, note, localdate(signed.at))
        return text
    before = _locked(before)
    paragraphs = renumbered(before.paragraphs, split(body), last=_last(before))
    if paragraphs == before.paragraphs:
        return write(Text, key=key, number=number, signed=signed, **fields)
    if not note:
        raise RuleError("text.no_reason")
    said = _said(paragraphs) | {"version": before.version + 1}
    text = write(Text, key=key, number=number, signed=signed, **said, **fields)
    _keep(text, note, localdate(signed.at))
    return text


@one_act()
def load_text(*, key: str, number: int, versions: Sequence[Told], signed: Signature, **fields: Any) -> Text:
    """Write a text with all its versions, as a dossier tells them."""
    latest = versions[-1]
    said = _said(latest.paragraphs) | {"version": len(versions)}
    text = write(Text, key=key, number=number, signed=signed, **said, **fields)
    wanted = [
        Version(drafted=text, number=place, on=one.on, note=one.note, **_said(one.paragraphs))
        for place, one in enumerate(versions, start=1)
    ]
    if [_facts(row) for row in text.versions.all()] != [_facts(row) for row in wanted]:
        text.versions.all().delete()
        Version.objects.bulk_create(wanted)
    return text


@one_act()
def suggest(text: Text, wish: Wish, bringer: Bringer, *, signed: Signature) -> Suggestion:
    """Suggest something of a paragraph as it was read, be it said otherwise since."""
    text = _locked(text)
    if not text.is_open(localdate(signed.at)):
        raise RuleError("text.closed")
    _refuse_too_many(bringer, signed)
    base = _read(text, wish)
    if wish.act != Act.REMOVE and not split(wish.wording):
        raise RuleError("suggestion.no_words")
    wording = "" if wish.act == Act.REMOVE else "\n\n".join(split(wish.wording))
    if wish.act == Act.CHANGE and wording == base:
        raise RuleError("suggestion.same_words")
    number = next_number(Suggestion)
    row = write(
        Suggestion,
        key=key_of(number),
        number=number,
        signed=signed,
        drafted=text,
        name=title_of(wish.reason),
        act=wish.act,
        paragraph=wish.paragraph,
        base=base,
        wording=wording,
        reason=wish.reason,
        author_name=wish.author_name,
        channel=bringer.channel,
        written_on=localdate(signed.at),
        example=text.example,
    )
    Drafter.objects.create(
        suggestion=row, person=bringer.person, contact=bringer.contact, at=signed.at, since_line=last_line()
    )
    return row


@one_act()
def accept(row: Suggestion, *, over: int, wording: str, reason: str, signed: Signature) -> Version:
    """Take a suggestion up, as it stands or reworded; `over`: the version that was read before deciding.

    Refused when its paragraph was changed since that version: nobody's words go unread.
    """
    row, text = _waiting(row)
    _require_reason(reason)
    now, read = dict(text.paragraphs), dict(_version(text, over).paragraphs)
    if row.paragraph and row.paragraph not in now:
        raise RuleError("suggestion.paragraph_gone")
    if row.act != Act.ADD and now[row.paragraph] != read.get(row.paragraph):
        raise RuleError("suggestion.moved")
    words = [] if row.act == Act.REMOVE else split(wording)
    if row.act != Act.REMOVE and not words:
        raise RuleError("suggestion.no_words")
    paragraphs = _applied(text, row, words)
    if not paragraphs:
        raise RuleError("text.empty")
    for name, value in (_said(paragraphs) | {"version": text.version + 1}).items():
        setattr(text, name, value)
    text.save(update_fields=["text", "numbers", "version"])
    sign_revision(text, ["text"], signed)
    announce(text.reference)
    _answered(row, State.ACCEPTED, reason, signed, version=text.version)
    return _keep(text, "", localdate(signed.at))


@one_act()
def refuse(row: Suggestion, *, reason: str, signed: Signature) -> None:
    """Do not take a suggestion up, and say why."""
    row, _text = _waiting(row)
    _require_reason(reason)
    _answered(row, State.REFUSED, reason, signed)


@one_act()
def write_suggestion(text: Text, *, number: int, signed: Signature, **said: Any) -> Suggestion | None:
    """Write one as a dossier tells it; what was taken off the site does not come back with a folder."""
    known = Suggestion.every.filter(number=number).first()
    if known is not None and known.withdrawn:
        return None
    name, example = title_of(said["reason"]), text.example
    return write(
        Suggestion, key=key_of(number), number=number, signed=signed, drafted=text, name=name, example=example, **said
    )  # fmt: skip


def _answered(row: Suggestion, state: State, reason: str, signed: Signature, **more: int) -> None:
    said = {"state": state, "answer": reason, "answered_on": localdate(signed.at), **more}
    for name, value in said.items():
        setattr(row, name, value)
    row.save(update_fields=list(said))
    register.record("suggestion.answered", on=row.reference, by=signed.by, at=signed.at, state=state.value)
    announce(row.reference)


def _applied(text: Text, row: Suggestion, words: Sequence[str]) -> list[Paragraph]:
    """The paragraphs once it is taken up; of several paragraphs of words, the first keeps the number."""
    last, found = _last(text), list(text.paragraphs)
    place = next((at for at, (number, _words) in enumerate(found) if number == row.paragraph), -1)
    kept = [row.paragraph] if row.act == Act.CHANGE else []
    numbers = [*kept, *range(last + 1, last + 1 + len(words))]
    until = place + 1
    since = until if row.act == Act.ADD else place
    return [*found[:since], *zip(numbers, words, strict=False), *found[until:]]


def _read(text: Text, wish: Wish) -> str:
    """The paragraph as they read it."""
    if wish.paragraph == 0 and wish.act == Act.ADD:
        return ""
    base = dict(_version(text, wish.version).paragraphs).get(wish.paragraph)
    if base is None:
        raise RuleError("suggestion.no_paragraph")
    return base


def _version(text: Text, number: int) -> Version:
    found = text.versions.filter(number=number).first()
    if found is None:
        raise RuleError("suggestion.no_version")
    return found


def _last(text: Text) -> int:
    """The highest number that a paragraph of it ever had."""
    given = (number for row in text.versions.only("numbers") for number in row.numbers)
    return max(given, default=0)


def _keep(text: Text, note: str, on: date) -> Version:
    said = _said(text.paragraphs)
    return Version.objects.create(drafted=text, number=text.version, on=on, note=note, **said)


def _said(paragraphs: Collection[Paragraph]) -> dict[str, Any]:
    words = "\n\n".join(words for _number, words in paragraphs)
    return {"text": words, "numbers": [number for number, _words in paragraphs]}


def _facts(row: Version) -> tuple[Any, ...]:
    return row.number, row.on, row.note, row.text, row.numbers


def _locked(text: Text) -> Text:
    found: Text | None = Text.every.select_for_update(of=("self",)).filter(pk=text.pk).first()
    if found is None or found.withdrawn:
        raise RuleError("thing.not_standing", kind=Text.kind, number=text.number)
    return found


def _waiting(row: Suggestion) -> tuple[Suggestion, Text]:
    text = _locked(row.drafted)
    found = Suggestion.objects.filter(pk=row.pk).first()
    if found is None:
        raise RuleError("thing.not_standing", kind=Suggestion.kind, number=row.number)
    if found.state != State.WAITING:
        raise RuleError("suggestion.answered")
    return found, text


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleError("suggestion.no_reason")


def _refuse_too_many(bringer: Bringer, signed: Signature) -> None:
    """What the town hall types in for others has no such limit."""
    if bringer.person is None or bringer.channel != Channel.WEB:
        return
    today = Drafter.objects.filter(person=bringer.person, suggestion__written_on=localdate(signed.at))
    if today.count() >= MOST_A_DAY:
        raise RuleError("suggestion.too_many_today", most=MOST_A_DAY)
