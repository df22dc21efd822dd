"""State of the figures: sources, indicators, observations, constants, conflicts."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from poucet.engines.units import Unit, parse_unit
from poucet.measure.fields import AmountField
from poucet.measure.querysets import ObservationQuerySet
from poucet.measure.quotients import middle_of
from poucet.town.models import Confidence, Dated, Thing
from poucet.town.things import Reference


class CellState(models.TextChoices):
    """The seven things a cell of a comparison may say; none stands for another (steering d.3)."""

    QUANTITY = "quantity", _("quantity")
    ORDINAL = "ordinal", _("grade")
    SIGN_ONLY = "sign_only", _("direction only")
    UNKNOWN = "unknown", _("unknown")
    NO_EFFECT = "no_effect", _("no effect")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    NOT_ASSESSED = "not_assessed", _("not yet assessed")


class Status(models.TextChoices):
    """How a figure came to be."""

    MEASURED = "measured", _("measured")
    DECLARED = "declared", _("declared")
    ESTIMATED = "estimated", _("estimated")
    PRESS = "press", _("told by the press")
    DERIVED = "derived", _("derived")
    TARGET = "target", _("target")


class Source(Thing):
    """Where figures and facts come from."""

    kind = "source"
    name = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True, blank=True)  # null: nobody knows
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    note = models.TextField(blank=True)


class Citation(models.Model):
    """A thing of the ground (an organisation, a place) rests on this source."""

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="citations")
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_citation_per_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} ← {self.source.key}"


class Indicator(Thing):
    """What is measured: one quantity of one thing, or a date, or words."""

    class Nature(models.TextChoices):
        QUANTITY = "quantity", _("quantity")
        DATE = "date", _("date")
        TEXT = "text", _("words")

    class Direction(models.TextChoices):
        UP = "up", _("more is better")
        DOWN = "down", _("less is better")

    kind = "indicator"
    name = models.CharField(max_length=300)
    nature = models.CharField(max_length=8, choices=Nature, default=Nature.QUANTITY)
    unit = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=30, blank=True)
    definition = models.TextField(blank=True)
    direction = models.CharField(max_length=4, choices=Direction, blank=True)
    numerator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    denominator = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.TextField(blank=True)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(nature="quantity") ^ Q(unit=""), name="quantity_has_unit"),
        ]

    @property
    def measured_in(self) -> Unit:
        return parse_unit(self.unit)


class Observation(Dated):
    """A figure: append-only, corrected by a new revision of the same number."""

    class State(models.TextChoices):
        QUANTITY = "quantity", _("quantity")
        STATEMENT = "statement", _("words or date")
        UNKNOWN = "unknown", _("unknown")
        WITHDRAWN = "withdrawn", _("withdrawn")

    kind: ClassVar[str] = "observation"
    number = models.PositiveIntegerField()
    revision = models.PositiveSmallIntegerField(default=1)
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="observations")
    state = models.CharField(max_length=9, choices=State)
    value = AmountField(null=True, blank=True)
    low = AmountField(null=True, blank=True)
    high = AmountField(null=True, blank=True)
    numerator = AmountField(null=True, blank=True)
    denominator = AmountField(null=True, blank=True)
    statement = models.TextField(blank=True)
    unit = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=9, choices=Status)
    confidence = models.CharField(max_length=6, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="observations")
    scope = models.TextField(blank=True)
    method = models.TextField(blank=True)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=80)

    objects = ObservationQuerySet.as_manager()
    constants: tuple[Constant, ...] = ()  # those a count takes, named as it is fetched
    is_reference: bool  # only once `marking_references` was asked

    class Meta:
        ordering: ClassVar[list[str]] = ["number", "revision"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["number", "revision"], name="one_revision_of_a_figure"),
            models.CheckConstraint(
                name="figure_says_its_state",
                condition=(
                    (
                        Q(state="quantity", statement="")
                        & (Q(value__isnull=False) | Q(low__isnull=False, high__isnull=False))
                    )
                    | (Q(state="statement", value=None, low=None, high=None) & ~Q(statement=""))
                    | Q(state__in=["unknown", "withdrawn"], value=None, low=None, high=None, statement="")
                ),
            ),
            models.CheckConstraint(
                name="figure_inside_its_range",
                condition=(Q(low=None) | Q(high=None) | Q(low__lte=F("high")))
                & (Q(value=None) | Q(low=None) | Q(value__gte=F("low")))
                & (Q(value=None) | Q(high=None) | Q(value__lte=F("high"))),
            ),
            models.CheckConstraint(
                name="share_has_a_denominator",
                condition=Q(numerator=None, denominator=None)
                | (Q(numerator__isnull=False, denominator__isnull=False) & ~Q(denominator=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}.{self.revision}"

    def get_absolute_url(self) -> str:
        return reverse("observation", args=[self.number])

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.number)

    @property
    def measured_in(self) -> Unit:
        return parse_unit(self.unit)

    @property
    def middle(self) -> Decimal | None:
        """The value, or the middle of the range when only the range is known."""
        return middle_of(self.value, self.low, self.high)


class Constant(Thing):
    """What one household uses, one inhabitant…: the denominator that an equivalence must print."""

    kind = "constant"
    name = models.CharField(max_length=300)
    value = AmountField()
    unit = models.CharField(max_length=80)
    status = models.CharField(max_length=9, choices=Status)
    confidence = models.CharField(max_length=6, choices=Confidence)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="constants")
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    scope = models.TextField(blank=True)
    method = models.TextField(blank=True)
    quantity_number = models.PositiveIntegerField(null=True, blank=True)
    count_number = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    @property
    def measured_in(self) -> Unit:
        return parse_unit(self.unit)


class Conflict(Thing):
    """Figures that disagree, side by side; one may be the reference, with a reason."""

    kind = "conflict"
    name = models.CharField(max_length=300)
    explanation = models.TextField()
    reference_number = models.PositiveIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(reference_number=None) | ~Q(reason=""), name="reference_has_a_reason"
            ),
        ]


class ConflictSide(models.Model):
    """One of the figures of a conflict."""

    conflict = models.ForeignKey(Conflict, on_delete=models.CASCADE, related_name="sides")
    observation_number = models.PositiveIntegerField(db_index=True)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["conflict", "observation_number"], name="one_side_per_figure"),
        ]

    def __str__(self) -> str:
        return f"{self.conflict.key}: {self.observation_number}"
