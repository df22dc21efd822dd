"""Who may do what with texts: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {
    "text.see": EVERYBODY,
    "suggestion.see": EVERYBODY,
    "text.write": {Role.AGENT},
    "suggestion.enter": {Role.AGENT},
    "suggestion.answer": {Role.AGENT},
}
