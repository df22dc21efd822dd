"""State of the letters: batches, and of each code a keyed print."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Batch(models.Model):
    """Letters made at once; the number is printed on each."""

    number = models.PositiveIntegerField(unique=True)
    purpose = models.CharField(max_length=120, blank=True)  # empty: to show that one lives here, in general
    count = models.PositiveIntegerField()
    made_by = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    ends_on: models.DateField[date, date] = models.DateField()
    sheet = models.CharField(
        max_length=32, unique=True
    )  # of the form it was made with: sent twice, made once

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]

    def __str__(self) -> str:
        return f"batch {self.number}"


class LetterCode(models.Model):
    """A code as the house keeps it. No link leads to a person, nor to an address."""

    class State(models.TextChoices):
        ISSUED = "issued", _("waiting")
        USED = "used", _("used")
        REVOKED = "revoked", _("revoked")
        REPLACED = "replaced", _("replaced")

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="codes")
    position = models.PositiveIntegerField()  # printed on the letter, which it tells apart at the desk
    digest = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.ISSUED)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["batch", "position"], name="letters_of_a_batch")
        ]

    def __str__(self) -> str:
        return f"{self.batch_id}/{self.position}"
