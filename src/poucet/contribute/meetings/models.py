"""State of the meetings: when and where, what is on the agenda, who can come in, what came of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from poucet.contribute.models import Channel
from poucet.town.models import Place, Thing
from poucet.town.people.models import Person
from poucet.town.things import Reference

DAYS_FOR_MINUTES = 15


class Meeting(Thing):
    """A meeting: announced, perhaps cancelled, held, then told."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", _("announced")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")

    kind = "meeting"
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    place_text = models.CharField(max_length=200, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)  # null: as many as come
    state = models.CharField(max_length=9, choices=State, default=State.ANNOUNCED)
    reason = models.TextField(blank=True)  # why it was cancelled or moved
    festive = models.BooleanField(default=False)  # where people are thanked before everybody
    sequence = models.PositiveIntegerField(default=0)  # raised at each change that a calendar shows
    minutes = models.TextField(blank=True)
    minutes_on = models.DateField(null=True, blank=True)
    attendance = models.PositiveIntegerField(null=True, blank=True)  # how many came, never who
    note = models.TextField(blank=True)
    example = models.BooleanField(default=False)

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="meeting_ends_after_it_starts"
            ),
        ]

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def minutes_due(self) -> date:
        """The last day on which its minutes are owed."""
        return localdate(self.ends_at) + timedelta(days=DAYS_FOR_MINUTES)


class Access(models.Model):
    """Whether one can come in, hear, leave a child, or be brought."""

    class Fact(models.TextChoices):
        STEP_FREE = "step_free", _("without steps")
        LOOP = "loop", _("induction loop")
        CHILDCARE = "childcare", _("childcare")
        TRANSPORT = "transport", _("transport")

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("unknown")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="access")
    fact = models.CharField(max_length=9, choices=Fact)
    answer = models.CharField(max_length=7, choices=Answer)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["meeting", "fact"], name="one_answer_per_fact_of_access"),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.fact} {self.answer}"


class AgendaItem(models.Model):
    """What is spoken of, for how long, and who opens it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    who = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return self.title


class Minute(models.Model):
    """A line of the minutes: what was decided, proposed, promised or asked; tied to what came of it."""

    class Sort(models.TextChoices):
        DECISION = "decision", _("decision")
        IDEA = "idea", _("idea")
        PROMISE = "promise", _("promise")
        QUESTION = "question", _("question")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveSmallIntegerField()
    sort = models.CharField(max_length=8, choices=Sort)
    text = models.TextField()
    who = models.CharField(max_length=120, blank=True)  # only with the person's consent
    thing_kind = models.CharField(max_length=30, blank=True)
    thing_number = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]

    def __str__(self) -> str:
        return f"{self.sort} {self.position}"

    @property
    def thing(self) -> Reference | None:
        """The thing that came of it, if one was written."""
        return Reference(self.thing_kind, self.thing_number) if self.thing_number is not None else None


class Registration(models.Model):
    """Somebody who means to come, with how many; no page for everybody reads it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="registrations")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="registrations"
    )
    name = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=200, blank=True)  # of who has no account: as they gave it
    people = models.PositiveSmallIntegerField(default=1)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    at = models.DateTimeField()
    seated = models.BooleanField(default=False)
    told = models.CharField(max_length=40, blank=True)  # how it stood when they were last written to
    reminded = models.BooleanField(default=False)
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["meeting", "person"], condition=~Q(person=None), name="one_registration_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.people}"

    @property
    def standing(self) -> str:
        """How it stands: seated or not, in which state of the meeting."""
        meeting = self.meeting
        off = "off" if meeting.is_cancelled or meeting.withdrawn else "on"
        return f"{'seated' if self.seated else 'waiting'} {off} {meeting.sequence}"
