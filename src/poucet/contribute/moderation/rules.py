"""Who may do what in moderation: for each act, the roles that may; what is not here is nobody's.

Anybody may send a notice. An appeal may also be decided by an elected member: the smallest town hall has one clerk.
"""

from __future__ import annotations

from poucet.town.people.roles import Role

DECIDE, SETTLE = "moderation.decide", "moderation.settle"
RIGHTS = {DECIDE: {Role.AGENT}, SETTLE: {Role.AGENT, Role.ELECTED}}
