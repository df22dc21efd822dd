"""State of what residents propose: calls with their phases and charters, proposals, what was answered."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from poucet.contribute.querysets import ProposalManager
from poucet.contribute.states import State
from poucet.star.models import Facet
from poucet.town.models import Organisation, Place, Thing, Translated
from poucet.town.people.models import Person


class Act(models.TextChoices):
    """What a phase may open."""

    PROPOSE = "propose", _("propose an idea")
    SUPPORT = "support", _("support an idea")
    COMMENT = "comment", _("comment on an idea")


class Channel(models.TextChoices):
    """How an act came in."""

    WEB = "web", _("on the site")
    PAPER = "paper", _("on paper")
    DESK = "desk", _("at the town hall")
    PHONE = "phone", _("by telephone")
    MEETING = "meeting", _("in a meeting")


class Call(Thing):
    """A subject opened to residents: its phases, and the rules of its game."""

    kind = "call"
    name = models.CharField(max_length=200)
    summary = models.TextField()
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)


class Charter(Translated):
    """The rules of the game in one of their versions; none of them is ever left blank."""

    class Level(models.TextChoices):
        """How far residents go; the commune decides in law."""

        INFORM = "inform", _("inform")
        CONSULT = "consult", _("consult")
        CONCERT = "concert", _("work out together")
        DESIGN = "design", _("design together")
        MAKE = "make", _("make together")
        ENTRUST = "entrust", _("entrust")

    TEXTS: ClassVar[tuple[str, ...]] = (
        "subject",
        "negotiable",
        "not_negotiable",
        "decided_by",
        "decided_how",
        "who_may",
        "money",
        "voting_rule",
        "tie_rule",
        "quorum",
        "data_kept",
        "moderators",
    )

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="charters")
    version = models.PositiveSmallIntegerField()
    since = models.DateField()
    subject = models.TextField()
    negotiable = models.TextField()
    not_negotiable = models.TextField()
    level = models.CharField(max_length=7, choices=Level)
    decided_by = models.TextField()
    decided_how = models.TextField()
    who_may = models.TextField()
    minimum_age = models.PositiveSmallIntegerField()
    verification = models.PositiveSmallIntegerField(choices=Person.Level, default=Person.Level.REACHED)
    money = models.TextField()
    voting_rule = models.TextField()
    tie_rule = models.TextField()
    quorum = models.TextField()
    answer_days = models.PositiveSmallIntegerField(default=60)
    data_kept = models.TextField()
    data_until = models.CharField(max_length=25)
    moderators = models.TextField()
    reason = models.TextField(blank=True)  # why the rules changed

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["call", "version"], name="one_charter_per_version"),
            models.CheckConstraint(
                condition=Q(version=1) | ~Q(reason=""), name="changed_charter_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call.key} v{self.version}"


class Phase(Translated):
    """A stretch of days of a call, and what it opens; without an end, it stays open."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)  # the last day, whole
    acts = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["call", "position"], name="one_phase_per_position"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="phase_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        return self.said("name")

    @property
    def opens(self) -> list[str]:
        """What it opens, in everyday words."""
        return [str(Act(act).label) for act in self.acts]


class Proposal(Thing):
    """An idea that somebody proposes to the commune, and where its answer stands."""

    class Author(models.TextChoices):
        RESIDENT = "resident", _("a resident")
        GROUP = "group", _("a group of residents")
        CLASS = "class", _("a class or a school")
        ORGANISATION = "organisation", _("an organisation")

    kind = "proposal"
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="proposals")
    charter_version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    text = models.TextField(max_length=4000)
    version = models.PositiveSmallIntegerField(default=1)
    place = models.ForeignKey(
        Place, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    facet = models.ForeignKey(
        Facet, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    author = models.CharField(max_length=12, choices=Author, default=Author.RESIDENT)
    author_name = models.CharField(max_length=120, blank=True)  # as its authors wish to be named, if at all
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    proposed_on = models.DateField()
    answer_due = models.DateField()
    # Told by the last reply, for lists that need not read it.
    state = models.CharField(max_length=18, choices=State, default=State.RECEIVED)
    next_on = models.DateField(null=True, blank=True)
    supports = models.PositiveIntegerField(default=0)
    example = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    objects: ClassVar[Any] = ProposalManager()

    class Meta(Thing.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "answer_due"], name="proposal_due"),
        ]


class Revision(models.Model):
    """What a proposal said in a version that its author has since rewritten."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="revisions")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    text = models.TextField()
    until = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "version"], name="one_revision_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal.key} v{self.version}"


class Reply(models.Model):
    """What the town hall answered: a state, its reason, the service that holds it, what comes next."""

    class Role(models.TextChoices):
        AGENT = "agent", _("for the town hall")
        ELECTED = "elected", _("elected member")
        AUTHOR = "author", _("its author")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="replies")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=18, choices=State)
    reason = models.TextField()
    service = models.CharField(max_length=200, blank=True)
    next_on = models.DateField(null=True, blank=True)
    on = models.DateField()
    role = models.CharField(max_length=7, choices=Role)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "position"], name="one_reply_per_position"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal.key} {self.state}"


class Authorship(models.Model):
    """Who proposed, and how to reach them; no page for everybody reads it."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="authorship")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="authorships"
    )
    contact = models.CharField(max_length=200, blank=True)  # of who has no account: as they gave it
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    def __str__(self) -> str:
        return f"{self.proposal.key} {self.person or '–'}"


class Support(models.Model):
    """Somebody holds an idea to be good; who they are is not public."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supporters")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="supports")
    charter_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["proposal", "person"], name="one_support_each"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal.key} {self.person}"


class Notice(models.Model):
    """A line of the register that a person was told of by letter: once."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    line = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    at_once = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["person", "line"], name="told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.line}"


class Silence(models.Model):
    """Somebody wishes no letters about what they follow."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="silence")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.person)
