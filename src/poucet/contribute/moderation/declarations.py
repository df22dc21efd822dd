"""What moderation tells the house when it starts: its rights, its words, its places on pages, what it keeps."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from poucet.contribute.moderation.following import token_of
from poucet.contribute.moderation.models import Case, Hidden, Report
from poucet.contribute.moderation.moderable import LIVE
from poucet.contribute.moderation.rules import RIGHTS, SETTLE
from poucet.contribute.moderation.tidying import purge
from poucet.contribute.moderation.wording import say_words
from poucet.town.nights import Chore, each_night
from poucet.town.people.belongings import keep
from poucet.town.people.doings import Doings, tell_doings
from poucet.town.people.models import Person
from poucet.town.rights import declare_rights, may
from poucet.town.slots import fill
from poucet.town.things import Reference
from poucet.town.writing import Signature


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    say_words()
    fill("tombstone.foot", template="moderation/_tombstone.html", context=_at_the_tombstone)
    fill("desk.today", template="moderation/desk/_today.html", context=_at_the_desk)
    fill("account.mine", template="moderation/_mine.html", context=_of_mine)
    each_night(Chore("moderation", _("cases of moderation emptied: %(count)d"), _empty))
    keep("moderation", _kept, remover=_let_go)
    tell_doings(
        Doings(
            "moderation.noticed",
            _("You pointed at something"),
            "",
            _reports_of,
            at="at",
            number="case__thing_number",
            stands="case__state",
            state=lambda code: str(Case.State(code).label),
            kind_in="case__kind",
        )
    )


def _empty(signed: Signature) -> int:
    return purge(at=signed.at)


def _at_the_tombstone(request: Any, reference: Reference) -> dict[str, Any] | None:
    """How to object, for what moderation hid; its author goes straight there."""
    row = (
        Hidden.objects.select_related("case__author")
        .filter(kind=reference.kind, number=reference.number)
        .first()
    )
    if row is None:
        return None
    author, person = row.case.author, getattr(request, "person", None)
    is_author = author is not None and person is not None and author.number == person.number
    return {"token": token_of(row.case, None) if is_author else ""}


def _at_the_desk(request: Any, _date: object) -> dict[str, Any] | None:
    if not may(request.person, SETTLE):
        return None
    due = list(Case.objects.filter(state__in=LIVE).values_list("due_at", flat=True))
    return {"waiting": len(due), "late": sum(one < now() for one in due)}


def _of_mine(_request: Any, person: Person) -> dict[str, Any] | None:
    """The way to what was decided on one's own words, for whom something was."""
    decided = Case.objects.filter(author=person, decisions__isnull=False)
    return {} if decided.exists() else None


def _kept(person: Person) -> dict[str, Any]:
    cases = Case.objects.filter(author=person).prefetch_related("decisions").order_by("number")
    return {
        "about_my_words": [
            {
                "case": case.number,
                "of": f"{case.kind} {case.thing_number}",
                "decisions": [
                    {"measure": row.measure, "ground": row.ground, "why": row.explanation, "at": row.at}
                    for row in case.decisions.all()
                ],
            }
            for case in cases
        ],
        "notices": [
            {"number": row.number, "at": row.at, "ground": row.ground, "why": row.explanation}
            for row in _reports_of(person)
        ],
    }


def _reports_of(person: Person) -> Any:
    mine = Q(person=person)
    if person.account is not None:
        mine |= Q(email__iexact=person.account.email)
    return Report.objects.filter(mine).order_by("number")


def _let_go(person: Person) -> None:
    """Their notices stay counted; what says who they are goes."""
    _reports_of(person).update(name="", email="", person=None)
