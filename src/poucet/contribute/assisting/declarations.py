"""What assisted sessions tell the house when it starts: their right, their words, what is kept and destroyed."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from poucet.contribute.assisting.models import AssistedSession
from poucet.contribute.assisting.operations import current, forget
from poucet.contribute.assisting.rules import RIGHTS
from poucet.contribute.following import no_news
from poucet.town import acts, wordings
from poucet.town.nights import Chore, each_night
from poucet.town.people.belongings import keep
from poucet.town.people.models import Person
from poucet.town.rights import declare_rights, may
from poucet.town.slots import fill
from poucet.town.writing import Signature


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    each_night(Chore("assisted", _("assisted sessions destroyed: %(count)d"), _forget))
    fill("desk.today", template="assisting/_today.html", context=_at_the_desk)
    keep("assisted", _sessions, remover=_let_go)
    no_news("assisted.act")  # it was typed in for somebody: what came of it is told by its own line
    wordings.word(
        {
            "assisted.over": _(
                "This session is over: nothing was sent. Open another one, and type it in from there."
            )
        }
    )
    acts.say(
        {
            "assisted.opened": _("an assisted session began"),
            "assisted.act": _("something was typed in for somebody"),
            "assisted.closed": _("an assisted session ended"),
        }
    )


def _at_the_desk(request: Any, _date: object) -> dict[str, Any] | None:
    if not may(request.person, "assisted.hold"):
        return None
    return {"current": current(request.person, now())}


def _forget(signed: Signature) -> int:
    return forget(at=signed.at)


def _sessions(person: Person) -> list[dict[str, Any]]:
    rows = AssistedSession.objects.filter(person=person)
    return [{"at": row.opened_at, "reason": row.reason, "where": row.where} for row in rows]


def _let_go(person: Person) -> None:
    """What was typed in stays; that they were helped does not. An agent's own sessions keep their number only."""
    AssistedSession.objects.filter(person=person).delete()
