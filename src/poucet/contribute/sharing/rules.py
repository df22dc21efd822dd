"""Who may do what with offers and needs: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {
    "posting.see": EVERYBODY,
    "posting.write": {Role.AGENT},
    "posting.enter": {Role.AGENT},
    "posting.deliver": {Role.AGENT},
    "posting.worksite": {Role.AGENT},
}
