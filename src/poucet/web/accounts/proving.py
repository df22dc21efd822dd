"""Whoever takes or erases what is kept of them proves once more that it is them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import reauthentication_required
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

View = Callable[..., HttpResponse]


def proven_again(view: View) -> View:
    """Ask for the password or the second step once more; who has neither comes in again by a code."""
    with_what_they_know: View = reauthentication_required(view)

    @wraps(view)
    def answer(request: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_usable_password() or is_mfa_enabled(request.user):
            return with_what_they_know(request, **kwargs)
        if _came_in_lately(request):
            return view(request, **kwargs)
        logout(request)
        messages.info(request, _("To be sure that it is you: please come in again, with a new code."))
        return redirect(f"{reverse('account_request_login_code')}?{urlencode({'next': request.path})}")

    return answer


def _came_in_lately(request: Any) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
