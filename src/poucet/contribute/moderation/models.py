"""State of moderation: cases, the notices that opened them, what was decided, who objected, what is hidden."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poucet.contribute.moderation.grounds import Ground, Measure
from poucet.town.people.models import Person
from poucet.town.things import Reference


class Case(models.Model):
    """What was pointed at, or taken up by a moderator, and where it stands."""

    class State(models.TextChoices):
        OPEN = "open", _("to be decided")
        DECIDED = "decided", _("decided")
        APPEALED = "appealed", _("appeal to be decided")

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=30)
    thing_number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    own_initiative = models.BooleanField(default=False)
    author = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="cases"
    )  # of what is moderated, while it is needed
    author_contact = models.CharField(max_length=200, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["due_at", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["kind", "thing_number"],
                condition=Q(state__in=["open", "appealed"]),
                name="one_case_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.number}"

    @property
    def reference(self) -> Reference:
        """What it is about."""
        return Reference(self.kind, self.thing_number)


class Report(models.Model):
    """A notice: who points at what, and why (article 16 of the regulation on digital services)."""

    number = models.PositiveIntegerField(unique=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    at = models.DateTimeField()
    ground = models.CharField(max_length=11, choices=Ground)
    explanation = models.TextField(blank=True)
    address = models.CharField(max_length=300, blank=True)  # the exact one, as the form gave it
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(max_length=200, blank=True)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    whose = models.CharField(max_length=64, blank=True)  # a keyed print of their e-mail, else of their place
    place = models.CharField(max_length=64, blank=True)  # a keyed print of where it was sent from
    is_fresh = models.BooleanField()  # from somebody the house did not know a week ago

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "number"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "at"], name="report_from"),
            models.Index(fields=["whose", "at"], name="report_whose"),
        ]

    def __str__(self) -> str:
        return f"notice {self.number}"


class Appeal(models.Model):
    """Its author, or somebody who pointed at it, objects to what was decided."""

    class Side(models.TextChoices):
        AUTHOR = "author", _("its author")
        NOTIFIER = "notifier", _("somebody who pointed at it")

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="appeals")
    side = models.CharField(max_length=8, choices=Side)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, null=True, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar[list[str]] = ["at", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "report"], name="one_appeal_per_notice"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(side="author"), name="one_appeal_of_the_author"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.side}"


class Decision(models.Model):
    """What somebody decided, on which ground, and why in words; never a machine."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField()  # 0: the first; more: on appeal
    measure = models.CharField(max_length=6, choices=Measure)
    ground = models.CharField(max_length=11, choices=Ground, blank=True)  # none where all of it may stay
    explanation = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="decisions")
    at = models.DateTimeField()
    hours = models.DecimalField(max_digits=9, decimal_places=1)  # since the case, or the appeal
    was_late = models.BooleanField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "position"], name="one_decision_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.measure}"


class Hidden(models.Model):
    """What moderation hides now: read by the past too, so that no day of it shows it."""

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="hides")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "number"], name="hidden_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
