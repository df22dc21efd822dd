"""The comments of an idea as its page shows them: two questions, whatever their number."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import HttpRequest

from poucet.contribute.comments.models import Comment
from poucet.contribute.comments.order import Said, balanced
from poucet.contribute.models import Proposal
from poucet.town.pages import Leaf, leaf

ON_A_PAGE = 20


@dataclass(frozen=True)
class Talk:
    """A comment with its answers; without it where moderation took it away and answers stay."""

    number: int
    comment: Comment | None
    answers: tuple[Comment, ...]


@dataclass(frozen=True)
class Talks:
    """A page of the comments of an idea."""

    leaf: Leaf
    talks: tuple[Talk, ...]
    count: int


def talks_of(proposal: Proposal, request: HttpRequest) -> Talks:
    """The comments of the page asked for, in their balanced order."""
    every = list(Comment.every.filter(proposal=proposal).only("number", "tag", "parent", "withdrawn"))
    standing = [row for row in every if not row.withdrawn]
    answered = {row.parent_id for row in standing}
    roots = [
        Said(row.number, row.tag)
        for row in every
        if row.parent_id is None and (not row.withdrawn or row.pk in answered)
    ]
    page = leaf(request, balanced(roots), size=ON_A_PAGE, name="commentaires")
    shown = list(page.page.object_list)
    return Talks(page, _talks(proposal, shown), len(standing))


def _talks(proposal: Proposal, shown: list[int]) -> tuple[Talk, ...]:
    rows = Comment.objects.filter(proposal=proposal).select_related("parent", "proposal").order_by("number")
    wanted = rows.filter(number__in=shown) | rows.filter(parent__number__in=shown)
    found: dict[int, Comment] = {}
    answers: dict[int, list[Comment]] = defaultdict(list)
    for row in wanted:
        if row.parent is None:
            found[row.number] = row
        else:
            answers[row.parent.number].append(row)
    return tuple(Talk(number, found.get(number), tuple(answers[number])) for number in shown)
