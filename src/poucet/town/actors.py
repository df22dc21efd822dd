"""What is known of an actor of the commune beyond its name: since when, what it does, whether it still does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from poucet.engines.errors import InputError
from poucet.town.periods import Period, parse_period

# W and nine digits; in Corsica and overseas, the department brings a letter (W2A1000123, W9R2001234).
RNA = re.compile(r"W[0-9][0-9A-Z][0-9]{7}")
_LA_POSTE = "356000000"  # its SIRETs are checked by the plain sum of their digits (a multiple of 5)


class Nature(models.TextChoices):
    """What kind of actor; blank where nobody knows."""

    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    SCHOOL = "school", _("school")
    PUBLIC_BODY = "public_body", _("public body")
    FARM = "farm", _("farm")
    GROUP = "group", _("group of residents")
    OTHER = "other", _("other kind of actor")


class Standing(models.TextChoices):
    """Whether it still exists, as declared; blank where nobody knows."""

    ACTIVE = "active", _("declared active")
    DISSOLVED = "dissolved", _("dissolved")
    REMOVED = "removed", _("struck off the register")


class Activity(models.TextChoices):
    """Whether it did something in a year."""

    YES = "yes", _("active")
    NO = "no", _("at rest")
    UNKNOWN = "unknown", _("unknown")


class Actor(models.Model):
    """The facts of an actor; a day is written as a period (`1998`, `1998-03`, `1998-03-02`), empty if unknown."""

    nature = models.CharField(max_length=11, choices=Nature, blank=True)
    field = models.CharField(max_length=100, blank=True)
    founded = models.CharField(max_length=10, blank=True)
    dissolved = models.CharField(max_length=10, blank=True)
    standing = models.CharField(max_length=9, choices=Standing, blank=True)
    seat = models.CharField(max_length=5, blank=True)  # Insee code of the commune of its seat
    siret = models.CharField(max_length=14, blank=True)
    rna = models.CharField(max_length=10, blank=True)
    website = models.URLField(max_length=300, blank=True)

    class Meta:
        abstract = True


class OrganisationYear(models.Model):
    """Whether an organisation was active in a year, and which source says so."""

    organisation = models.ForeignKey("town.Organisation", on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    active = models.CharField(max_length=7, choices=Activity)
    source_number = models.PositiveIntegerField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["year"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["organisation", "year"], name="one_row_per_year_of_activity"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.year} {self.active}"


def is_siret(text: str) -> bool:
    """Fourteen digits whose key holds (Luhn)."""
    if not (len(text) == 14 and text.isascii() and text.isdecimal()):
        return False
    if text.startswith(_LA_POSTE) and sum(map(int, text)) % 5 == 0:
        return True
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(text))
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def is_rna(text: str) -> bool:
    return RNA.fullmatch(text) is not None


def is_website(text: str) -> bool:
    """An address that a page may lead to: never one that runs a script."""
    return text.startswith(("http://", "https://"))


@dataclass(frozen=True)
class Unsound:
    """A fact that cannot hold: its field, what is wrong, what was found."""

    field: str
    code: str
    found: str


def faults_in(said: Mapping[str, Any]) -> Iterator[Unsound]:
    """The facts of an actor that cannot hold, by themselves or beside the others."""
    days = {name: _day(said.get(name, "")) for name in ("founded", "dissolved")}
    for name, day in days.items():
        if said.get(name) and day is None:
            yield Unsound(name, "organisation.day_malformed", said[name])
    founded, dissolved = days["founded"], days["dissolved"]
    if founded and dissolved and dissolved.until < founded.since:
        yield Unsound("dissolved", "organisation.dissolved_before", said["dissolved"])
    if dissolved and said.get("standing") == Standing.ACTIVE:
        yield Unsound("standing", "organisation.active_and_dissolved", said["dissolved"])
    for name, is_sound in (("siret", is_siret), ("rna", is_rna), ("website", is_website)):
        if said.get(name) and not is_sound(said[name]):
            yield Unsound(name, f"organisation.{name}", said[name])


def _day(text: str) -> Period | None:
    """A year, a month or a day; nothing where the text says none."""
    try:
        period = parse_period(text) if text else None
    except InputError:
        return None
    return None if period is None or period.is_interval else period
