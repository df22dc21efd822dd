"""Acts on comments: comment, rewrite; and the comments of an idea as a dossier tells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.comments.models import FREE_FOR, LONGEST_TITLE, Comment, Penned, Wording
from poucet.contribute.models import Act, Call, Channel, Proposal
from poucet.contribute.operations import Bringer
from poucet.contribute.operations.holding import day, held, last_line
from poucet.contribute.phases import opened_on
from poucet.town.desk.naming import next_number
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.rows import differing
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

Fields = dict[str, Any]
MOST_A_DAY = 30


@dataclass(frozen=True)
class Remark:
    """What somebody says, and perhaps which comment it answers."""

    tag: str
    text: str
    author_name: str = ""
    parent: Comment | None = None


def key_of(number: int) -> str:
    return f"commentaire-{number}"


def title_of(text: str) -> str:
    """How a text begins: lists must call a comment something."""
    plain = " ".join(text.split())
    if len(plain) <= LONGEST_TITLE:
        return plain
    return f"{plain[: LONGEST_TITLE - 1].rpartition(' ')[0] or plain[: LONGEST_TITLE - 1]}…"


@one_act()
def comment(proposal: Proposal, remark: Remark, bringer: Bringer, *, signed: Signature) -> Comment:
    """Say something of an idea, or answer a comment; refused where the phase of the day does not open it."""
    proposal = held(proposal)
    _require_open(proposal.call, signed)
    _refuse_too_many(bringer, signed)
    parent = remark.parent
    if parent is not None and (parent.proposal_id != proposal.pk or not _stands(parent)):
        raise RuleError("comment.nothing_to_answer", number=parent.number)
    if parent is not None and parent.parent_id is not None:
        raise RuleError("comment.third_level", number=parent.number)
    number = next_number(Comment)
    row = write(
        Comment,
        key=key_of(number),
        number=number,
        signed=signed,
        proposal=proposal,
        parent=parent,
        name=title_of(remark.text),
        tag=remark.tag,
        text=remark.text,
        author_name=remark.author_name,
        channel=bringer.channel,
        written_on=day(signed),
        example=proposal.example,
    )
    kept = {"person": bringer.person, "contact": bringer.contact, "since_line": last_line()}
    Penned.objects.create(comment=row, at=signed.at, **kept)
    return row


@one_act()
def rewrite_comment(row: Comment, *, tag: str, text: str, by: Person, signed: Signature) -> Comment:
    """Say it otherwise: freely for a quarter of an hour; later, what it said stays readable."""
    row = Comment.objects.select_for_update(of=("self",)).select_related("proposal__call").get(pk=row.pk)
    penned = Penned.objects.filter(comment=row, person=by).first()
    if penned is None:
        raise RuleError("comment.not_yours", number=row.number)
    _require_open(row.proposal.call, signed)
    if (row.tag, row.text) == (tag, text):
        return row
    if signed.at > penned.at + FREE_FOR:
        Wording.objects.create(
            comment=row, version=row.version, tag=row.tag, text=row.text, until=day(signed)
        )
        row.version += 1
    row.tag, row.text, row.name = tag, text, title_of(text)
    row.save(update_fields=["tag", "text", "name", "version"])
    sign_revision(row, ["tag", "text"], signed)
    announce(row.reference)
    return row


@one_act()
def write_comment(
    proposal: Proposal, *, number: int, wordings: Sequence[Fields], signed: Signature, **said: Any
) -> Comment | None:
    """Write a comment as a dossier tells it; what was taken off the site does not come back with a folder."""
    known = Comment.every.filter(number=number).first()
    if known is not None and known.withdrawn:
        return None
    row = write(
        Comment,
        key=key_of(number),
        number=number,
        signed=signed,
        proposal=proposal,
        name=title_of(said["text"]),
        version=len(wordings) + 1,
        example=proposal.example,
        **said,
    )
    if _set_wordings(row, wordings) and known is not None:
        sign_revision(row, ["versions"], signed)
    return row


def _require_open(call: Call, signed: Signature) -> None:
    if call.withdrawn or Act.COMMENT not in opened_on(list(call.phases.all()), day(signed)):
        raise RuleError("call.closed", call=call.number, act=Act.COMMENT)


def _set_wordings(row: Comment, wordings: Sequence[Fields]) -> bool:
    wanted = [{**said, "version": version} for version, said in enumerate(wordings, start=1)]
    known = list(row.wordings.all())
    if len(known) == len(wanted) and not any(
        differing(one, said) for one, said in zip(known, wanted, strict=True)
    ):
        return False
    row.wordings.all().delete()
    Wording.objects.bulk_create(Wording(comment=row, **said) for said in wanted)
    return True


def _stands(parent: Comment) -> bool:
    return bool(Comment.objects.filter(pk=parent.pk).exists())


def _refuse_too_many(bringer: Bringer, signed: Signature) -> None:
    """What the town hall types in for others has no such limit."""
    if bringer.person is None or bringer.channel != Channel.WEB:
        return
    today = Penned.objects.filter(person=bringer.person, comment__written_on=localdate(signed.at))
    if today.count() >= MOST_A_DAY:
        raise RuleError("comment.too_many_today", most=MOST_A_DAY)
