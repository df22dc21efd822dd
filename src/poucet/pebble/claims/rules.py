"""Who may do what with claims: for each act, the roles that may; what is not here is nobody's."""

from __future__ import annotations

from poucet.town.people.roles import EVERYBODY

RIGHTS = {f"{kind}.see": EVERYBODY for kind in ("model", "claim")}
