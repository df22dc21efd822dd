"""State of texts written together: the text, its versions, what was suggested of it and by whom (apart)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from poucet.contribute.drafting.differences import Paragraph, split
from poucet.contribute.models import Channel
from poucet.town.models import Thing
from poucet.town.people.models import Person, Service

LONGEST, LONGEST_TITLE, LONGEST_REASON = 4000, 80, 1000


class Act(models.TextChoices):
    """What one suggests of a paragraph."""

    CHANGE = "change", _("say it otherwise")
    ADD = "add", _("add a paragraph after it")
    REMOVE = "remove", _("take it out")


class State(models.TextChoices):
    """Where a suggestion stands."""

    WAITING = "waiting", _("waits for an answer")
    ACCEPTED = "accepted", _("taken up")
    REFUSED = "refused", _("not taken up")


class Drafted(models.Model):
    """Words in numbered paragraphs."""

    text = models.TextField()  # blank lines part its paragraphs
    numbers = models.JSONField(default=list)  # of its paragraphs, in their order

    class Meta:
        abstract = True

    @property
    def paragraphs(self) -> list[Paragraph]:
        return list(zip(self.numbers, split(self.text), strict=True))


class Text(Thing, Drafted):
    """A text that the town writes with residents, as it reads today."""

    kind = "text"
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    decided_by = models.CharField(max_length=200)  # who has the last word: a role or an assembly
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="texts")
    opened_on = models.DateField()
    open_until = models.DateField(null=True, blank=True)  # null: nobody said
    closed_on = models.DateField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    example = models.BooleanField(default=False)

    def is_open(self, day: date) -> bool:
        """Whether one may suggest something of it on a day."""
        if self.closed_on is not None or day < self.opened_on:
            return False
        return self.open_until is None or day <= self.open_until


class Version(Drafted):
    """How a text read, from a day on, and what changed."""

    drafted = models.ForeignKey(Text, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    on = models.DateField()
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["drafted", "number"], name="text_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.drafted_id} v{self.number}"


class SuggestionManager(models.Manager[Any]):
    """Suggestions that stand, on texts that stand."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(withdrawn=False, drafted__withdrawn=False)


class Suggestion(Thing):
    """What somebody would change in a paragraph, with the reason, then the answer with its own."""

    kind = "suggestion"
    drafted = models.ForeignKey(Text, models.CASCADE, related_name="suggestions")
    name = models.CharField(max_length=LONGEST_TITLE)  # how its reason begins, for lists
    act = models.CharField(max_length=6, choices=Act)
    paragraph = models.PositiveSmallIntegerField()  # 0: before the first
    base = models.TextField(blank=True)  # the paragraph as its author read it
    wording = models.TextField(blank=True, max_length=LONGEST)
    reason = models.TextField(max_length=LONGEST_REASON)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(null=True, blank=True)  # that it made, once taken up
    author_name = models.CharField(max_length=120, blank=True)  # as its author wishes to be named, if at all
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    written_on = models.DateField()
    example = models.BooleanField(default=False)

    objects: ClassVar[Any] = SuggestionManager()

    class Meta(Thing.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["drafted", "number"], name="suggestion_of_text")
        ]


class Drafter(models.Model):
    """Who made a suggestion, and how to reach them; no page for everybody reads it."""

    suggestion = models.OneToOneField(Suggestion, models.CASCADE, related_name="drafter")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="suggestions")
    contact = models.CharField(max_length=200, blank=True)  # of who has no account: as they gave it
    at = models.DateTimeField()
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    def __str__(self) -> str:
        return f"{self.suggestion_id} {self.person or '–'}"
