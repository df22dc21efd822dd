"""What a reader may ask of the lists of figures, by query string; what cannot be read asks nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from poucet.measure.models import Indicator, Source, Status
from poucet.town.templatetags.town import plain_title
from poucet.town.themes import theme_name


@dataclass(frozen=True)
class Choice:
    """One line of a list to choose from."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class FigureFilter:
    """Theme, source and status as asked: `-` is the theme of what has none."""

    theme: str = ""
    source: int | None = None
    status: str = ""

    @classmethod
    def read(cls, asked: QueryDict) -> FigureFilter:
        source, status = asked.get("source", ""), asked.get("statut", "")
        return cls(
            theme=asked.get("theme", ""),
            source=int(source) if source.isdecimal() and len(source) < 10 else None,
            status=status if status in Status.values else "",
        )

    @property
    def theme_code(self) -> str | None:
        """The theme to narrow to, or None for all of them."""
        return None if not self.theme else self.theme.removeprefix("-")

    @property
    def asks(self) -> bool:
        return bool(self.theme or self.source or self.status)

    def themes(self) -> list[Choice]:
        codes = sorted(set(Indicator.objects.order_by().values_list("theme", flat=True)), key=theme_name)
        return [Choice(code or "-", theme_name(code), (code or "-") == self.theme) for code in codes]

    def sources(self) -> list[Choice]:
        rows = Source.objects.filter(observations__isnull=False).distinct()
        choices = [Choice(str(row.number), plain_title(row), row.number == self.source) for row in rows]
        return sorted(choices, key=lambda choice: choice.label.casefold())

    def statuses(self) -> list[Choice]:
        return [Choice(code, str(label), code == self.status) for code, label in Status.choices]


def filters(asked: FigureFilter) -> list[tuple[str, str, str, list[Choice]]]:
    """The lists to choose from: name in the address, label, what choosing nothing means, choices."""
    return [
        ("theme", _("Theme"), _("all themes"), asked.themes()),
        ("source", _("Source"), _("all sources"), asked.sources()),
        ("statut", _("How it came to be"), _("all figures"), asked.statuses()),
    ]
