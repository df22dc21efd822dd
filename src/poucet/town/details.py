"""What a line of the register adds to its act, in everyday words; what is sealed stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from poucet.town.people.roles import Role
from poucet.town.relations import in_words
from poucet.town.things import label_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# In the order in which they are read.
_LABELS: dict[str, _StrPromise] = {
    "reason": _("Reason:"),
    "relation": _("Relation:"),
    "to": _("To:"),
    "version": _("Version:"),
    "revision": _("Revision:"),
    "source": _("Source:"),
    "role": _("Role:"),
    "fields": _("Fields:"),
    "mappings": _("Comparisons:"),
    "entries": _("Lines read:"),
    "digest": _("Fingerprint of the files:"),
}
_CODES = {"fields", "digest"}
# The one reason that the house gives by itself, in the commune's language as any reason is.
ABSENT_FROM_THE_DOSSIER = "absent du dossier"
_REASONS: dict[str, _StrPromise] = {ABSENT_FROM_THE_DOSSIER: _("absent from the dossier")}

_WORDED: dict[str, Mapping[Any, Any]] = {"role": dict(Role.choices)}


def say_reasons(sentences: Mapping[str, Any]) -> None:
    """Give the words for reasons that a room gives by code; called once when the site starts."""
    _REASONS.update(sentences)


def word_values(name: str, label: _StrPromise, values: Mapping[Any, Any]) -> None:
    """Name a detail of a room's lines, with the words for its values; called once when the site starts."""
    _LABELS[name], _WORDED[name] = label, values


@dataclass(frozen=True)
class Detail:
    """One thing that a line adds: its name, and its value in words or as a code."""

    label: str
    value: str
    is_code: bool


def details_in_words(sealed: Mapping[str, Any]) -> tuple[Detail, ...]:
    """What a line adds, in the order of reading; what no room has worded keeps the name that it was given."""
    order = [*_LABELS, *sorted(sealed.keys() - _LABELS.keys())]
    return tuple(
        Detail(str(_LABELS.get(name, f"{name}:")), _said(name, sealed[name]), _is_code(name))
        for name in order
        if name in sealed
    )


def reason_in_words(reason: str) -> str:
    """A reason as it was given; the one that the house gives by itself, in the reader's language."""
    return str(_REASONS.get(reason, reason))


def _is_code(name: str) -> bool:
    return name in _CODES or name not in _LABELS


def _said(name: str, value: Any) -> str:
    if value is None:
        return str(_("unknown"))
    if name in _WORDED:
        return str(_WORDED[name].get(value, value))
    if name == "reason":
        return reason_in_words(value)
    if name == "relation":
        return in_words(value, forth=True)
    if name == "to":
        kind, number = value
        return f"{label_of(kind)} {number}"
    listed: Iterable[object] = value if isinstance(value, list) else (value,)
    return ", ".join(map(str, listed))
