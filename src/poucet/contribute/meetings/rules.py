"""Who may do what with meetings: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {"meeting.see": EVERYBODY, "meeting.write": {Role.AGENT}, "meeting.host": {Role.AGENT}}
