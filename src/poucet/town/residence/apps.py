"""Residence, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidenceConfig(AppConfig):
    name = "poucet.town.residence"
    label = "residence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import acts, past, wordings
        from poucet.town.residence.wording import REFUSALS

        past.leave_out(*self.get_models())  # no public page reads them
        wordings.word(REFUSALS)
        acts.say(
            {
                "letters.made": _("letters with a code were made"),
                "letters.replaced": _("a letter was replaced"),
                "letters.revoked": _("a letter was revoked"),
                "letters.batch_revoked": _("the letters of a batch that nobody had used were revoked"),
                "person.resident": _("a person showed that they live here"),
            }
        )
