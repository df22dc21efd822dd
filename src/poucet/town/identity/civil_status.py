"""A civil status turned into a print, and forgotten."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from poucet.town import codes
from poucet.town.errors import RuleError

# What tells one person from all others: FranceConnect calls it the pivot identity and has checked it against the
# national register. It counts the sex too; nobody born the same day in the same place has the same names and
# another sex often enough to ask everybody for it.
CLAIMS = ("family_name", "given_name", "birthdate", "birthplace", "birthcountry")
# Somebody born abroad has no birthplace, somebody may have one name only.
_NEEDED = ("family_name", "birthdate")
_STATUS, _SUBJECT = "poucet.identity.civil-status", "poucet.identity.subject"


@dataclass(frozen=True)
class Prints:
    """All that outlives the request in which somebody's identity was told."""

    civil_status: str
    subject: str


def prints_of(claims: Mapping[str, Any], *, issuer: str, subject: str) -> Prints:
    """Two keyed prints; the same whatever accents, capitals and hyphens the provider writes."""
    told = [_plain(claims.get(name)) for name in CLAIMS]
    if any(not told[CLAIMS.index(name)] for name in _NEEDED):
        raise RuleError("identity.incomplete")
    return Prints(
        civil_status=codes.keyed(json.dumps(told), purpose=_STATUS),
        subject=codes.keyed(json.dumps([issuer, subject]), purpose=_SUBJECT),
    )


def _plain(value: object) -> str:
    if not isinstance(value, str):
        return ""
    signs = unicodedata.normalize("NFKD", value.casefold())
    kept = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())
