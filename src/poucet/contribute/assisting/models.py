"""State of the assisted sessions: who helps whom, why, with what consent, and what was typed in meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from poucet.town.people.models import Person
from poucet.town.things import Reference


class AssistedSession(models.Model):
    """Half an hour in which an agent types in for one person; it reads nothing of what they did before."""

    class Consent(models.TextChoices):
        VOICE = "voice", _("said aloud")
        SIGNATURE = "signature", _("signed on paper")

    agent = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions_held")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions_had"
    )
    name = models.CharField(max_length=120)
    contact = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=200)
    where = models.CharField(max_length=120)
    consent = models.CharField(max_length=9, choices=Consent)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.agent} {self.pk}"

    def is_open(self, at: datetime) -> bool:
        return self.closed_at is None and at < self.closes_at


class AssistedAct(models.Model):
    """What was typed in during a session."""

    session = models.ForeignKey(AssistedSession, on_delete=models.CASCADE, related_name="acts")
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}"

    @property
    def thing(self) -> Reference:
        return Reference(self.kind, self.number)
