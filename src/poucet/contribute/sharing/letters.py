"""Letters to those who took a share: confirmed, waiting, seated since, changed, closed or gone.

They leave once what they tell is written for good, and only to who has an account.
"""

from __future__ import annotations

from functools import partial
from smtplib import SMTPException

from django.core import signing
from django.urls import reverse

from poucet.contribute.sharing.models import Promise
from poucet.town.errands import run_after
from poucet.town.mail import letter
from poucet.town.site import site_address

_SALT = "poucet.sharing"


def tell_later(promise: Promise, news: str) -> None:
    """Write to whoever took a share, once this act is written for good."""
    if promise.person is not None and promise.person.account is not None:
        run_after(partial(_send, promise, news))


def token_of(promise: Promise) -> str:
    return signing.dumps(promise.pk, salt=_SALT)


def promise_of(token: str) -> Promise | None:
    """The share that a letter's link is about."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    return Promise.objects.select_related("posting", "person").filter(pk=key).first()


def _send(promise: Promise, news: str) -> bool:
    root = site_address()
    address = promise.person.account.email if promise.person and promise.person.account else ""
    told = {
        "news": news,
        "promise": promise,
        "posting": promise.posting,
        "address": root + promise.posting.get_absolute_url(),
        "back": root + reverse("promise-back", args=[token_of(promise)]),
    }
    try:
        letter("sharing/email/news", told, to=address).send()
    except (OSError, SMTPException):
        return False
    return True
