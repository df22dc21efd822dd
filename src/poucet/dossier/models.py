"""What the dossier keeps: the files as they were last loaded, to give them back to the byte."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class KeptFile(models.Model):
    """A file as somebody wrote it: layout, comments and all."""

    path = models.CharField(max_length=300, unique=True)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar[list[str]] = ["path"]

    def __str__(self) -> str:
        return self.path
