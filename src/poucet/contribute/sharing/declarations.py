"""What offers and needs tell the house when it starts: their kind, their words, what waits, what is kept of people."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When
from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext as at_once
from django.utils.translation import gettext_lazy as _

from poucet.contribute.sharing.api import telling
from poucet.contribute.sharing.desk.editor import POSTING_EDITOR
from poucet.contribute.sharing.following import follow_postings
from poucet.contribute.sharing.models import EmergencyContact, Poster, Posting, Promise
from poucet.contribute.sharing.operations import close_posting, destroy_emergency_contacts, step_back
from poucet.contribute.sharing.rules import RIGHTS
from poucet.contribute.sharing.summaries import of_organisation, promised_to, untold
from poucet.contribute.sharing.terms import Standing
from poucet.contribute.sharing.views.taking import OFFER, TAKE, carry_out_offer, carry_out_taking
from poucet.contribute.sharing.wording import ACTS, REFUSALS
from poucet.town.acts import say
from poucet.town.clock import today
from poucet.town.desk.editors import offer
from poucet.town.errors import RuleError
from poucet.town.models import Organisation, Thing
from poucet.town.names import Set
from poucet.town.nights import Chore, each_night
from poucet.town.pages import leaf
from poucet.town.past import erase_from_the_past
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.people.waiting import confirmable
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.slots import fill
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, declare
from poucet.town.wordings import word
from poucet.town.writing import Signature


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    texts, names = ("text", "conditions", "note"), ("place_text", "author_name")
    declare(Kind("posting", "entraide", _("offer or need"), Posting.objects.all, texts, (), names))
    offer(POSTING_EDITOR)
    rests_on("place", lambda number: _of(place__number=number))
    rests_on("organisation", lambda number: _of(organisation__number=number))
    say(ACTS)
    word(REFUSALS)
    confirmable(TAKE, carry_out_taking)
    confirmable(OFFER, carry_out_offer)
    fill("thing.promised", template="sharing/_promised.html", context=_promised)
    watch_for(
        Watch(
            "posting.untold",
            "posting",
            _("Shares of which nobody said what came"),
            _("Their days are over: was it delivered? Open one and say it."),
            lambda day: untold(on=day),
            order=35,
        )
    )
    each_night(Chore("worksites", _("emergency contacts destroyed: %(count)d"), _destroy))
    keep("shares", _shares, remover=_let_go)
    keep("offers", _offers)
    fill("organisation.postings", template="sharing/_of_organisation.html", context=_of_organisation)
    follow_postings()
    tell_doings(*_doings())


def _destroy(signed: Signature) -> int:
    return destroy_emergency_contacts(signed=signed)


def _of(**wanted: int) -> list[Set]:
    return [Set("postings", "posting", Posting.objects.filter(**wanted))]


def _promised(_request: HttpRequest, thing: Thing) -> dict[str, Any] | None:
    postings, sums = promised_to(thing.reference)
    return {"postings": postings, "sums": sums} if postings else None


def _doings() -> tuple[Doings, ...]:
    return (
        Doings(
            "posting.taken",
            _("You took a share"),
            Posting.kind,
            lambda person: Promise.objects.filter(person=person),
            at="at",
            number="posting__number",
            stands="state",
            state=lambda code: str(Standing(code).label),
        ),
        Doings(
            "posting.offered",
            _("You made an offer"),
            Posting.kind,
            _offered,
            at="posting__posted_on",
            number="posting__number",
            stands="is_over",
            state=lambda code: at_once("over") if code == "over" else at_once("open"),
        ),
    )


def _offered(person: Person) -> QuerySet[Any]:
    over = When(Q(posting__closed_on__isnull=False) | Q(posting__to_day__lt=today()), then=Value("over"))
    stands = Case(over, default=Value("open"), output_field=CharField())
    return Poster.objects.filter(person=person).annotate(is_over=stands)


def _of_organisation(request: HttpRequest, organisation: Organisation) -> dict[str, Any] | None:
    rows = of_organisation(organisation, with_shares=not getattr(request, "visit", None))
    shown = leaf(request, rows, size=20, name="entraide")
    return {"leaf": shown, "organisation": organisation} if shown.page.paginator.count else None


def _shares(person: Person) -> list[dict[str, Any]]:
    rows = Promise.objects.filter(person=person).select_related("posting", "organisation").order_by("at")
    contacts = dict(EmergencyContact.objects.filter(promise__person=person).values_list("promise", "text"))
    return [
        {
            "number": row.posting.number,
            "of": row.posting.name,
            "quantity": row.quantity,
            "unit": row.posting.unit,
            "state": row.state,
            "organisation": row.organisation.name if row.organisation else "",
            "name": row.name,
            "guardian": row.guardian,
            "emergency": contacts.get(row.pk, ""),
            "at": row.at,
        }
        for row in rows
    ]


def _offers(person: Person) -> list[dict[str, Any]]:
    rows = Poster.objects.filter(person=person).select_related("posting")
    return [
        {"number": row.posting.number, "name": row.posting.name, "text": row.posting.text} for row in rows
    ]


def _let_go(person: Person) -> None:
    """Their shares go to others, their offers close; what was delivered stays counted, under no name."""
    signed = Signature(by=person.signs_as, at=now())
    EmergencyContact.objects.filter(promise__person=person).delete()
    mine = Promise.objects.filter(person=person)
    for row in mine.exclude(state=Standing.WITHDRAWN).select_related("posting", "person"):
        try:
            step_back(row, signed=signed)
        except RuleError:
            continue  # it was delivered, or its posting is gone: only the name goes
    mine.update(name="", contact="", guardian="")
    for poster in Poster.objects.filter(person=person).select_related("posting"):
        posting = poster.posting
        if not posting.withdrawn:
            close_posting(posting, signed=signed)
            posting.refresh_from_db()
        posting.author_name = ""
        posting.save(update_fields=["author_name"])
        erase_from_the_past(posting, author_name="")
