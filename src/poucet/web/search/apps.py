"""Search, as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "poucet.web.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from poucet.town import nearness, past
        from poucet.town.written import listen
        from poucet.web.search.index import index_again, rebuild
        from poucet.web.search.near import nearest
        from poucet.web.search.shelves import add_shelf
        from poucet.web.search.star import STAR_SHELF

        past.leave_out(*self.get_models())  # one looks for what is there today
        listen(index_again, whole=rebuild)
        add_shelf(STAR_SHELF)
        nearness.answer_with(nearest)
