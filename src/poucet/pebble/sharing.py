"""What a link to a deed shows elsewhere: a title, a sentence, a picture, linked data."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.pebble.linked_data import deed, shown_title
from poucet.pebble.models import Pebble
from poucet.pebble.summaries import Portrait
from poucet.town.linked_data import block
from poucet.town.models import Commune
from poucet.town.templatetags.town import spoken

SHOWN = 200  # letters of a description that other sites show
LOCALES = {"fr": "fr_FR", "en": "en_GB"}


@dataclass(frozen=True)
class Share:
    """A deed as other sites show a link to it."""

    title: str
    description: str
    address: str
    site: str
    locale: str
    picture: str
    alt: str
    linked_data: SafeString


def share(request: HttpRequest, pebble: Pebble, portrait: Portrait, commune: Commune | None) -> Share:
    """The deed for other sites, every address whole; asks the database nothing."""
    language = get_language() or settings.LANGUAGE_CODE
    picture = reverse("pebble-preview", args=[pebble.number])
    asked = "" if language == settings.LANGUAGE_CODE else f"?lang={language}"
    title, root = shown_title(pebble), request.build_absolute_uri("/").rstrip("/")
    return Share(
        title=title,
        description=Truncator(" ".join(spoken(pebble, "deed")[0].split())).chars(SHOWN),
        address=f"{root}{pebble.get_absolute_url()}",
        site=commune.name if commune else "Poucet",
        locale=LOCALES.get(language, language),
        picture=f"{root}{picture}{asked}",
        alt=_("White pebble: %(title)s. %(state)s.")
        % {
            "title": title,
            "state": Pebble.State(pebble.state).label.capitalize(),
        },
        linked_data=block(deed(pebble, portrait, commune, root)) if commune else SafeString(),
    )
