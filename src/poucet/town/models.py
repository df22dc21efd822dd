"""State of the ground: the commune, places, organisations, the register and the thread."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from poucet.town.actors import Actor, OrganisationYear
from poucet.town.querysets import LinkQuerySet, RegisterQuerySet, StandingManager
from poucet.town.things import Reference

__all__ = [
    "Commune", "Confidence", "Dated", "Layer", "LayerDrawing", "Link", "Organisation", "OrganisationYear",
    "Place", "RegisterEntry", "Relation", "Thing", "Translated",
]  # fmt: skip


class Translated(models.Model):
    """Texts in the commune's language, and perhaps in others: `{"en": {"name": "…"}}`."""

    translations = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def told_in(self, field: str, language: str) -> str | None:
        """The text of a field as translated into a language, or None."""
        told: str | None = self.translations.get(language, {}).get(field)
        return told

    def said(self, field: str) -> str:
        """The text of a field in the reader's language, else in the commune's."""
        told = self.told_in(field, get_language() or "fr")
        original: str = getattr(self, field)
        return told or original


class Thing(Translated):
    """What has a permanent number and an address, in any room.

    A thing that is withdrawn keeps its number for ever; `objects` are those that stand.
    """

    kind: ClassVar[str]
    number = models.PositiveIntegerField(unique=True)
    key = models.CharField(max_length=120, unique=True)
    withdrawn = models.BooleanField(default=False)

    objects = StandingManager()
    every = models.Manager()  # noqa: DJ012 -- a manager too, and `objects` must be the first

    class Meta:
        abstract = True
        ordering: ClassVar[list[str]] = ["number"]

    def __str__(self) -> str:
        return str(getattr(self, self.title_field))

    def get_absolute_url(self) -> str:
        return reverse(self.kind, args=[self.number])

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.number)

    @property
    def title_field(self) -> str:
        """The field that names the thing."""
        return "name"

    @property
    def title(self) -> str:
        return self.said(self.title_field)


class Dated(models.Model):
    """When: the period as written, and its bounds; an empty period is one that nobody knows."""

    period = models.CharField(max_length=25, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class Confidence(models.TextChoices):
    """How far a fact may be trusted, given who says it."""

    HIGH = "high", _("high confidence")
    MEDIUM = "medium", _("medium confidence")
    LOW = "low", _("low confidence")


class Commune(Translated):
    """The commune this house belongs to: there is one."""

    name = models.CharField(max_length=120)
    insee = models.CharField(max_length=5, blank=True)
    postal_code = models.CharField(max_length=5, blank=True)
    siret = models.CharField(max_length=14, blank=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True, blank=True)
    description = models.TextField(blank=True)
    website = models.URLField(blank=True)
    demonstration = models.BooleanField(default=False)
    notice = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_commune"),
        ]

    def __str__(self) -> str:
        return self.name


class Place(Thing):
    """Somewhere in the commune or around it; its geometry may be unknown."""

    class Nature(models.TextChoices):
        COMMUNE = "commune", _("commune")
        DISTRICT = "district", _("district")
        BUILDING = "building", _("building")
        SITE = "site", _("site")
        LAND = "land", _("land")
        ROAD = "road", _("road or path")
        REGION = "region", _("wider area")

    kind = "place"
    name = models.CharField(max_length=200)
    nature = models.CharField(max_length=10, choices=Nature)
    geometry = models.JSONField(null=True, blank=True)  # GeoJSON, WGS 84; null: unknown
    note = models.TextField(blank=True)


class Layer(Thing):
    """A layer of the commune's own map: its outline, its districts, its roads…; where it comes from is cited."""

    class Nature(models.TextChoices):
        """In the order in which they are drawn, from the ground up."""

        OUTLINE = "outline", _("outline of the commune")
        GREEN = "green", _("green spaces and fields")
        WATER = "water", _("water")
        DISTRICT = "district", _("districts")
        BUILDING = "building", _("buildings")
        ROAD = "road", _("roads and paths")
        RAIL = "rail", _("railways")
        OTHER = "other", _("other things")

    kind = "layer"
    name = models.CharField(max_length=200)
    nature = models.CharField(max_length=10, choices=Nature)
    licence = models.CharField(max_length=100)
    note = models.TextField(blank=True)
    # Told by its drawing, for pages that need not read it.
    digest = models.CharField(max_length=64)
    features = models.PositiveIntegerField()
    vertices = models.PositiveIntegerField()
    bounds = models.JSONField()  # west, south, east, north


class LayerDrawing(models.Model):
    """What a layer draws: kept apart, for it may weigh megabytes where its name is all that is asked for."""

    layer = models.OneToOneField(Layer, on_delete=models.CASCADE, related_name="drawing")
    features = models.JSONField()  # GeoJSON geometries, WGS 84, each perhaps with its name
    sketch = models.JSONField()  # the same with fewer points, for a page

    def __str__(self) -> str:
        return self.layer.key


class Organisation(Thing, Actor):
    """A living actor of the commune, or one that walks with it."""

    kind = "organisation"
    name = models.CharField(max_length=200)
    role = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["rna"], condition=~models.Q(rna=""), name="one_organisation_per_rna_number"
            ),
        ]


class RegisterEntry(models.Model):
    """One line of the register: who did what to which thing. The database refuses to change it."""

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    act = models.CharField(max_length=60)
    kind = models.CharField(max_length=30, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True)
    by = models.CharField(max_length=80)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sequence"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["kind", "number"], name="register_thing")
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"

    def content(self) -> dict[str, Any]:
        """What the digest seals, the previous digest included."""
        return {
            "sequence": self.sequence,
            "at": self.at.isoformat(timespec="microseconds"),
            "act": self.act,
            "kind": self.kind,
            "number": self.number,
            "by": self.by,
            "details": self.details,
            "previous": self.previous,
        }


class Relation(models.TextChoices):
    """How one thing of the thread bears on another; read from origin to destination."""

    ANSWERS = "answers", _("answers")
    ASSESSES = "assesses", _("assesses")
    DECIDES = "decides", _("decides")
    BINDS = "binds", _("binds")
    TRIES = "tries", _("tries")
    LAYS = "lays", _("lays")
    MEASURES = "measures", _("measures")
    SCALES = "scales", _("scales up")
    SUPPORTS = "supports", _("supports")
    TEACHES = "teaches", _("teaches")
    ENABLES = "enables", _("made possible")
    SERVES = "serves", _("serves")
    TELLS = "tells", _("tells of")
    REPLACES = "replaces", _("replaces")


class Link(Translated, Dated):
    """A stretch of the thread: one thing, a relation, another thing, perhaps a date and a source."""

    relation = models.CharField(max_length=10, choices=Relation)
    origin_kind = models.CharField(max_length=30)
    origin_number = models.PositiveIntegerField()
    destination_kind = models.CharField(max_length=30)
    destination_number = models.PositiveIntegerField()
    source_number = models.PositiveIntegerField(null=True, blank=True)
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    note = models.TextField(blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["relation", "origin_kind", "origin_number", "destination_kind", "destination_number"],
                name="link_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["origin_kind", "origin_number"], name="link_origin"),
            models.Index(fields=["destination_kind", "destination_number"], name="link_destination"),
        ]

    def __str__(self) -> str:
        return f"{self.origin.kind} {self.origin.number} {self.relation} {self.destination}"

    @property
    def origin(self) -> Reference:
        return Reference(self.origin_kind, self.origin_number)

    @property
    def destination(self) -> Reference:
        return Reference(self.destination_kind, self.destination_number)
