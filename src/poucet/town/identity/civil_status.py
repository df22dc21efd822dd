"""A civil status turned into a print, and forgotten."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from poucet.town import codes
from poucet.town.errors import RuleError

# What an identity card says and FranceConnect has checked against the national register: with it, whoever was seen
# at the desk is known as the same person there. The places of birth would tell more people apart, but a card writes
# them otherwise than the register, which gives numbers; in one town, all the given names and the day are enough.
CLAIMS = ("family_name", "given_name", "birthdate")
_NEEDED = ("family_name", "birthdate")  # somebody may have one name only
_DESK = "desk"  # in the place of an issuer: no provider has this address
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


def prints_of_document(family_name: str, given_name: str, born_on: date) -> Prints:
    """The prints of somebody whose identity document was seen: the same civil status as from a provider."""
    claims = {"family_name": family_name, "given_name": given_name, "birthdate": born_on.isoformat()}
    return prints_of(claims, issuer=_DESK, subject=" ".join(_plain(claims[name]) for name in CLAIMS))


def _plain(value: object) -> str:
    if not isinstance(value, str):
        return ""
    signs = unicodedata.normalize("NFKD", value.casefold())
    kept = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in kept).split())
