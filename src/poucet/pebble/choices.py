"""What the lists of deeds can be narrowed to: only what some deed has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat, ExtractYear
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from poucet.measure.forms import Choice
from poucet.measure.templatetags.measure import unit
from poucet.pebble.forms import UNDATED, MapFilter, PebbleFilter, years_in
from poucet.pebble.models import Pebble
from poucet.pebble.scales import Scale
from poucet.star.models import Facet, Pillar
from poucet.town.alphabet import alphabetical
from poucet.town.models import Place
from poucet.town.templatetags.town import WRITTEN_IN, plain_title
from poucet.town.themes import theme_name
from poucet.town.typography import typeset

LONGEST_SPAN = 200  # years of one deed that a list of years spells out

Row = tuple[str, str, str, dict[str, dict[str, str]] | None]
Filters = list[tuple[str, str, str, list[Choice]]]


@dataclass(frozen=True)
class Offer:
    """Every theme, pillar, place and period that some deed has."""

    rows: tuple[Row, ...]

    def codes(self, wanted: str) -> frozenset[str]:
        return frozenset(code for what, code, _name, _told in self.rows if what == wanted)

    def asked(self, question: QueryDict) -> PebbleFilter:
        """What a question asks for, of what is offered."""
        return PebbleFilter.read(question, themes=self.codes("theme"), pillars=self.codes("pillar"))


def offer() -> Offer:
    """What the lists can be narrowed to, in one query."""
    return Offer(tuple(_options()))


def filters(asked: PebbleFilter, offered: Offer) -> Filters:
    """The lists to choose from: name in the address, label, what choosing nothing means, choices."""
    rows = offered.rows
    states = [Choice(code, str(label), code == asked.state) for code, label in Pebble.State.choices]
    return [
        ("theme", _("Theme"), _("all themes"), _chosen(_themes(rows), asked.theme)),
        ("pilier", _("Pillar"), _("all pillars"), _chosen(_named("pillar", rows), asked.pillar)),
        ("lieu", _("Place"), _("all places"), _chosen(_named("place", rows), str(asked.place or ""))),
        ("annee", _("Year"), _("all years"), _chosen(_all_years(rows, asked), asked.year)),
        ("etat", _("State"), _("all states"), states),
    ]


def facet_filters(facets: Iterable[Facet], scale: Scale | None) -> Filters:
    """The facet that sizes the stones and, where its effects come in several units, which of them."""
    chosen = scale.facet.number if scale else None
    measured = [facet for facet in facets if not facet.unmeasured]
    choices = [Choice(str(facet.number), plain_title(facet), facet.number == chosen) for facet in measured]
    units = [Choice(code, unit(code), code == scale.unit) for code in scale.units] if scale else []
    return [
        ("facette", _("Size of the pebbles"), _("all the same"), choices),
        ("unite", _("Unit"), _("the most used"), units if len(units) > 1 else []),
    ]


def themes_laid() -> frozenset[str]:
    """The themes that some deed has, in one query."""
    return frozenset(Pebble.objects.order_by().values_list("theme", flat=True).distinct())


def map_filters(asked: MapFilter, themes: Iterable[str]) -> Filters:
    """What the map can be narrowed to."""
    named = sorted(((code, theme_name(code)) for code in themes), key=_by_label)
    states = [(code, str(label)) for code, label in Pebble.State.choices]
    natures = [(code, str(label)) for code, label in Place.Nature.choices]
    return [
        ("theme", _("Theme"), _("all themes"), _chosen(named, asked.theme)),
        ("etat", _("State"), _("all states"), _chosen(states, asked.state)),
        ("genre", _("Kind of place"), _("all places"), _chosen(natures, asked.nature)),
    ]


def _options() -> QuerySet[Any, Row]:
    """Every theme, pillar, place and period that some deed has, in one query."""
    standing = Q(pebbles__withdrawn=False)
    first, last = (Cast(ExtractYear(end), CharField()) for end in ("since", "until"))
    years = Concat(first, Value("-"), last, output_field=CharField())
    parts = [
        _part(Pebble.objects, "theme", F("theme")),
        _part(Pebble.objects.filter(since=None), "year", Value(UNDATED, output_field=CharField())),
        _part(Pebble.objects.exclude(since=None), "year", years),
        _part(Pillar.objects.filter(standing), "pillar", F("tag"), named=True),
        _part(Place.objects.filter(standing), "place", Cast("number", CharField()), named=True),
    ]
    return parts[0].union(*parts[1:])


def _part(rows: Any, what: str, code: Any, *, named: bool = False) -> QuerySet[Any, Row]:
    name = F("name") if named else Value("", output_field=CharField())
    translations = F("translations") if named else Value(None, output_field=JSONField())
    found: QuerySet[Any, Row] = (
        rows.order_by()
        .annotate(what=Value(what, output_field=CharField()), code=code, shown_name=name, told=translations)
        .values_list("what", "code", "shown_name", "told")
    )
    return found


def _themes(rows: Sequence[Row]) -> list[tuple[str, str]]:
    codes = [code for what, code, _name, _told in rows if what == "theme"]
    return sorted(((code, theme_name(code)) for code in codes), key=_by_label)


def _named(wanted: str, rows: Sequence[Row]) -> list[tuple[str, str]]:
    """Places and pillars by name; a tag that several frameworks share is listed once."""
    language = get_language() or WRITTEN_IN
    names: dict[str, str] = {}
    for what, code, name, told in rows:
        if what == wanted:
            translated = (told or {}).get(language, {}).get("name")
            names.setdefault(code, translated or typeset(name, WRITTEN_IN))
    return sorted(names.items(), key=_by_label)


def _all_years(rows: Sequence[Row], asked: PebbleFilter) -> list[tuple[str, str]]:
    spans = [years_in(code) for what, code, _name, _told in rows if what == "year"]
    ends = [(first, min(last, first + LONGEST_SPAN)) for first, last in filter(None, spans)]
    years = {year for first, last in ends for year in range(first, last + 1)}
    choices = [(str(year), str(year)) for year in sorted(years, reverse=True)]
    if any(code == UNDATED for what, code, _name, _told in rows if what == "year"):
        choices.append((UNDATED, _("date unknown")))
    if asked.years and asked.years[0] != asked.years[1]:
        first, last = asked.years
        choices.insert(0, (asked.year, _("from %(first)s to %(last)s") % {"first": first, "last": last}))
    return choices


def _by_label(choice: tuple[str, str]) -> tuple[str, str]:
    return alphabetical(choice[1])


def _chosen(choices: list[tuple[str, str]], chosen: str) -> list[Choice]:
    return [Choice(code, label, code == chosen) for code, label in choices]
