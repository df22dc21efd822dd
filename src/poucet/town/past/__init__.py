"""The past of the house, kept by the database: what any page said on a day can be read again.

Each table that public pages read has a past twin, in which triggers write every row with the lines of the
register from which it stood and until which. Reading the past lays views of the twins over the tables, so that
the pages of today show that day and know nothing of it.
"""

from __future__ import annotations

from poucet.town.past.erasing import erase_from_the_past
from poucet.town.past.keeping import KeepPast, KeepPastAgain, LiftPast, OpenThePast
from poucet.town.past.kept import cover, kept_models, leave_out, tell_otherwise
from poucet.town.past.offered import is_offered, offer
from poucet.town.past.reading import BeforeTheFirstLine, as_of

__all__ = [
    "BeforeTheFirstLine",
    "KeepPast",
    "KeepPastAgain",
    "LiftPast",
    "OpenThePast",
    "as_of",
    "cover",
    "erase_from_the_past",
    "is_offered",
    "kept_models",
    "leave_out",
    "offer",
    "tell_otherwise",
]
