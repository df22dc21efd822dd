"""Identity, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdentityConfig(AppConfig):
    name = "poucet.town.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import acts, past, wordings
        from poucet.town.identity.kept import what_is_kept
        from poucet.town.identity.wording import REFUSALS
        from poucet.town.people.belongings import keep

        past.leave_out(*self.get_models())  # no public page reads them
        wordings.word(REFUSALS)
        keep("identity", what_is_kept)
        acts.say({"person.identified": _("a person proved their identity")})
