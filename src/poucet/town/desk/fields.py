"""Fields of the desk's sheets: things chosen by name, periods, amounts as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from poucet.engines.errors import InputError
from poucet.engines.units.spelling import folded
from poucet.town.desk.texts import tidied
from poucet.town.periods import parse_period

_AMOUNT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,10})?")
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_MOST_DIGITS = 15
_FRENCH_DAY = re.compile(r"(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>\d{4})")
_IN_WORDS = re.compile(r"(?:(?P<day>\d{1,2})(?:er)?\s+)?(?P<month>[a-z]{3,9})\s+(?P<year>\d{4})")
_MONTHS = {
    name: place
    for said in (
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "january february march april may june july august september october november december",
    )
    for place, name in enumerate(said.split(), start=1)
}
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
UNKNOWN_WORD = "inconnue"  # as sheets write it; those below are understood
UNKNOWN_WORDS = {"inconnu", UNKNOWN_WORD, "unknown", "?"}
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")
_YEAR = re.compile(r"1[0-9]{3}|2[01][0-9]{2}|2200")


class LineField(forms.CharField):
    """A text on one line."""

    def to_python(self, value: Any) -> str:
        return " ".join(tidied(str(super().to_python(value))).split())


class TextField(forms.CharField):
    """A text of several lines."""

    def __init__(self, *, rows: int = 4, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        return tidied(str(super().to_python(value))).strip()


class PeriodField(LineField):
    """A period as the dossier says it, or the word for unknown; days as the French write them are understood."""

    default_error_messages = {
        "required": _("Write a date, or “unknown” if nobody knows."),
        "malformed": _(
            "Write a year (2024), a month (2024-03), a day (2024-03-18) or both ends (2021/2023)."
        ),
        "reversed": _("The end comes before the beginning. Swap them."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"size": 22, "autocomplete": "off"}

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text or text.casefold() in UNKNOWN_WORDS:
            return ""
        text = _as_the_dossier(text)
        try:
            return parse_period(text).text
        except InputError as error:
            code = "reversed" if error.code == "period.reversed" else "malformed"
            raise ValidationError(self.error_messages[code], code=code) from error


def known_or_not(value: object) -> str:
    """A period or a year as a sheet holds it: what nobody knows is written so."""
    return str(value) if value else UNKNOWN_WORD


class AmountField(LineField):
    """A number as people write it: `2 667,5`; kept exact."""

    default_error_messages = {
        "malformed": _("“%(found)s” is not a number. Write digits, with a comma if need be: 2 667,5."),
        "too_precise": _("“%(found)s” has too many digits: no measure is that exact. Round it."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"size": 18, "inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        plain = _SPACES.sub("", text).replace("−", "-").replace(",", ".")
        if not plain:
            return None
        if not _AMOUNT.fullmatch(plain):
            raise ValidationError(self.error_messages["malformed"], params={"found": text})
        amount = Decimal(plain)
        if len(amount.as_tuple().digits) > _MOST_DIGITS:
            raise ValidationError(self.error_messages["too_precise"], params={"found": text})
        return amount


class YearField(LineField):
    """A year, or the word for unknown."""

    default_error_messages = {
        "required": _("Write a year, or “unknown” if nobody knows."),
        "malformed": _("Write a year with its four digits: 2024."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.widget.attrs |= {"size": 12, "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        text = str(super().clean(value))
        if not text or text.casefold() in UNKNOWN_WORDS:
            return None
        if not _YEAR.fullmatch(text):
            raise ValidationError(self.error_messages["malformed"], code="malformed")
        return int(text)


Choices = list[tuple[str, str]]
MOST_OFFERED = 300  # beyond, nobody finds anything in a list, and a page takes seconds to come


class Numbered(Choices):
    """Too many things to list: those that the sheet names already; any other is told by its number."""

    def __init__(self, named: Choices, known: Callable[[int], bool]) -> None:
        super().__init__(named)
        self.known = known


class ChosenField(forms.TypedChoiceField):
    """One thing of the house, chosen by its name among those that are offered, or by its number where they are many."""

    def __init__(self, offer: str, *, nothing: Any = None, **options: Any) -> None:
        self.offer, self.nothing = offer, nothing or _("choose…")
        self.known: Callable[[int], bool] | None = None
        super().__init__(coerce=int, empty_value=None, **options)

    def offering(self, choices: Choices) -> None:
        if isinstance(choices, Numbered):
            self.known = choices.known
            self.widget = forms.TextInput(attrs={"inputmode": "numeric", "size": 12, "autocomplete": "off"})
            self.help_text = _("Its number: the one that ends the address of its page.")
            self.error_messages["invalid_choice"] = _("Nothing that fits here has the number %(value)s.")
        self.choices = [("", self.nothing), *choices]

    def valid_value(self, value: Any) -> bool:
        if self.known is None:
            return super().valid_value(value)
        return bool(_NUMBER.fullmatch(str(value))) and self.known(int(value))


class SeveralField(forms.TypedMultipleChoiceField):
    """Several things of the house, ticked by their names."""

    def __init__(self, offer: str, *, coerce: Any = int, **options: Any) -> None:
        self.offer = offer
        options = {"required": False, "widget": forms.CheckboxSelectMultiple, **options}
        super().__init__(coerce=coerce, **options)

    def offering(self, choices: Choices) -> None:
        self.choices = choices


def _as_the_dossier(text: str) -> str:
    """`18/03/2024`, `mars 2024` and `2021-2023`, as the dossier writes them."""
    years = _YEARS.fullmatch(text)
    if years is not None:
        return f"{years[1]}/{years[2]}"
    worded = _IN_WORDS.fullmatch(folded(text))
    found = _FRENCH_DAY.fullmatch(text)
    if worded is not None and worded["month"] in _MONTHS:
        found, place = worded, _MONTHS[worded["month"]]
    elif found is not None:
        place = int(found["month"])
    else:
        return text.replace(" ", "")
    month = f"{found['year']}-{place:02d}"
    return f"{month}-{int(found['day']):02d}" if found["day"] else month
