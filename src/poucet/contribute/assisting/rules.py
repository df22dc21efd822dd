"""Who may do what with assisted sessions: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import Role

RIGHTS = {"assisted.hold": {Role.AGENT}}
