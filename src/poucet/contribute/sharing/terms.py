"""The words that offers and needs choose among: sides, sorts, where a share stands, what the ledger says."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Side(models.TextChoices):
    """Whether something is lacking or offered."""

    NEED = "need", _("need")
    OFFER = "offer", _("offer")


class Standing(models.TextChoices):
    """Where a share stands."""

    WAITING = "waiting", _("waiting")
    CONFIRMED = "confirmed", _("confirmed")
    WITHDRAWN = "withdrawn", pgettext_lazy("a share", "withdrawn")


class Event(models.TextChoices):
    """What a line of the ledger says of a share."""

    PROMISED = "promised", _("promised")
    CONFIRMED = "confirmed", _("confirmed")
    DELIVERED = "delivered", _("delivered")
    PART = "part", _("delivered in part")
    NOT = "not", _("not delivered")
    WITHDRAWN = "withdrawn", pgettext_lazy("a share", "withdrawn")


class Half(models.TextChoices):
    """Who says so: the one who gives, the one who receives, or the house, which counts places."""

    GIVER = "giver", _("the one who gives")
    RECEIVER = "receiver", _("the one who receives")
    HOUSE = "house", _("the house")


DELIVERIES = (Event.DELIVERED, Event.PART, Event.NOT)
# Words to choose a unit from; any other may be written.
UNITS = ("h", "personnes", "places", "pièces", "litres", "kg", "m²", "m³", "km", "trajets", "jours", "€")
