"""Comments told to programs and to the open data: what is said, never by whom beyond the name that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from poucet.contribute.comments.models import Comment, Tag
from poucet.contribute.models import Channel
from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, NotApplicable, Unknown, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import Ref, Thing, Told, identity, standing_ref


class WordingTold(Told):
    """What a comment said before it was rewritten."""

    version: int = fields.value(_("The version, from 1."))
    until: str = fields.day(_("The day on which it was rewritten."))
    tag: str = fields.one_of(Tag.values, _("What it brought."))
    text: str = fields.text(_("The comment as it was written."))


class CommentTold(Thing):
    """What somebody says of an idea."""

    name: str = fields.text(_("How its text begins."))
    proposal: Ref | Unknown = fields.value(_("The idea that it is about."))
    answers: Ref | NotApplicable = fields.value(_("The comment that it answers."))
    tag: str = fields.one_of(Tag.values, _("What it brings."))
    text: str = fields.text(_("The comment as it is written."))
    version: int = fields.value(_("The version, from 1."))
    author_name: str = fields.text(_("As its author wishes to be named, or “unknown”."))
    channel: str = fields.one_of(Channel.values, _("How it came in."))
    written_on: str = fields.day(_("The day on which it was written."))
    example: bool = fields.value(_("Whether it was imagined for a demonstration."))
    before: list[WordingTold] = fields.value(_("What it said before."))


class CommentFilters(Filters):
    """Which comments are asked for."""

    proposal: int | None = fields.asked_number(_("Those of an idea, by its number."))
    tag: str | None = fields.asked_one_of(Tag.values, _("Those that bring this."))


def offer_all() -> None:
    """Called once, by the declarations."""
    offer(
        Resource(
            "comment", "comments", CommentTold, _comments, tell_comments,
            _("Comments of residents on ideas"), CommentFilters,
            {"proposal": "proposal__number", "tag": "tag"},
        )
    )  # fmt: skip


def tell_comments(rows: Sequence[Comment], root: str) -> list[CommentTold]:
    """Comments with what they said before, fetched before."""
    return [_comment(row, root) for row in rows]


def _comment(row: Comment, root: str) -> CommentTold:
    plain = ("name", "tag", "text", "version", "channel", "example")
    said: dict[str, Any] = {name: getattr(row, name) for name in plain}
    answers = row.parent if row.parent is not None and not row.parent.withdrawn else None
    return CommentTold(
        **identity(row.kind, row.number, root),
        **said,
        proposal=standing_ref(row.proposal, root),
        answers=standing_ref(answers, root) if answers else NOT_APPLICABLE,
        author_name=known(row.author_name),
        written_on=row.written_on.isoformat(),
        before=[
            WordingTold(version=one.version, until=one.until.isoformat(), tag=one.tag, text=one.text)
            for one in row.wordings.all()
        ],
    )


def _comments() -> QuerySet[Any]:
    found: QuerySet[Any] = Comment.objects.select_related("proposal", "parent").prefetch_related("wordings")
    return found
