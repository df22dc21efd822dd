"""Who may do what with agreements: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {
    "agreement.see": EVERYBODY,
    "agreement.write": {Role.AGENT},
    "agreement.sign": {Role.AGENT, Role.ELECTED},  # for the town
}
