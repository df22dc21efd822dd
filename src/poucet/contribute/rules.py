"""Who may do what with calls and ideas: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {
    "call.see": EVERYBODY,
    "call.write": {Role.AGENT},
    "proposal.see": EVERYBODY,
    "proposal.enter": {Role.AGENT},
    "proposal.answer": {Role.AGENT, Role.ELECTED},
}
