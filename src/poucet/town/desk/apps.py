"""The desk, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "poucet.town.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import past
        from poucet.town.desk.kept import drafts_of, let_go_of_drafts
        from poucet.town.people.belongings import keep

        past.leave_out(*self.get_models())  # what nobody published was never there to see
        keep("drafts", drafts_of, remover=let_go_of_drafts)
