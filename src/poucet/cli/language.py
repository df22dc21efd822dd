"""The language of the terminal: POUCET_LANG, else French."""

from __future__ import annotations

import gettext
import os
from functools import cache
from pathlib import Path

SPOKEN = ("fr", "en")


def chosen() -> str:
    """The language asked for; a code that we do not speak is French."""
    wanted = os.environ.get("POUCET_LANG", "")[:2].lower()
    return wanted if wanted in SPOKEN else SPOKEN[0]


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = Path(__file__).parent.parent / "locale"
    return gettext.translation("django", folder, languages=[language], fallback=True)


def _(message: str) -> str:
    """A message in the language of the terminal, without waking Django for it."""
    return _catalogue(chosen()).gettext(message)
