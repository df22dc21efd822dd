"""What this room tells the house when it starts: its kinds, its words, what is late, what it keeps of people."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from poucet.contribute.api import telling
from poucet.contribute.desk.call import CALL_EDITOR
from poucet.contribute.following import follow, of_ideas
from poucet.contribute.letters import send_daily
from poucet.contribute.models import (
    Authorship,
    Call,
    Charter,
    Notice,
    Phase,
    Proposal,
    Reply,
    Silence,
    Support,
)
from poucet.contribute.moderation.moderable import Author, Moderable, moderable
from poucet.contribute.rules import RIGHTS
from poucet.contribute.states import State
from poucet.contribute.summaries import cards_of
from poucet.contribute.views.proposing import PROPOSE, carry_out
from poucet.contribute.wording import say_words
from poucet.town.clock import today
from poucet.town.desk.editors import offer
from poucet.town.models import Organisation
from poucet.town.names import Named, Set
from poucet.town.nights import Chore, each_night
from poucet.town.pages import leaf
from poucet.town.past import erase_from_the_past
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.site import site_address
from poucet.town.slots import fill
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare
from poucet.town.writing import Signature


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    offer(CALL_EDITOR)
    _declare_kinds()
    moderable(Moderable("proposal", _author_of, _texts_of))
    say_words()
    confirmable(PROPOSE, carry_out)
    each_night(Chore("letters", _("letters about what people follow: %(count)d"), _write_letters))
    for source in of_ideas():
        follow(source)
    rests_on("call", _ideas_of)
    watch_for(
        Watch(
            "proposal.late",
            "proposal",
            _("Ideas whose answer is late"),
            _("Residents see them too. Open one and answer it."),
            _late,
            order=10,
        )
    )
    keep("proposals", _proposed, remover=_let_go)
    keep("supports", _supported)
    keep("letters", _letters)
    fill("organisation.ideas", template="contribute/_of_organisation.html", context=_of_organisation)
    rests_on("organisation", lambda number: [_ideas_by(organisation__number=number)])
    tell_doings(*_doings())


def _declare_kinds() -> None:
    rules = Part("rules", Charter.objects.all, "call__number", Charter.TEXTS)
    phases = Part("phases", Phase.objects.all, "call__number", (), ("name",))
    declare(Kind("call", "demarche", _("call"), Call.objects.all, ("summary", "note"), (rules, phases)))
    replies = Part("replies", Reply.objects.all, "proposal__number", ("reason",), ("service",))
    declare(
        Kind(
            "proposal",
            "idee",
            _("idea"),
            Proposal.objects.all,
            ("text", "note"),
            (replies,),
            ("author_name",),
        )
    )


def _author_of(proposal: Proposal) -> Author:
    row = Authorship.objects.filter(proposal=proposal).select_related("person__account").first()
    return Author(row.person, row.contact) if row else Author()


def _texts_of(proposal: Proposal) -> list[tuple[str, str]]:
    said = [
        (str(_("Idea")), proposal.name),
        (str(_("As it is told")), proposal.text),
        (str(_("Name shown")), proposal.author_name),
    ]
    return [one for one in said if one[1]]


def _late(today: date) -> QuerySet[Any]:
    late: QuerySet[Any] = Proposal.objects.overdue(on=today)
    return late


def _ideas_of(number: int) -> list[Set | Named]:
    return [_ideas_by(call__number=number)]


def _ideas_by(**wanted: int) -> Set:
    return Set("proposals", "proposal", Proposal.objects.filter(**wanted))


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    rows = Proposal.objects.filter(organisation=organisation).newest()
    shown = leaf(request, rows, size=20, name="idees")
    return {"leaf": shown, "cards": cards_of(shown.page, today())} if shown.page.paginator.count else None


def _doings() -> tuple[Doings, ...]:
    return (
        Doings(
            "proposal.proposed",
            _("You proposed an idea"),
            Proposal.kind,
            lambda person: Authorship.objects.filter(person=person),
            at="proposal__proposed_on",
            number="proposal__number",
            stands="proposal__state",
            state=_state,
        ),
        Doings(
            "proposal.supported",
            _("You supported an idea"),
            Proposal.kind,
            lambda person: Support.objects.filter(person=person),
            at="at",
            number="proposal__number",
            stands="proposal__state",
            state=_state,
        ),
    )


def _state(code: str) -> str:
    return str(State(code).label)


def _proposed(person: Person) -> list[dict[str, Any]]:
    rows = Authorship.objects.filter(person=person).select_related("proposal")
    return [
        {"number": row.proposal.number, "name": row.proposal.name, "text": row.proposal.text} for row in rows
    ]


def _supported(person: Person) -> list[dict[str, Any]]:
    rows = Support.objects.filter(person=person).select_related("proposal")
    return [{"number": row.proposal.number, "name": row.proposal.name, "at": row.at} for row in rows]


def _letters(person: Person) -> dict[str, Any]:
    lines = Notice.objects.filter(person=person).order_by("at", "line")
    return {
        "wanted": not Silence.objects.filter(person=person).exists(),
        "told": [{"line": row.line, "at": row.at} for row in lines],
    }


def _let_go(person: Person) -> None:
    """Their ideas stay, for others answer and support them; their name no longer shows there."""
    for row in Authorship.objects.filter(person=person).select_related("proposal"):
        row.proposal.author_name = ""
        row.proposal.save(update_fields=["author_name"])
        erase_from_the_past(row.proposal, author_name="")


def _write_letters(signed: Signature) -> int:
    return send_daily(at=signed.at, root=site_address())
