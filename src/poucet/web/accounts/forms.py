"""Forms of one's own account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from poucet.town.people.models import Account
from poucet.town.people.operations import Erasure


class NameForm(forms.Form):
    """How a person is named, and whether the name may show."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    shows_name = forms.BooleanField(
        label=_("Show my name beside what I sign"),
        help_text=_("Otherwise a number stands for you."),
        required=False,
    )


class ErasureForm(forms.Form):
    """How much is to go, and a word typed so that nobody erases by mistake."""

    mode = forms.ChoiceField(
        label=_("What is to go?"),
        choices=[
            (Erasure.ACCOUNT.value, _("My account and my name; my drafts stay with the town hall")),
            (Erasure.CONTENT.value, _("My account, my name, and my drafts")),
        ],
        widget=forms.RadioSelect,
        initial=Erasure.ACCOUNT.value,
    )
    sure = forms.BooleanField(label=_("I understand that this cannot be undone"))


class FirstKeyForm(forms.Form):
    """A first password, chosen by whoever was handed the ticket."""

    password = forms.CharField(
        label=_("Choose a password"),
        help_text=_("Twelve characters or more: a few words that only you would put together."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: object, account: Account, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.account = account

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        validate_password(password, self.account)
        return password


class CodeForm(forms.Form):
    """The code that a letter holds."""

    code = forms.CharField(
        label=_("The code that you received"),
        max_length=20,
        help_text=_("Eight signs, such as 7K2M-9QXT; capitals or not."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "characters", "size": 12}
        ),
    )
