"""State of identities: of each one proven, two keyed prints and a day."""

from __future__ import annotations

from datetime import date

from django.db import models

from poucet.town.people.models import Account


class ProvenIdentity(models.Model):
    """Somebody who showed who they are; goes with their account, however that goes."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="identity")
    civil_status = models.CharField(max_length=64, unique=True)  # a keyed print: one person, one account
    subject = models.CharField(max_length=64, unique=True)  # same, of what the provider calls them with us
    proven_on: models.DateField[date, date] = models.DateField()

    def __str__(self) -> str:
        return f"identity {self.pk}"
