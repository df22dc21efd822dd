"""Acts of an assisted session: open it, tie to it what is typed in, close it, hand over its receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from poucet.contribute.assisting.models import AssistedAct, AssistedSession
from poucet.town import register
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.writing import Signature

LASTS = timedelta(minutes=30)
KEPT_FOR = timedelta(days=30)


@dataclass(frozen=True)
class Helped:
    """Who is helped, why and where, and how they agreed."""

    name: str
    reason: str
    where: str
    consent: str
    contact: str = ""
    person: Person | None = None


@one_act()
def open_session(helped: Helped, *, agent: Person, signed: Signature) -> AssistedSession:
    """Begin half an hour with somebody; the agent's former session, if one is open, ends."""
    for row in AssistedSession.objects.filter(agent=agent, closed_at=None, closes_at__gt=signed.at):
        close_session(row, signed=signed)
    session = AssistedSession.objects.create(
        agent=agent, opened_at=signed.at, closes_at=signed.at + LASTS, **vars(helped)
    )
    whom = helped.person.signs_as if helped.person else ""
    register.record("assisted.opened", by=signed.by, at=signed.at, session=session.pk, person=whom)
    return session


@one_act()
def close_session(session: AssistedSession, *, signed: Signature) -> None:
    if session.closed_at is None:
        AssistedSession.objects.filter(pk=session.pk).update(closed_at=signed.at)
        session.closed_at = signed.at
        register.record("assisted.closed", by=signed.by, at=signed.at, session=session.pk)


def current(agent: Person, at: datetime) -> AssistedSession | None:
    """The session that an agent holds at this moment."""
    return AssistedSession.objects.filter(agent=agent, closed_at=None, closes_at__gt=at).first()


def key_of(agent: Person, at: datetime) -> int | None:
    """What a form opened now carries, for what is typed in it to be of that session."""
    session = current(agent, at)
    return session.pk if session else None


@one_act()
def typed_in(key: int | None, act: Callable[[], Reference], *, agent: Person, signed: Signature) -> Reference:
    """Do what an agent types in; within a session, tie it to that session, refused once it is over."""
    if key is None:
        return act()
    session = AssistedSession.objects.filter(pk=key, agent=agent).first()
    if session is None or not session.is_open(signed.at):
        raise RuleError("assisted.over")
    thing = act()
    AssistedAct.objects.create(session=session, kind=thing.kind, number=thing.number, at=signed.at)
    register.record("assisted.act", on=thing, by=signed.by, at=signed.at, session=session.pk)
    return thing


def forget(*, at: datetime) -> int:
    """Destroy the sessions of more than thirty days ago; the register keeps that they were, without a name."""
    return AssistedSession.objects.filter(opened_at__lte=at - KEPT_FOR).delete()[0]
