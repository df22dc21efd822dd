"""State of the deeds: pebbles, their makers, effects, equivalences, pictures and voices."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poucet.measure.models import CellState, Constant, Indicator, Source
from poucet.pebble.querysets import PebbleQuerySet
from poucet.star.models import Axis, Facet, Pillar
from poucet.town.models import Confidence, Dated, Organisation, Place, Thing, Translated
from poucet.town.querysets import StandingManager

PebbleManager = StandingManager.from_queryset(PebbleQuerySet)


class Pebble(Thing, Dated):
    """One small visible deed on the way to the star."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        LAID = "laid", _("laid")
        MEASURED = "measured", _("measured")
        LET_GO = "let_go", _("let go")

    kind = "pebble"
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=State)
    theme = models.CharField(max_length=30)
    pillars = models.ManyToManyField(Pillar, related_name="pebbles", blank=True)
    places = models.ManyToManyField(Place, related_name="pebbles", blank=True)
    place_note = models.CharField(max_length=200, blank=True)
    facets = models.ManyToManyField(Facet, related_name="pebbles", blank=True)
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="pebbles")
    deed = models.TextField()
    before = models.TextField(blank=True)
    turning_point = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    example = models.BooleanField(default=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="pebbles"
    )
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    note = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = PebbleManager()

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=~Q(state="let_go") | ~Q(lesson=""), name="let_go_with_its_lesson"
            ),
            models.CheckConstraint(
                condition=Q(example=True) | Q(source__isnull=False),
                name="a_deed_has_a_source_or_is_an_example",
            ),
        ]


class Maker(models.Model):
    """Who made the deed, and is thanked for it."""

    pebble = models.ForeignKey(Pebble, on_delete=models.CASCADE, related_name="makers")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="made"
    )
    name = models.CharField(max_length=200, blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(organisation=None) ^ Q(name=""), name="maker_is_one_or_other"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.organisation)


class Effect(Translated):
    """What a deed made, gave or cost: the indicator that says it, or why no figure does."""

    class Role(models.TextChoices):
        EFFECT = "effect", _("what it gives")
        MADE = "made", _("what was made")
        COST = "cost", _("what it cost")
        DATE = "date", _("dates")
        CONTEXT = "context", _("around it")

    class Sign(models.TextChoices):
        UP = "up", _("it rises")
        DOWN = "down", _("it falls")

    pebble = models.ForeignKey(Pebble, on_delete=models.CASCADE, related_name="effects")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="effects")
    role = models.CharField(max_length=7, choices=Role)
    facet = models.ForeignKey(Facet, on_delete=models.PROTECT, null=True, blank=True, related_name="effects")
    state = models.CharField(max_length=14, choices=CellState, default=CellState.QUANTITY)
    grade = models.SmallIntegerField(null=True, blank=True)  # from -3 to 3, of a state that is a grade
    direction = models.CharField(max_length=4, choices=Sign, blank=True)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pebble", "indicator"], name="one_effect_per_indicator"),
            models.CheckConstraint(
                condition=Q(state="quantity") | ~Q(note=""), name="effect_without_figure_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state="ordinal", grade__range=(-3, 3)) | (~Q(state="ordinal") & Q(grade=None)),
                name="grade_and_only_grade",
            ),
            models.CheckConstraint(
                condition=Q(state="sign_only", direction__in=("up", "down"))
                | (~Q(state="sign_only") & Q(direction="")),
                name="direction_and_only_direction",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pebble.key}: {self.indicator.key}"


class Equivalence(Translated):
    """A quantity told as a count of households or inhabitants, with the constant that it takes."""

    pebble = models.ForeignKey(Pebble, on_delete=models.CASCADE, related_name="equivalences")
    count_number = models.PositiveIntegerField()
    quantity_number = models.PositiveIntegerField()
    constant = models.ForeignKey(Constant, on_delete=models.PROTECT, related_name="equivalences")
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["pebble", "count_number"], name="one_equivalence_per_count"),
        ]

    def __str__(self) -> str:
        return f"{self.pebble.key}: {self.count_number} × {self.constant.key}"


class Picture(Translated):
    """A picture of the deed, with the words that stand for it."""

    pebble = models.ForeignKey(Pebble, on_delete=models.CASCADE, related_name="pictures")
    file = models.CharField(max_length=200)
    alt = models.CharField(max_length=300)
    credit = models.CharField(max_length=200)
    licence = models.CharField(max_length=100)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.file


class Voice(Dated):
    """Somebody's own words on the deed: several, never a single official story."""

    pebble = models.ForeignKey(Pebble, on_delete=models.CASCADE, related_name="voices")
    speaker = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=5, default="fr")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="voices")
    example = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.pebble.key}"
