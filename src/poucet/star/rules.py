"""Who may do what in this room: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY, Role

RIGHTS = {f"{kind}.see": EVERYBODY for kind in ("framework", "facet", "axis", "story")} | {
    "facet.write": {Role.AGENT},
    "story.write": {Role.AGENT},
}
