"""What a reader may ask of the lists of figures, by query string; what cannot be read asks nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext as _

from poucet.measure.models import Indicator, Observation, Source, Status
from poucet.town.alphabet import alphabetical
from poucet.town.converters import number_in
from poucet.town.templatetags.town import plain_title
from poucet.town.themes import theme_name

NO_THEME = "-"  # how an address asks for what has no theme


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
    def read(cls, asked: QueryDict, themes: Collection[str]) -> FigureFilter:
        """What is asked among the themes that are offered."""
        theme, status = asked.get("theme", ""), asked.get("statut", "")
        return cls(
            theme=theme if theme in {code or NO_THEME for code in themes} else "",
            source=number_in(asked.get("source")),
            status=status if status in Status.values else "",
        )

    @property
    def question(self) -> tuple[tuple[str, str], ...]:
        """What is asked, as the address says it: what could not be read is not repeated."""
        source = "" if self.source is None else str(self.source)
        said = {"theme": self.theme, "source": source, "statut": self.status}
        return tuple((name, value) for name, value in said.items() if value)

    @property
    def theme_code(self) -> str | None:
        """The theme to narrow to, or None for all of them."""
        return None if not self.theme else self.theme.removeprefix(NO_THEME)

    @property
    def asks(self) -> bool:
        return bool(self.theme or self.source or self.status)

    def themes(self, offered: Iterable[str]) -> list[Choice]:
        codes = sorted(offered, key=lambda code: alphabetical(theme_name(code)))
        return [
            Choice(code or NO_THEME, theme_name(code), (code or NO_THEME) == self.theme) for code in codes
        ]

    def sources(self) -> list[Choice]:
        rows = Source.objects.filter(Exists(Observation.objects.filter(source=OuterRef("pk"))))
        choices = [Choice(str(row.number), plain_title(row), row.number == self.source) for row in rows]
        return sorted(choices, key=lambda choice: alphabetical(choice.label))

    def statuses(self) -> list[Choice]:
        return [Choice(code, str(label), code == self.status) for code, label in Status.choices]


def themes_offered() -> frozenset[str]:
    """The themes that some indicator has, in one query."""
    return frozenset(Indicator.objects.order_by().values_list("theme", flat=True).distinct())


def filters(asked: FigureFilter, themes: Iterable[str]) -> list[tuple[str, str, str, list[Choice]]]:
    """The lists to choose from: name in the address, label, what choosing nothing means, choices."""
    return [
        ("theme", _("Theme"), _("all themes"), asked.themes(themes)),
        ("source", _("Source"), _("all sources"), asked.sources()),
        ("statut", _("How it came to be"), _("all figures"), asked.statuses()),
    ]
