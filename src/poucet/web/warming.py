"""Pictures drawn before anyone asks: the first visitor waits no longer than the second."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import translation

from poucet.measure.charts import drawn
from poucet.pebble.atlas import atlas_of
from poucet.pebble.forms import MapFilter
from poucet.star.models import Facet
from poucet.star.summaries import facet_views
from poucet.town.clock import today
from poucet.web.summaries import home


def warm() -> None:
    """Draw the Path of the home page, the layers of the map and the chart of every facet, in every language."""
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            _draw(today())


def _draw(today: date) -> None:
    home(today=today)
    atlas_of(MapFilter())
    for view in facet_views(Facet.objects.select_related("indicator"), today=today):
        if view.series is not None:
            drawn(view.series)
