"""Forms that anybody may send, whether the house knows them or not, without a cookie and without a riddle.

Such a form carries a seal that says when it was handed out, and to whom: a person who signed in, or a visitor. A
form filled in faster than a hand can, left open for a week, or handed out to somebody else is refused; and so is one
in which a field was filled that no reader ever sees.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from poucet.town.askers import reader_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

FASTEST_SECONDS, SLOWEST_SECONDS = 3, 7 * 24 * 3600
_SALT = "poucet.visiting"


class Unseen(forms.TextInput):
    """A field of which a page shows nothing to anybody."""

    is_hidden = True

    def __init__(self) -> None:
        super().__init__(attrs={"hidden": True, "tabindex": "-1", "autocomplete": "off"})


class VisitorForm(forms.Form):
    """A form for everybody; `asker` says whom it is handed out to."""

    seal = forms.CharField(widget=forms.HiddenInput, required=False)
    # Robots fill in whatever they find; the page hides it from eyes and from readers of screens alike.
    website = forms.CharField(required=False, widget=Unseen)

    def __init__(self, *args: Any, asker: HttpRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.whom = _whom(asker)
        self.initial["seal"] = self.new_seal()

    def new_seal(self) -> str:
        return signing.dumps({"whom": self.whom, "at": int(now().timestamp())}, salt=_SALT)

    @property
    def kept_seal(self) -> str:
        """The seal that was sent, or a fresh one: going from screen to screen starts no new clock."""
        return str(self.data.get("seal") or self.initial["seal"])

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("website"):
            raise forms.ValidationError(
                _("This form was filled in by a machine, it seems. Please try again.")
            )
        waited = self._seconds_waited(said.get("seal", ""))
        if waited is None or waited > SLOWEST_SECONDS:
            raise forms.ValidationError(_("This page stayed open too long. Send it again: nothing is lost."))
        if waited < FASTEST_SECONDS:
            raise forms.ValidationError(
                _("That was very quick. Wait three seconds, then send it again: nothing is lost.")
            )
        return said

    def _seconds_waited(self, seal: str) -> int | None:
        try:
            told = signing.loads(seal, salt=_SALT)
        except signing.BadSignature:
            return None
        if not isinstance(told, dict) or told.get("whom") != self.whom:
            return None
        return int(now().timestamp()) - int(told["at"])

    def renew(self) -> None:
        """After a refusal, hand the form out again with what was typed in it."""
        self.data = (
            {**self.data.dict(), "seal": self.new_seal()} if isinstance(self.data, QueryDict) else self.data
        )


class ReachedForm(VisitorForm):
    """A form whose sender can be written to: a person by their account, a visitor by an address that gets a code."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=200,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    email_help: _StrPromise | str = ""

    def __init__(self, *args: Any, asker: HttpRequest, **options: Any) -> None:
        super().__init__(*args, asker=asker, **options)
        email = self.fields.pop("email")
        email.help_text = self.email_help
        if not asker.person.number:  # type: ignore[attr-defined]  # given by the middleware of accounts
            self.fields["email"] = email  # asked last


def _whom(request: HttpRequest) -> str:
    """A seal is a person's, or a visitor's at one address: it is of no use to anybody else."""
    number = request.person.number  # type: ignore[attr-defined]  # given by the middleware of accounts
    return f"personne/{number}" if number else f"visiteur/{signing.Signer().signature(reader_of(request))}"
