"""What the house says, by message key, in the language of the page."""

from django.utils import translation
from django.utils.translation import gettext

# Script off, then on: without it first, for it is the way that must never fail.
BOTH = [False, True]
NAMES = {False: "script off", True: "script on"}


def said(key: str, language: str = "fr") -> str:
    """Give the sentence as the pages of a language print it."""
    with translation.override(language):
        return gettext(key)
