"""Pictures drawn before anyone asks: the first visitor waits no longer than the second."""

from __future__ import annotations

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localdate

from poucet.web.summaries import home


def warm() -> None:
    """Draw what the home page shows, in every language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            home(today=localdate())
