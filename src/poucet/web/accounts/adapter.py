"""How the library of accounts is told our ways."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.timezone import now

from poucet.town.askers import asked_from
from poucet.town.models import Commune
from poucet.town.people.models import Account
from poucet.town.people.operations import join


class Door(DefaultAccountAdapter):  # type: ignore[misc]  # the library is not typed
    """A resident walks in by an address that answers; each account is a person's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only where letters leave the house: the address must answer."""
        return bool(settings.SIGN_UP and (settings.MAIL.leaves or settings.DEBUG))

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as the limits of the API go by: one place says who asks."""
        try:
            return str(ip_address(asked_from(request)))
        except ValueError as error:  # attempts of nobody knows whom could not be counted
            raise PermissionDenied from error

    @transaction.atomic
    def save_user(self, request: HttpRequest, user: Account, form: Any, commit: bool = True) -> Account:
        account: Account = super().save_user(request, user, form, commit)
        if commit:
            join(account, at=now())
        return account

    def format_email_subject(self, subject: str) -> str:
        return f"{_house_name()} – {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, {**context, "house": _house_name()})


class SecondFactor(DefaultMFAAdapter):  # type: ignore[misc]  # the library is not typed
    """What the authenticator application shows as the name of the site."""

    def get_totp_issuer(self) -> str:
        return _house_name()


def _house_name() -> str:
    commune = Commune.objects.filter(pk=1).first()
    return commune.name if commune else "Poucet"
