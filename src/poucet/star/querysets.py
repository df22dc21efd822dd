"""Questions asked of the star."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet

if TYPE_CHECKING:
    from poucet.star.models import Target


def holding(targets: QuerySet[Target]) -> QuerySet[Target]:
    """Of each facet, the last version of its target."""
    newer = targets.model._default_manager.filter(facet=OuterRef("facet"), version__gt=OuterRef("version"))
    return targets.filter(~Exists(newer))
