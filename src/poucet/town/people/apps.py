"""People, as Django knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from poucet.town.writing import Signature


class PeopleConfig(AppConfig):
    name = "poucet.town.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import acts, past, signers, things, wordings
        from poucet.town.nights import Chore, each_night
        from poucet.town.people import receivers  # noqa: F401 -- listens to who signs in
        from poucet.town.people.kept import keep_all
        from poucet.town.people.names import public_names

        keep_all()
        each_night(Chore("accounts", _("unused accounts warned or closed: %(count)d"), _tidy))
        # A name must not outlive its erasure; what people are entrusted with is in the register.
        past.leave_out(*self.get_models())
        things.name_kind("person", _("person"))
        signers.name_with("personne", public_names)
        acts.say(
            {
                "person.joined": _("a person joined"),
                "person.entrusted": _("a role was entrusted"),
                "person.relieved": _("a role came to its end"),
                "person.read": _("somebody's own data were read"),
                "person.named": _("a person said how to be named"),
                "person.erased": _("an account was erased"),
                "person.exported": _("somebody took their own data away"),
            }
        )
        wordings.word(
            {
                "code.too_many_tries": _(
                    "Too many codes were tried from here. Wait %(minutes)s min, then type yours again."
                ),
            }
        )


def _tidy(signed: Signature) -> int:
    from poucet.town.people.tidying import tidy

    done = tidy(at=signed.at)
    return len(done.warned) + len(done.closed)
