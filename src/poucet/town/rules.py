"""Who may do what in this room: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {
    "place.see": EVERYBODY,
    "layer.see": EVERYBODY,
    "organisation.see": EVERYBODY,
    "register.see": EVERYBODY,
    "thread.see": EVERYBODY,
    "desk.open": {Role.AGENT, Role.ELECTED, Role.STEWARD},
    "people.manage": {Role.STEWARD},
    "residence.check": {Role.AGENT},
}
