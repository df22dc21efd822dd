"""The forms of the library of accounts, under our own labels: each says once what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest
    from django.utils.functional import _StrPromise

_LABELS: dict[str, _StrPromise] = {
    "login": _("E-mail address"),
    "email": _("E-mail address"),
    "password": _("Password"),
    "password1": _("Password"),
    "password2": _("The same password again"),
    "oldpassword": _("Present password"),
    "remember": _("Stay signed in on this device"),
    "code": _("Code"),
}


class OwnLabels:
    """A field has a label, and no word inside that would go away while one types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Form = self  # type: ignore[assignment]
        for name, field in form.fields.items():
            field.label = _LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)


class Login(OwnLabels, account.LoginForm):  # type: ignore[misc]
    """Address and password."""


class Signup(OwnLabels, account.SignupForm):  # type: ignore[misc]
    """Address and first password."""

    def try_save(self, request: HttpRequest) -> tuple[Any, Any]:
        # Hashing is what takes the time: an address that is known must not answer thirty times as fast.
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        saved: tuple[Any, Any] = super().try_save(request)
        return saved


class RequestLoginCode(OwnLabels, account.RequestLoginCodeForm):  # type: ignore[misc]
    """The address to send a code to."""


class ConfirmLoginCode(OwnLabels, account.ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code that was sent, to sign in."""


class ConfirmEmailCode(OwnLabels, account.ConfirmEmailVerificationCodeForm):  # type: ignore[misc]
    """The code that was sent, to confirm an address."""


class ConfirmResetCode(OwnLabels, account.ConfirmPasswordResetCodeForm):  # type: ignore[misc]
    """The code that was sent, for a new password."""


class AddEmail(OwnLabels, account.AddEmailForm):  # type: ignore[misc]
    """The address that is to replace the present one, once it has answered."""


class ChangeEmail(OwnLabels, account.ChangeEmailForm):  # type: ignore[misc]
    """Another address than the one just typed, which does not answer."""


class ChangePassword(OwnLabels, account.ChangePasswordForm):  # type: ignore[misc]
    """The present password, then another."""


class SetPassword(OwnLabels, account.SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class ResetPassword(OwnLabels, account.ResetPasswordForm):  # type: ignore[misc]
    """The address whose password is forgotten."""


class ResetPasswordKey(OwnLabels, account.ResetPasswordKeyForm):  # type: ignore[misc]
    """Another password instead of the one forgotten."""


class Reauthenticate(OwnLabels, account.ReauthenticateForm):  # type: ignore[misc]
    """The password, once more."""


class Authenticate(OwnLabels, factor.AuthenticateForm):  # type: ignore[misc]
    """The digits of the second step, or a recovery code."""


class ReauthenticateTwice(OwnLabels, factor.ReauthenticateForm):  # type: ignore[misc]
    """The digits of the second step, once more."""


class ActivateTOTP(OwnLabels, totp.ActivateTOTPForm):  # type: ignore[misc]
    """The first digits, which prove that the telephone is set."""
