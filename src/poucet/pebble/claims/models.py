"""State of the claims: the models that compute, and the claims that ask them."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from poucet.pebble.models import Pebble
from poucet.star.models import Facet
from poucet.town.models import Thing


class ScenarioModel(Thing):
    """Variables with their units, where each comes from, and the formulas between them."""

    kind = "model"
    name = models.CharField(max_length=200)
    # The record of the file but for what stands in other columns, as JSON text: its order has a meaning,
    # and the JSON of one of our databases forgets order.
    document = models.TextField()
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    @property
    def record(self) -> dict[str, Any]:
        """What the model says, as plain values."""
        said: dict[str, Any] = json.loads(self.document)
        return said


class Claim(Thing):
    """What one deed would give if all that are like it did as well, told as a share of a whole."""

    class Boundary(models.TextChoices):
        """What is compared with what; each imposes its words."""

        ANNUAL_BALANCE = "annual_balance", _("annual balance")
        SELF_CONSUMPTION = "self_consumption", _("self-consumption")
        AUTONOMY = "autonomy", _("autonomy")
        YEARLY_SAVING = "yearly_saving", _("yearly saving")

    class Territory(models.TextChoices):
        TERRITORIAL = "territorial", _("the whole territory: residents, shops, companies, town hall")
        MUNICIPAL = "municipal", _("the town hall alone: its buildings and services")

    WORDS: ClassVar[tuple[str, ...]] = ("everyone", "like", "whole", "followers")

    kind = "claim"
    name = models.CharField(max_length=200)
    pebble = models.ForeignKey(Pebble, on_delete=models.PROTECT, related_name="claims")
    facet = models.ForeignKey(Facet, on_delete=models.PROTECT, null=True, blank=True, related_name="claims")
    scenario_model = models.ForeignKey(ScenarioModel, on_delete=models.PROTECT, related_name="claims")
    boundary = models.CharField(max_length=16, choices=Boundary)
    territory = models.CharField(max_length=11, choices=Territory)
    unit = models.CharField(max_length=80)
    year = models.PositiveSmallIntegerField()
    terms = models.JSONField()  # which variable plays which part
    # Words of the sentence; none holds a number, which only the model gives.
    everyone = models.CharField(max_length=120)
    like = models.CharField(max_length=120)
    whole = models.CharField(max_length=120)
    followers = models.CharField(max_length=60)
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)
