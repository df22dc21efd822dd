"""The identity provider that the town chose: what it says of itself, and the only host that we ask.

A client of our own, because the one of the accounts' library sends no nonce and keeps what it is told.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings

from poucet.town.errors import RuleError

TIMEOUT_S = 10
LARGEST = 200_000  # bytes of an answer: a real one has a few thousand
_DISCOVERY = "/.well-known/openid-configuration"
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """What the provider answered to one question."""

    content: bytes
    kind: str

    def values(self) -> dict[str, Any]:
        """A JSON object, else the provider does not answer as it should."""
        try:
            told = json.loads(self.content)
        except (ValueError, RecursionError) as fault:
            raise not_as_it_should("not JSON") from fault
        if not isinstance(told, dict):
            raise not_as_it_should("not an object")
        return told


@dataclass(frozen=True)
class Provider:
    """Addresses of the provider, all on the host of its issuer."""

    issuer: str
    authorization: str
    token: str
    userinfo: str
    keys: str
    end_session: str  # empty: it has none
    takes_s256: bool
    takes_secret_in_form: bool


def is_offered() -> bool:
    return bool(settings.FRANCECONNECT.is_set)


def origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def discover() -> Provider:
    """Ask the provider what it is; asked each time, so that its keys and addresses may change."""
    issuer = settings.FRANCECONNECT.issuer
    told = ask(issuer + _DISCOVERY).values()
    if told.get("issuer") != issuer:
        raise not_as_it_should("another issuer")
    methods = told.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    return Provider(
        issuer=issuer,
        authorization=_address(told, "authorization_endpoint"),
        token=_address(told, "token_endpoint"),
        userinfo=_address(told, "userinfo_endpoint"),
        keys=_address(told, "jwks_uri"),
        end_session=_address(told, "end_session_endpoint") if told.get("end_session_endpoint") else "",
        takes_s256="S256" in (told.get("code_challenge_methods_supported") or []),
        takes_secret_in_form="client_secret_post" in methods,
    )


def ask(address: str, *, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
    """Ask the provider, and nobody else: `http.client` follows no redirection and asks no proxy."""
    parts = urlsplit(address)
    if origin(address) != origin(settings.FRANCECONNECT.issuer):
        raise not_as_it_should("another host")
    made = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = made(parts.hostname or "", parts.port, timeout=TIMEOUT_S)
    body = urlencode(form) if form is not None else None
    sent = {"Accept": "application/json, application/jwt", **headers}
    if body is not None:
        sent["Content-Type"] = "application/x-www-form-urlencoded"
    where = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        connection.request("GET" if body is None else "POST", where, body, sent)
        with connection.getresponse() as answer:
            content = answer.read(LARGEST + 1)
    except (OSError, HTTPException, ValueError) as fault:  # a token may be no header, an address no address
        raise not_as_it_should(type(fault).__name__) from fault
    finally:
        connection.close()
    if form is not None and answer.status in {400, 401}:
        _log.warning("The identity provider refused a code: %d", answer.status)
        raise RuleError("identity.not_confirmed")
    if answer.status != 200 or len(content) > LARGEST:
        raise not_as_it_should(f"status {answer.status}")
    return Answer(content, answer.headers.get_content_type())


def not_as_it_should(why: str) -> RuleError:
    """The refusal that a person reads; whoever holds the site finds the reason in its log."""
    _log.warning("The identity provider does not answer as it should: %s", why)
    return RuleError("identity.provider_down")


def _address(told: Mapping[str, Any], name: str) -> str:
    address = told.get(name)
    try:
        here = isinstance(address, str) and origin(address) == origin(settings.FRANCECONNECT.issuer)
    except ValueError:
        here = False
    if not here:
        raise not_as_it_should(name)
    return str(address)
