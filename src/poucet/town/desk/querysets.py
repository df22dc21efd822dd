"""Questions asked of the drafts."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef

from poucet.town.models import RegisterEntry

if TYPE_CHECKING:
    from poucet.town.people.models import Person


class DraftQuerySet(models.QuerySet[Any]):
    def open(self) -> Self:
        return self.filter(state="open")

    def of(self, person: Person) -> Self:
        return self.filter(author=person)

    def of_kinds(self, kinds: Collection[str]) -> Self:
        return self.filter(kind__in=kinds)

    def telling_if_overtaken(self) -> Self:
        """With `overtaken`: whether the register has lines about the thing since the draft was opened."""
        since = RegisterEntry.objects.filter(
            kind=OuterRef("kind"), number=OuterRef("number"), sequence__gt=OuterRef("base_line")
        )
        return self.annotate(overtaken=Exists(since))
