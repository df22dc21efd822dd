"""State of the agreements: two columns of commitments, a ledger, signatures of one same text."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from poucet.contribute.agreements.querysets import AgreementQuerySet
from poucet.contribute.agreements.terms import Contribution, Event, Party, Recurrence, Side, State
from poucet.town.models import Dated, Organisation, Place, Thing
from poucet.town.people.models import Person, Service
from poucet.town.querysets import StandingManager

TEXTS = (
    "purpose", "ownership", "insurance", "upkeep", "exit_clause", "error_clause", "handover_clause",
    "we_commit", "we_ask", "upkeep_plan", "visit_note", "study", "reason", "counter_proposal", "done",
    "lesson", "measured", "note",
)  # fmt: skip


AgreementManager = StandingManager.from_queryset(AgreementQuerySet)


class Agreement(Thing, Dated):
    """What the town and residents do together; its period is how long it lasts."""

    kind = "agreement"
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    state = models.CharField(max_length=13, choices=State, default=State.IDEA)
    version = models.PositiveSmallIntegerField(default=1)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="agreements")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    party = models.CharField(max_length=200, blank=True)  # « la rue des Lilas »: never a private name
    party_nature = models.CharField(max_length=11, choices=Party)
    service = models.ForeignKey(Service, models.PROTECT, null=True, blank=True, related_name="agreements")
    town_contact = models.CharField(max_length=200, blank=True)  # roles, not names
    residents_contact = models.CharField(max_length=200, blank=True)
    # What was asked.
    requested_on = models.DateField(null=True, blank=True)
    answer_due = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    we_commit = models.TextField(blank=True)
    we_ask = models.TextField(blank=True)
    upkeep_plan = models.TextField(blank=True)
    duration_wished = models.CharField(max_length=120, blank=True)
    # How it was studied: seen on the spot, then weighed on one page.
    visited_on = models.DateField(null=True, blank=True)
    visit_note = models.TextField(blank=True)
    study = models.TextField(blank=True)
    # What holds besides the commitments.
    ownership = models.TextField(blank=True)
    insurance = models.TextField(blank=True)
    upkeep = models.TextField(blank=True)
    upkeep_period = models.CharField(max_length=120, blank=True)
    review_on = models.DateField(null=True, blank=True)
    # The first review is part of what was signed; the next ones, and the last that was held, are not.
    next_review_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    exit_clause = models.TextField(blank=True)
    error_clause = models.TextField(blank=True)
    handover_clause = models.TextField(blank=True)
    # What one hour is counted for, if the two halves wish so: nothing is priced without it.
    hour_rate_eur = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    hour_rate_source = models.CharField(max_length=200, blank=True)
    # How it ended, or why it never began.
    reason = models.TextField(blank=True)
    counter_proposal = models.TextField(blank=True)
    done = models.TextField(blank=True)
    lesson = models.TextField(blank=True)
    measured = models.TextField(blank=True)
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Any]] = AgreementManager()

    @property
    def review_date(self) -> date | None:
        """When both halves meet next to look at it."""
        return self.next_review_on or self.review_on


class Commitment(models.Model):
    """One line of a column: what one half gives, how much, by when, who answers for it."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="commitments")
    key = models.CharField(max_length=60)
    side = models.CharField(max_length=9, choices=Side)
    position = models.PositiveSmallIntegerField()
    deliverable = models.CharField(max_length=300)
    contribution = models.CharField(max_length=11, choices=Contribution)
    quantity = models.DecimalField(max_digits=25, decimal_places=10, null=True, blank=True)  # null: unknown
    unit = models.CharField(max_length=80, blank=True)
    due = models.DateField(null=True, blank=True)
    holder = models.CharField(max_length=200, blank=True)  # a role or an organisation
    evidence = models.CharField(max_length=300, blank=True)
    recurrence = models.CharField(max_length=9, choices=Recurrence, blank=True)  # of an upkeep

    class Meta:
        ordering: ClassVar[list[str]] = ["agreement", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "key"], name="commitment_key_once"),
            models.CheckConstraint(
                condition=models.Q(recurrence="") | models.Q(due__isnull=False),
                name="upkeep_has_a_first_date",
            ),
        ]

    def __str__(self) -> str:
        return self.deliverable

    @property
    def is_upkeep(self) -> bool:
        return bool(self.recurrence)


class LedgerLine(models.Model):
    """One line of the ledger, for ever: a mistake is mended by another line, about this one."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="ledger")
    position = models.PositiveIntegerField()
    commitment = models.ForeignKey(Commitment, models.PROTECT, related_name="lines")
    event = models.CharField(max_length=13, choices=Event)
    side = models.CharField(max_length=9, choices=Side)  # which half says so
    on = models.DateField()
    quantity = models.DecimalField(max_digits=25, decimal_places=10, null=True, blank=True)  # null: unknown
    occasion = models.DateField(null=True, blank=True)  # which date of an upkeep it answers
    evidence = models.TextField(blank=True)
    about = models.PositiveIntegerField(null=True, blank=True)  # the line that it validates, or mends

    class Meta:
        ordering: ClassVar[list[str]] = ["agreement", "position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "position"], name="ledger_position_once"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.event}"


class SignedText(models.Model):
    """The text of a version, as both halves sign it."""

    agreement = models.ForeignKey(Agreement, models.PROTECT, related_name="texts")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["agreement", "version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agreement", "version"], name="signed_text_once"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} v{self.version}"


class SideSignature(models.Model):
    """One half signed a text."""

    class Means(models.TextChoices):
        CODE = "code"
        PAPER = "paper"

    text = models.ForeignKey(SignedText, models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=9, choices=Side)
    on = models.DateField()
    means = models.CharField(max_length=5, choices=Means)
    signer = models.CharField(max_length=200)  # in what capacity: « la maire », « la présidente »
    paper_digest = models.CharField(max_length=64, blank=True)  # of the scan, kept by the town hall

    class Meta:
        ordering: ClassVar[list[str]] = ["text", "side"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["text", "side"], name="side_signs_once"),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.side}"


class Annex(models.Model):
    """What only the two halves read: names, telephones. No page for everybody shows it, nor the past."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="annex")
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"annex {self.agreement_id}"


class SigningCode(models.Model):
    """A code that signs once, for one half and one version; only its keyed digest is kept."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="codes")
    version = models.PositiveSmallIntegerField()
    side = models.CharField(max_length=9, choices=Side)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.agreement_id} v{self.version} {self.side}"


class Reminder(models.Model):
    """Somebody is to be reminded of a date; written once, whoever asks again."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="reminders")
    subject = models.CharField(max_length=60, blank=True)  # key of the commitment; empty: the review
    occasion: models.DateField[date, date] = models.DateField()
    offset = models.SmallIntegerField()  # days from the occasion: -14, -3, 0, 7
    on = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["on", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agreement", "subject", "occasion", "offset"], name="reminded_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.subject} {self.occasion} {self.offset:+d}"


class Applicant(models.Model):
    """Who asked for an agreement, and how to reach them; no page for everybody reads it."""

    agreement = models.OneToOneField(Agreement, models.CASCADE, related_name="applicant")
    person = models.ForeignKey(Person, models.PROTECT, related_name="applications")
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    def __str__(self) -> str:
        return f"{self.agreement.key} {self.person}"
