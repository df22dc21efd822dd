"""State of the star: frameworks of pillars, the star, its facets and targets, the axes."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poucet.engines.units import Unit, parse_unit
from poucet.measure.fields import AmountField
from poucet.measure.models import Indicator, Source
from poucet.town.models import Confidence, Dated, Thing, Translated


class Framework(Thing):
    """A source's way of naming the pillars of the method, in one of its versions."""

    kind = "framework"
    name = models.CharField(max_length=200)
    version = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="frameworks")
    note = models.TextField(blank=True)


class Pillar(Translated):
    """One pillar of a framework; its tag is the hashtag written in texts."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="pillars")
    tag = models.SlugField(max_length=40)
    name = models.CharField(max_length=200)
    definition = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["framework__number", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["framework", "tag"], name="one_pillar_per_tag"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.said("name")


class PillarMapping(Translated):
    """Two pillars of two frameworks that say nearly the same."""

    class Relation(models.TextChoices):
        SAME = "same", _("says the same as")
        CLOSE = "close", _("is close to")
        PART = "part", _("is a part of")

    origin = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="mappings")
    destination = models.ForeignKey(Pillar, on_delete=models.CASCADE, related_name="mapped_from")
    relation = models.CharField(max_length=5, choices=Relation)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.origin} {self.relation} {self.destination}"


class Star(Translated):
    """The shared picture that the commune walks toward: there is one."""

    name = models.CharField(max_length=200)
    horizon = models.PositiveSmallIntegerField(null=True, blank=True)
    narrative = models.TextField(blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(pk=1), name="one_star"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.said("name")


class StarStatement(Translated, Dated):
    """The star as it was put into words at some moment."""

    star = models.ForeignKey(Star, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="star_statements")
    confidence = models.CharField(max_length=6, choices=Confidence)
    note = models.TextField(blank=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.text


class Facet(Thing):
    """One side of the star: what is followed there, how far to go; or why it is not measured."""

    kind = "facet"
    name = models.CharField(max_length=200)
    question = models.CharField(max_length=300, blank=True)
    description = models.TextField(blank=True)
    theme = models.CharField(max_length=30, blank=True)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, null=True, blank=True, related_name="facets"
    )
    unmeasured = models.TextField(blank=True)  # why it is on purpose not measured
    note = models.TextField(blank=True)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(indicator=None) | Q(unmeasured=""), name="measured_or_on_purpose_not"
            ),
        ]


class Target(Translated):
    """How far a facet is to go, by when; a new version keeps the old one and says why."""

    class Direction(models.TextChoices):
        UP = "up", _("at least")
        DOWN = "down", _("at most")
        REACH = "reach", _("reach")

    facet = models.ForeignKey(Facet, on_delete=models.CASCADE, related_name="targets")
    version = models.PositiveSmallIntegerField()
    value = AmountField(null=True, blank=True)
    low = AmountField(null=True, blank=True)
    high = AmountField(null=True, blank=True)
    statement = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    horizon = models.PositiveSmallIntegerField(null=True, blank=True)
    direction = models.CharField(max_length=5, choices=Direction, default=Direction.REACH)
    baseline_number = models.PositiveIntegerField(null=True, blank=True)
    voted_on = models.CharField(max_length=25, blank=True)
    voted_by = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="targets")
    confidence = models.CharField(max_length=6, choices=Confidence)
    reason = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["facet", "version"], name="one_target_per_version"),
            models.CheckConstraint(
                name="target_says_something",
                condition=(Q(value__isnull=False) & ~Q(unit="") & Q(statement=""))
                | (Q(value=None, low=None, high=None, unit="") & ~Q(statement="")),
            ),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="revised_target_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facet.key} v{self.version}"

    @property
    def measured_in(self) -> Unit:
        return parse_unit(self.unit)


class Axis(Thing):
    """An axis of the charter: finding, axis, under way, to launch."""

    kind = "axis"
    name = models.CharField(max_length=200)
    document = models.CharField(max_length=200)
    theme = models.CharField(max_length=30, blank=True)
    finding = models.TextField(blank=True)  # empty: nobody knows
    under_way = models.JSONField(default=list)
    to_launch = models.JSONField(default=list)
    facets = models.ManyToManyField(Facet, related_name="axes", blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="axes")
    confidence = models.CharField(max_length=6, choices=Confidence)
    note = models.TextField(blank=True)


class Story(Thing, Dated):
    """Where we come from, what was done, where it leads: told by somebody, tied to deeds and facets."""

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ENGLISH = "en", _("English")

    kind = "story"
    name = models.CharField(max_length=200)
    memory = models.TextField(blank=True)
    deed = models.TextField()
    star = models.TextField(blank=True)
    theme = models.CharField(max_length=30, blank=True)
    author = models.CharField(max_length=200, blank=True)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="stories"
    )
    language = models.CharField(max_length=5, choices=Language, default=Language.FRENCH)
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | ~Q(author=""), name="a_story_says_who_tells_it"
            ),
        ]


class Mention(models.Model):
    """A hashtag found in a field of a thing."""

    tag = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=40)
    times = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["kind", "number", "field"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["tag", "kind", "number", "field"], name="one_mention_per_field"),
        ]

    def __str__(self) -> str:
        return f"#{self.tag} {self.kind} {self.number}"
