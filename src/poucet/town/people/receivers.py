"""What follows from signing in: the account is alive again."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from poucet.town.people.models import Account, Person


@receiver(user_logged_in)
def forget_the_warnings(user: Account, **_rest: Any) -> None:
    """Who comes back is no longer told that the account will go."""
    Account.objects.filter(pk=user.pk, warned__gt=0).update(warned=0, warned_at=None)


@receiver(user_logged_in)
def write_down_that_they_are_reached(user: Account, **_rest: Any) -> None:
    """Nobody comes in before their address has answered."""
    Person.objects.filter(account=user, level=Person.Level.DECLARED).update(level=Person.Level.REACHED)
