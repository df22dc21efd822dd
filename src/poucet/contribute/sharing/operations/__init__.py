"""Acts on offers and needs: publish, take a share, step back, say what was delivered."""

from __future__ import annotations

from poucet.contribute.sharing.operations.ledger import tell_delivery
from poucet.contribute.sharing.operations.postings import (
    Offered,
    close_posting,
    make_offer,
    prepare_worksite,
    withdraw_posting,
    write_posting,
)
from poucet.contribute.sharing.operations.shares import Taking, read_emergency_contacts, step_back, take
from poucet.contribute.sharing.operations.tidying import destroy_emergency_contacts

__all__ = [
    "Offered",
    "Taking",
    "close_posting",
    "destroy_emergency_contacts",
    "make_offer",
    "prepare_worksite",
    "read_emergency_contacts",
    "step_back",
    "take",
    "tell_delivery",
    "withdraw_posting",
    "write_posting",
]
