"""State of comments: what is said of an idea, what it said before, who wrote it (apart)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from poucet.contribute.models import Channel, Proposal
from poucet.town.models import Thing
from poucet.town.people.models import Person

LONGEST, LONGEST_TITLE = 2000, 80
FREE_FOR = timedelta(minutes=15)  # to mend a slip; afterwards what was said stays readable


class Tag(models.TextChoices):
    """What a comment brings."""

    FOR = "for", pgettext_lazy("a comment", "for")
    AGAINST = "against", pgettext_lazy("a comment", "against")
    QUESTION = "question", pgettext_lazy("a comment", "question")
    EXPERIENCE = "experience", pgettext_lazy("a comment", "experience")


class CommentManager(models.Manager[Any]):
    """Comments that stand, on ideas that stand."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(withdrawn=False, proposal__withdrawn=False)


class Comment(Thing):
    """What somebody says of an idea, or answers to such a comment: there is no third level."""

    kind = "comment"
    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="answers"
    )
    name = models.CharField(max_length=LONGEST_TITLE)  # how its text begins, for lists
    tag = models.CharField(max_length=10, choices=Tag)
    text = models.TextField(max_length=LONGEST)
    version = models.PositiveSmallIntegerField(default=1)
    author_name = models.CharField(max_length=120, blank=True)  # as its author wishes to be named, if at all
    channel = models.CharField(max_length=7, choices=Channel, default=Channel.WEB)
    written_on = models.DateField()
    example = models.BooleanField(default=False)

    objects: ClassVar[Any] = CommentManager()

    class Meta(Thing.Meta):
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["proposal", "number"], name="comment_of_idea")
        ]


class Wording(models.Model):
    """What a comment said in a version that its author has since rewritten."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="wordings")
    version = models.PositiveSmallIntegerField()
    tag = models.CharField(max_length=10, choices=Tag)
    text = models.TextField()
    until = models.DateField()

    class Meta:
        ordering: ClassVar[list[str]] = ["version"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["comment", "version"], name="one_wording_per_version"),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id} v{self.version}"


class Penned(models.Model):
    """Who wrote a comment, when to the second, and how to reach them; no page for everybody reads it."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="penned")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    contact = models.CharField(max_length=200, blank=True)  # of who has no account: as they gave it
    at = models.DateTimeField()
    since_line = models.PositiveBigIntegerField(default=0)  # the line after which they follow it

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person or '–'}"
