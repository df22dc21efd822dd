"""State of offers and needs: what there is, who takes a share, the ledger, the sheet of a worksite."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from poucet.contribute.agreements.terms import Contribution
from poucet.contribute.models import Channel
from poucet.contribute.sharing.querysets import PostingQuerySet
from poucet.contribute.sharing.terms import Event, Half, Side, Standing
from poucet.town.models import Organisation, Place, Thing
from poucet.town.people.models import Person, Service
from poucet.town.querysets import StandingManager

PostingManager = StandingManager.from_queryset(PostingQuerySet)


class Posting(Thing):
    """A need or an offer, with how much of it there is."""

    kind = "posting"
    side = models.CharField(max_length=5, choices=Side)
    sort = models.CharField(max_length=11, choices=Contribution)
    name = models.CharField(max_length=200)
    text = models.TextField()
    quantity = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)  # null: no limit
    unit = models.CharField(max_length=40)
    from_day = models.DateField(null=True, blank=True)  # null: nobody knows yet
    to_day = models.DateField(null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="postings")
    place_text = models.CharField(max_length=200, blank=True)
    conditions = models.TextField(blank=True)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="postings")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="postings"
    )
    author_name = models.CharField(max_length=120, blank=True)  # of whoever offers, only if they wish it
    posted_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    is_worksite = models.BooleanField(default=False)
    # Money is pledged here and never collected; the law asks for these two before anybody else may.
    mandate_reference = models.CharField(max_length=200, blank=True)
    accountant_on = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)
    example = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Any]] = PostingManager()

    class Meta(Thing.Meta):
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(quantity=None) | models.Q(quantity__gt=0), name="posting_holds_something"
            ),
            models.CheckConstraint(
                condition=models.Q(from_day=None)
                | models.Q(to_day=None)
                | models.Q(to_day__gte=models.F("from_day")),
                name="posting_ends_after_it_starts",
            ),
        ]

    def is_open(self, day: date) -> bool:
        """Whether a share of it may still be taken on a day."""
        return self.closed_on is None and (self.to_day is None or day <= self.to_day)

    @property
    def is_need(self) -> bool:
        return self.side == Side.NEED

    @property
    def is_money(self) -> bool:
        return self.sort == Contribution.MONEY


class Poster(models.Model):
    """Who made an offer, or how to reach who has no account: for the house alone, never in the past."""

    posting = models.OneToOneField(Posting, models.CASCADE, related_name="poster")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="postings")
    contact = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    def __str__(self) -> str:
        return f"poster of {self.posting_id}"


class Promise(models.Model):
    """A share that somebody takes of a need or an offer: personal, so never in the past."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="promises")
    position = models.PositiveIntegerField()  # the order in which they came
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="promises")
    organisation = models.ForeignKey(  # in whose name, shown on the page of both
        Organisation, models.PROTECT, null=True, blank=True, related_name="promises"
    )
    name = models.CharField(max_length=120, blank=True)  # shown, so only if they wish it
    contact = models.CharField(max_length=200, blank=True)  # of who has no account; the town hall reads it
    guardian = models.CharField(max_length=120, blank=True)  # who answers for minors: a role, no child's name
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    state = models.CharField(max_length=9, choices=Standing, default=Standing.WAITING)
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    at = models.DateTimeField()
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    class Meta:
        ordering: ClassVar[list[str]] = ["posting", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["posting", "position"], name="promise_position_once"),
            models.UniqueConstraint(
                fields=["posting", "person"],
                condition=~models.Q(state=Standing.WITHDRAWN),
                name="one_standing_promise_each",
            ),
            models.CheckConstraint(condition=models.Q(quantity__gt=0), name="promise_holds_something"),
        ]

    def __str__(self) -> str:
        return f"{self.posting_id} {self.position} {self.state}"


class EmergencyContact(models.Model):
    """Whom to call if something happens on a worksite: destroyed thirty days after it."""

    promise = models.OneToOneField(Promise, models.CASCADE, related_name="emergency")
    text = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"emergency of {self.promise_id}"


class Worksite(models.Model):
    """What agents prepare for a worksite: the briefing, what the insurer was told, minors."""

    posting = models.OneToOneField(Posting, models.CASCADE, related_name="worksite")
    briefing = models.TextField(blank=True)
    insurer_told_on = models.DateField(null=True, blank=True)
    insurer_reference = models.CharField(max_length=200, blank=True)
    guardian_note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"worksite of {self.posting_id}"


class SharingLine(models.Model):
    """One line of the ledger, for ever: it names a share by its number, and nobody; a mistake is another line."""

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="ledger")
    position = models.PositiveIntegerField()
    share = models.PositiveIntegerField()  # the position of the promise
    event = models.CharField(max_length=9, choices=Event)
    half = models.CharField(max_length=8, choices=Half)  # who says so
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    on = models.DateField()
    about = models.PositiveIntegerField(null=True, blank=True)  # the line that it takes the place of

    class Meta:
        ordering: ClassVar[list[str]] = ["posting", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["posting", "position"], name="sharing_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.event}"
