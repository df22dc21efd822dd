"""One question to the provider, from the departure to the answer; what it takes meanwhile is in the session."""

from __future__ import annotations

import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings

from poucet.town.errors import RuleError
from poucet.town.identity.civil_status import CLAIMS, Prints, prints_of
from poucet.town.identity.provider import Provider, ask, discover, not_as_it_should
from poucet.town.identity.tokens import read_id_token, read_userinfo
from poucet.town.people.models import Person

LASTS = timedelta(minutes=15)
_KEPT = "identity"


@dataclass(frozen=True)
class Question:
    """What must come back with the answer, or be true of it."""

    person: int
    asked_at: float
    back: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True)
class Confirmed:
    """What the provider confirmed, for the time of one request."""

    provider: Provider
    id_token: str
    access_token: str
    subject: str


def leave(session: Any, person: Person, *, back: str, at: datetime) -> str:
    """Write down a new question, which takes the place of any before; give where to go with it."""
    provider = discover()
    state, nonce, verifier = (secrets.token_urlsafe(32) for _each in range(3))
    question = Question(person.number, at.timestamp(), back, state, nonce, verifier)
    session[_KEPT] = asdict(question)
    asked = {
        "response_type": "code",
        "client_id": settings.FRANCECONNECT.client,
        "redirect_uri": back,
        "scope": " ".join(("openid", *CLAIMS)),
        "state": state,
        "nonce": nonce,
        "acr_values": "eidas1",
    }
    if provider.takes_s256:
        seal = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked |= {"code_challenge": seal, "code_challenge_method": "S256"}
    return f"{provider.authorization}?{urlencode(asked)}"


def take(session: Any, person: Person, answer: Mapping[str, str], *, at: datetime) -> Question:
    """Find the question that this answers. Any answer takes it away: none serves twice."""
    kept = session.pop(_KEPT, None)
    if kept is None:
        raise RuleError("identity.stale")
    question = Question(**kept)
    ours = compare_digest(answer.get("state", "").encode(), question.state.encode())
    age = timedelta(seconds=at.timestamp() - question.asked_at)
    if not ours or question.person != person.number or not timedelta() <= age < LASTS:
        raise RuleError("identity.stale")
    if "error" in answer or not answer.get("code"):
        raise RuleError("identity.declined")
    return question


def confirm(question: Question, code: str) -> Confirmed:
    """Exchange the code, between the provider and us, and read the token that it gives."""
    provider, us = discover(), settings.FRANCECONNECT
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": question.back}
    if provider.takes_s256:
        form["code_verifier"] = question.verifier
    if provider.takes_secret_in_form:
        form |= {"client_id": us.client, "client_secret": us.secret}
        told = ask(provider.token, form=form).values()
    else:
        pair = f"{quote(us.client, safe='')}:{quote(us.secret, safe='')}"
        proof = f"Basic {b64encode(pair.encode()).decode()}"
        told = ask(provider.token, form=form, Authorization=proof).values()
    id_token, access_token = told.get("id_token"), told.get("access_token")
    if not isinstance(id_token, str) or not isinstance(access_token, str):
        raise not_as_it_should("no token")
    claims = read_id_token(provider, id_token, nonce=question.nonce)
    return Confirmed(provider, id_token, access_token, str(claims["sub"]))


def who(confirmed: Confirmed) -> Prints:
    """Ask who the person is; what is told lives no longer than this function."""
    provider = confirmed.provider
    answer = ask(provider.userinfo, Authorization=f"Bearer {confirmed.access_token}")
    told = read_userinfo(provider, answer, subject=confirmed.subject)
    return prints_of(told, issuer=provider.issuer, subject=confirmed.subject)


def way_out(confirmed: Confirmed, *, back: str) -> str:
    """Where to go to be signed out of the provider: the device may be somebody else's."""
    if not confirmed.provider.end_session:
        return back
    # FranceConnect asks for a state; nothing hangs on what comes back with it.
    asked = {
        "id_token_hint": confirmed.id_token,
        "state": secrets.token_urlsafe(32),
        "post_logout_redirect_uri": back,
    }
    return f"{confirmed.provider.end_session}?{urlencode(asked)}"
