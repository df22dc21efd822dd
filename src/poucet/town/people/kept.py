"""What this room keeps of a person, told to that person."""

from __future__ import annotations

from typing import Any

from allauth.usersessions.models import UserSession
from django.db.models import Q

from poucet.town.models import RegisterEntry
from poucet.town.people.belongings import keep
from poucet.town.people.models import Person


def keep_all() -> None:
    """Called once, by the configuration."""
    keep("account", _account)
    keep("person", _person)
    keep("roles", _roles)
    keep("sessions", _sessions)
    keep("register", _lines)


def _account(person: Person) -> dict[str, Any]:
    account = person.account
    if account is None:
        return {}
    return {"email": account.email, "created_at": account.created_at, "last_sign_in": account.last_login}


def _person(person: Person) -> dict[str, Any]:
    names = ("number", "name", "shows_name", "level", "example", "joined_at")
    return {name: getattr(person, name) for name in names}


def _roles(person: Person) -> list[dict[str, Any]]:
    rows = person.grants.select_related("organisation", "service", "delegation")
    return [
        {"role": row.role, "for": str(row.bears_on or ""), "since": row.since, "until": row.until}
        for row in rows
    ]


def _sessions(person: Person) -> list[dict[str, Any]]:
    found = UserSession.objects.filter(user=person.account).order_by("created_at")
    return [{"since": one.created_at, "address": one.ip, "browser": one.user_agent} for one in found]


def _lines(person: Person) -> list[dict[str, Any]]:
    mine = Q(by=person.signs_as) | Q(kind="person", number=person.number)
    return [entry.content() for entry in RegisterEntry.objects.filter(mine).order_by("sequence")]
