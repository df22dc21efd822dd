"""What texts tell the house when they start: their kinds, their words, what waits, what is kept of people."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from poucet.contribute.drafting.api import telling
from poucet.contribute.drafting.desk.editor import TEXT_EDITOR
from poucet.contribute.drafting.models import Drafter, State, Suggestion, Text, Version
from poucet.contribute.drafting.rules import RIGHTS
from poucet.contribute.drafting.suggesting import SUGGEST, carry_out
from poucet.contribute.drafting.wording import ACTS, REFUSALS
from poucet.contribute.following import Source, follow
from poucet.contribute.moderation.moderable import Author, Moderable, moderable
from poucet.town import acts, wordings
from poucet.town.desk.editors import offer
from poucet.town.past import erase_from_the_past
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, Reference, declare
from poucet.town.written import announce

WAITS_AT_MOST = timedelta(days=30)
TAKEN_OUT = "(Retiré par la personne qui l’avait écrit.)"


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    before = Part("versions", Version.objects.all, "drafted__number", ("text", "note"))
    words = ("purpose", "text")
    declare(
        Kind("text", "texte", _("text written together"), Text.objects.all, words, (before,), ("decided_by",))
    )
    said = ("base", "wording", "reason", "answer")
    declare(
        Kind("suggestion", "suggestion", _("suggestion"), Suggestion.objects.all, said, (), ("author_name",))
    )
    offer(TEXT_EDITOR)
    moderable(Moderable("suggestion", _author_of, _texts_of))
    confirmable(SUGGEST, carry_out)
    follow(Source(_followers, _followed))
    keep("suggestions", _written, remover=_let_go)
    acts.say(ACTS)
    wordings.word(REFUSALS)
    watch_for(
        Watch(
            "suggestion.waiting",
            "suggestion",
            _("Suggestions that have waited for a month"),
            _("Somebody suggested words for a text: take them up or not, and say why."),
            _late,
            order=34,
        )
    )
    tell_doings(
        Doings(
            "suggestion.written",
            _("You suggested a change of a text"),
            Suggestion.kind,
            lambda person: Drafter.objects.filter(person=person),
            at="at",
            number="suggestion__number",
            stands="suggestion__state",
            state=lambda code: str(State(code).label),
        )
    )


def _late(day: date) -> QuerySet[Any]:
    found: QuerySet[Any] = Suggestion.objects.filter(state=State.WAITING, written_on__lt=day - WAITS_AT_MOST)
    return found


def _author_of(row: Suggestion) -> Author:
    drafter = Drafter.objects.filter(suggestion=row).select_related("person__account").first()
    return Author(drafter.person, drafter.contact) if drafter else Author()


def _texts_of(row: Suggestion) -> list[tuple[str, str]]:
    said = [
        (str(_("The words that you suggest")), row.wording),
        (str(_("Why")), row.reason),
        (str(_("Name shown")), row.author_name),
    ]
    return [one for one in said if one[1]]


def _followers() -> QuerySet[Any]:
    rows = Drafter.objects.filter(suggestion__withdrawn=False, suggestion__drafted__withdrawn=False)
    return rows.filter(person__isnull=False).values("person")


def _followed(person: Person) -> list[tuple[Reference, int]]:
    rows = Drafter.objects.filter(person=person).values_list("suggestion__number", "since_line")
    return [(Reference(Suggestion.kind, number), since) for number, since in rows]


def _written(person: Person) -> list[dict[str, Any]]:
    rows = Drafter.objects.filter(person=person).select_related("suggestion__drafted").order_by("at")
    return [
        {
            "number": row.suggestion.number,
            "text": row.suggestion.drafted.number,
            "paragraph": row.suggestion.paragraph,
            "wording": row.suggestion.wording,
            "reason": row.suggestion.reason,
            "at": row.at,
        }
        for row in rows
    ]


def _let_go(person: Person) -> None:
    """What was taken up is in the text, which is everybody's; their other words, reasons and name go."""
    for drafter in Drafter.objects.filter(person=person).select_related("suggestion"):
        row = drafter.suggestion
        gone = {"reason": TAKEN_OUT, "name": TAKEN_OUT, "author_name": ""}
        if row.state != State.ACCEPTED and row.wording:
            gone["wording"] = TAKEN_OUT
        for name, value in gone.items():
            setattr(row, name, value)
        row.save(update_fields=list(gone))
        erase_from_the_past(row, **gone)
        announce(row.reference)
