"""Ideas that say nearly the same, shown to whoever is about to propose."""

from __future__ import annotations

from poucet.contribute.models import Proposal
from poucet.town import nearness

AT_MOST = 5


def alike(text: str) -> list[Proposal]:
    """At most five standing ideas, the nearest first."""
    numbers = nearness.nearest(Proposal.kind, text, at_most=AT_MOST)
    found = {one.number: one for one in Proposal.objects.filter(number__in=numbers)}
    return [found[number] for number in numbers if number in found]
