"""Acts on calls and ideas: open, propose, rewrite, support, answer."""

from __future__ import annotations

from poucet.contribute.operations.answers import Step, reply
from poucet.contribute.operations.calls import Rules, current_charter, write_call
from poucet.contribute.operations.ideas import (
    Bringer,
    Idea,
    propose,
    rewrite,
    support,
    take_support_back,
    write_proposal,
)

__all__ = [
    "Bringer",
    "Idea",
    "Rules",
    "Step",
    "current_charter",
    "propose",
    "reply",
    "rewrite",
    "support",
    "take_support_back",
    "write_call",
    "write_proposal",
]
