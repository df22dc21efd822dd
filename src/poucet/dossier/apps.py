"""The dossier, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossierConfig(AppConfig):
    name = "poucet.dossier"
    label = "dossier"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.dossier.models import KeptFile
        from poucet.town import past
        from poucet.town.acts import say

        past.leave_out(KeptFile)
        say({"dossier.loaded": _("the dossier was loaded")})
