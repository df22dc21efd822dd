"""What the comments tell the house when they start: their kind, their words, what they keep of people."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils.translation import gettext as at_once
from django.utils.translation import gettext_lazy as _

from poucet.contribute.comments.api import telling
from poucet.contribute.comments.models import Comment, Penned, Wording
from poucet.contribute.comments.operations import title_of
from poucet.contribute.comments.rules import RIGHTS
from poucet.contribute.comments.summaries import talks_of
from poucet.contribute.comments.views import COMMENT, carry_out
from poucet.contribute.following import Source, follow, hangs_on_ideas
from poucet.contribute.models import Act, Proposal
from poucet.contribute.moderation.moderable import Author, Moderable, moderable
from poucet.contribute.phases import opened_on
from poucet.town import acts, wordings
from poucet.town.clock import today
from poucet.town.past import erase_from_the_past
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.rights import declare_rights, may
from poucet.town.slots import fill
from poucet.town.things import Kind, Part, Reference, declare
from poucet.town.written import announce

TAKEN_OUT = "(Retiré par la personne qui l’avait écrit.)"


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    before = Part("wordings", Wording.objects.all, "comment__number", ("text",))
    declare(
        Kind(
            "comment",
            "commentaire",
            _("comment"),
            Comment.objects.all,
            ("text",),
            (before,),
            ("author_name",),
        )
    )
    moderable(Moderable("comment", _author_of, _texts_of))
    confirmable(COMMENT, carry_out)
    hangs_on_ideas(_comments_on)
    follow(Source(_commenters, _followed))
    fill("proposal.comments", template="comments/_comments.html", context=_shown)
    keep("comments", _written, remover=_let_go)
    tell_doings(_doings())
    acts.say({"comment.written": _("a comment was written"), "comment.revised": _("a comment was rewritten")})
    wordings.word(_REFUSALS)


_REFUSALS = {
    "comment.not_yours": _("Only its author may rewrite a comment."),
    "comment.nothing_to_answer": _("The comment that you answer is no longer there. Comment on the idea."),
    "comment.third_level": _("An answer is not answered in its turn: answer the comment above it."),
    "comment.too_many_today": _(
        "%(most)s comments a day is all that one may write. Come back tomorrow, or call the town hall."
    ),
}


def _doings() -> Doings:
    rewritten = When(comment__version__gt=1, then=Value("rewritten"))
    return Doings(
        "comment.written",
        _("You wrote a comment"),
        Comment.kind,
        lambda person: Penned.objects.filter(person=person),
        at="at",
        number="comment__number",
        stands=Case(rewritten, default=Value("published"), output_field=CharField()),
        state=lambda code: at_once("rewritten since") if code == "rewritten" else at_once("published"),
    )


def _author_of(row: Comment) -> Author:
    penned = Penned.objects.filter(comment=row).select_related("person__account").first()
    return Author(penned.person, penned.contact) if penned else Author()


def _texts_of(row: Comment) -> list[tuple[str, str]]:
    said = [(str(_("Comment")), row.text), (str(_("Name shown")), row.author_name)]
    return [one for one in said if one[1]]


def _comments_on(number: int) -> Iterable[Reference]:
    numbers = Comment.objects.filter(proposal__number=number).values_list("number", flat=True)
    return [Reference(Comment.kind, one) for one in numbers]


def _commenters() -> QuerySet[Any]:
    return _standing().values("person")


def _followed(person: Person) -> Iterable[tuple[Reference, int]]:
    """Whoever said something of an idea follows it, while what they said is there."""
    rows = _standing().filter(person=person).values_list("comment__proposal__number", "since_line")
    return [(Reference(Proposal.kind, number), since) for number, since in rows]


def _standing() -> QuerySet[Penned]:
    return Penned.objects.filter(comment__withdrawn=False, comment__proposal__withdrawn=False)


def _shown(request: Any, proposal: Proposal) -> dict[str, Any]:
    visit = getattr(request, "visit", None)
    is_open = visit is None and Act.COMMENT in opened_on(list(proposal.call.phases.all()), today())
    return {
        "proposal": proposal,
        "talks": talks_of(proposal, request),
        "is_open": is_open,
        "may_enter": is_open and may(request.person, "comment.enter"),
    }


def _written(person: Person) -> list[dict[str, Any]]:
    rows = Penned.objects.filter(person=person).select_related("comment__proposal").order_by("at")
    return [
        {
            "number": row.comment.number,
            "idea": row.comment.proposal.number,
            "tag": row.comment.tag,
            "text": row.comment.text,
            "at": row.at,
        }
        for row in rows
    ]


def _let_go(person: Person) -> None:
    """Their comments keep their place, for others answered them; what they said is there no more."""
    gone = {"text": TAKEN_OUT, "name": title_of(TAKEN_OUT), "author_name": ""}
    for row in Penned.objects.filter(person=person).select_related("comment"):
        for before in row.comment.wordings.all():
            erase_from_the_past(before, text=TAKEN_OUT)
        row.comment.wordings.update(text=TAKEN_OUT)
        for name, value in gone.items():
            setattr(row.comment, name, value)
        row.comment.save(update_fields=list(gone))
        erase_from_the_past(row.comment, **gone)
        announce(row.comment.reference)
