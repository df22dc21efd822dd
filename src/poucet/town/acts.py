"""What each act of the register is called in everyday words; rooms say their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_SAID: dict[str, _StrPromise] = {
    "commune.written": _("the commune said who it is"),
    "link.tied": _("a thread was tied"),
    "link.untied": _("a thread was untied"),
    "register.verified": _("the whole register was read again, and holds"),
}
_ENDINGS: dict[str, _StrPromise] = {
    "written": _("written for the first time"),
    "revised": _("revised"),
    "withdrawn": _("withdrawn"),
    "restored": _("restored"),
}


def say(sentences: dict[str, _StrPromise]) -> None:
    """Give the everyday words for a room's acts; called once when the site starts."""
    _SAID.update(sentences)


def act_in_words(act: str) -> str:
    """The act in everyday words; one that no room has worded is shown by its code."""
    ending = act.rpartition(".")[2]
    return str(_SAID.get(act) or _ENDINGS.get(ending) or act)
