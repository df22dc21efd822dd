"""Letters to those who took a share: confirmed, waiting, seated since, changed, closed or gone.

They leave once what they tell is written for good, and only to who has an account.
"""

from __future__ import annotations

from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from poucet.contribute.sharing.models import Promise
from poucet.town.models import Commune
from poucet.town.site import site_address
from poucet.town.templatetags.town import plain_title

_SALT = "poucet.sharing"


def tell_later(promise: Promise, news: str) -> None:
    """Write to whoever took a share, once this act is written for good."""
    if promise.person is not None and promise.person.account is not None:
        transaction.on_commit(partial(_send, promise, news))


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
    commune, root = Commune.objects.filter(pk=1).first(), site_address()
    address = promise.person.account.email if promise.person and promise.person.account else ""
    with translation.override(settings.LANGUAGE_CODE):
        told = {
            "house": commune.name if commune else "Poucet",
            "news": news,
            "name": plain_title(promise.posting),
            "promise": promise,
            "posting": promise.posting,
            "address": root + promise.posting.get_absolute_url(),
            "back": root + reverse("promise-back", args=[token_of(promise)]),
        }
        subject = render_to_string("sharing/email/news_subject.txt", told).strip()
        body = render_to_string("sharing/email/news_message.txt", told)
    try:
        EmailMessage(f"{told['house']} – {subject}", body, None, [address]).send()
    except (OSError, SMTPException):
        return False
    return True
