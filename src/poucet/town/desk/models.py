"""State of the desk: drafts, apart from anything that is published."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse

from poucet.town.desk.querysets import DraftQuerySet
from poucet.town.people.models import Person
from poucet.town.things import Reference


class Draft(models.Model):
    """A thing as somebody is writing it: what their sheet held when they last kept it, complete or not."""

    class State(models.TextChoices):
        OPEN = "open"
        PUBLISHED = "published"
        DROPPED = "dropped"

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField(null=True, blank=True)  # null: a new thing, until it is published
    title = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    began = models.JSONField(null=True, blank=True)  # what the thing said when the draft was opened
    base_line = models.PositiveBigIntegerField(default=0)  # the last line about the thing at that time
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="drafts")
    asked_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # two windows on one draft are told apart by it
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)

    objects = DraftQuerySet.as_manager()
    overtaken: bool  # only once `telling_if_overtaken` was asked

    class Meta:
        ordering: ClassVar[list[str]] = ["-saved_at", "-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "kind", "number"], name="draft_about"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number or '–'} ({self.author})"

    def get_absolute_url(self) -> str:
        return reverse("desk-draft", args=[self.pk])

    @property
    def is_new(self) -> bool:
        return self.number is None

    @property
    def reference(self) -> Reference | None:
        return None if self.number is None else Reference(self.kind, self.number)

    @property
    def says(self) -> dict[str, Any]:
        content: dict[str, Any] = self.content
        return content
