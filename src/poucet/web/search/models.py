"""State of the index: a line for each thing that can be found; its words lie beside, where the database seeks best.

`poucet.web.search.stores` makes and reads that second table, `search_words`, which Django does not know.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from poucet.town.things import Reference


class Entry(models.Model):
    """A thing that can be found, and what narrows a search to it."""

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    theme = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=300)
    weight = models.FloatField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "number"], name="one_entry_per_thing"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}: {self.title}"

    @property
    def reference(self) -> Reference:
        return Reference(self.kind, self.number)
