"""Questions asked of what people are entrusted with."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.timezone import now


class GrantQuerySet(models.QuerySet[Any]):
    def standing(self) -> Self:
        """Those that have not come to their end."""
        return self.filter(Q(until=None) | Q(until__gt=now()))
