"""Who may do what with comments: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {"comment.see": EVERYBODY, "comment.enter": {Role.AGENT}}
