"""Records of the comments of an idea: a list within its file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from poucet.contribute.comments.models import Comment
from poucet.contribute.comments.operations import write_comment
from poucet.contribute.models import Proposal
from poucet.dossier.records.fields import Loading, Record, given, taken

_COMMENT = {"tag": "tag", "text": "text", "name": "author_name", "channel": "channel"}
_WORDING = {"tag": "tag", "text": "text"}


def load_comments(loading: Loading, proposal: Proposal, rows: Iterable[Record]) -> None:
    """Write them in the order of their numbers: an answer comes after what it answers."""
    for row in rows:
        parent = Comment.every.filter(proposal=proposal, number=row.get("answers", 0)).first()
        write_comment(
            proposal,
            number=row["number"],
            wordings=[{**taken(one, _WORDING), "until": _day(one["until"])} for one in row.get("before", ())],
            signed=loading.signed,
            parent=parent,
            written_on=_day(row["date"]),
            **taken(row, _COMMENT),
        )


def _day(text: Any) -> date:
    return date.fromisoformat(str(text))


def told_of(proposal: Proposal) -> list[Record]:
    """The comments of an idea that stand, fetched before; who wrote them is told only as they wished."""
    return [_told(row) for row in proposal.comments.all()]


def _told(row: Comment) -> Record:
    before = [{**given(one, _WORDING), "until": one.until.isoformat()} for one in row.wordings.all()]
    return {
        "number": row.number,
        "date": row.written_on.isoformat(),
        **({"answers": row.parent.number} if row.parent else {}),
        **given(row, _COMMENT),
        **({"before": before} if before else {}),
    }
