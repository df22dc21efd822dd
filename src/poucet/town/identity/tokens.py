"""Signed tokens of the provider: read only when the signature, the sender, the receiver and the age are right."""

from __future__ import annotations

import logging
from hmac import compare_digest
from typing import Any

import jwt
from django.conf import settings

from poucet.town.errors import RuleError
from poucet.town.identity.provider import Answer, Provider, ask, not_as_it_should

# Those of FranceConnect. Neither « none » nor a signature made with a shared secret is ever taken.
ALGORITHMS = ["ES256", "RS256"]
CLOCKS_APART_S = 30
_log = logging.getLogger(__name__)


def read_id_token(provider: Provider, token: str, *, nonce: str) -> dict[str, Any]:
    """Who signed in there, if this token answers our own question."""
    claims = _read(provider, token, needed=["iss", "aud", "exp", "iat", "sub", "nonce"])
    if not compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise _untrue("nonce")
    if isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and claims.get("azp") != _client():
        raise _untrue("azp")
    return claims


def read_userinfo(provider: Provider, answer: Answer, *, subject: str) -> dict[str, Any]:
    """What the provider tells of the person: signed, as FranceConnect does, or in plain JSON."""
    if answer.kind == "application/jwt":
        claims = _read(provider, answer.content.decode("ascii", "replace"), needed=["iss", "aud", "sub"])
    else:
        claims = answer.values()
    if claims.get("sub") != subject:
        raise _untrue("sub")
    return claims


def _read(provider: Provider, token: str, *, needed: list[str]) -> dict[str, Any]:
    told = ask(provider.keys).values()
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(told, token),
            algorithms=ALGORITHMS,
            audience=_client(),
            issuer=provider.issuer,
            leeway=CLOCKS_APART_S,
            options={"require": needed},
        )
    except (jwt.PyJWTError, RecursionError) as fault:
        raise _untrue(type(fault).__name__) from fault
    return claims


def _key(told: dict[str, Any], token: str) -> jwt.PyJWK:
    """The key that the token names; the only one, where it names none."""
    try:
        keys = jwt.PyJWKSet.from_dict(told).keys
    except (jwt.PyJWTError, AttributeError, TypeError) as fault:
        raise not_as_it_should("keys") from fault
    name = jwt.get_unverified_header(token).get("kid")
    fitting = [key for key in keys if name is None or key.key_id == name]
    if len(fitting) != 1:
        raise _untrue("kid")
    return fitting[0]


def _client() -> str:
    return str(settings.FRANCECONNECT.client)


def _untrue(why: str) -> RuleError:
    _log.warning("A token of the identity provider was refused: %s", why)
    return RuleError("identity.not_confirmed")
