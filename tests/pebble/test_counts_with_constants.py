"""A count of households or residents is printed with its constant, wherever a figure is printed."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html import unescape
from importlib import resources
from itertools import chain

import pytest
from django.db.models import Prefetch
from django.test import Client
from django.urls import reverse

from poucet.dossier.loading import load
from poucet.measure.charts import drawn
from poucet.measure.models import Conflict, Constant, Indicator, Observation, Source
from poucet.measure.operations import Figure, record_figures
from poucet.measure.series import series_of
from poucet.measure.templatetags.measure import bare_reading, reading
from poucet.pebble.models import Equivalence, Pebble
from poucet.pebble.operations import Parts
from poucet.star.models import Facet
from poucet.star.progress import Progress
from poucet.star.summaries import facet_views
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_pebble,
    a_star,
    a_target,
    an_indicator,
)
from tests.reading import read

pytestmark = pytest.mark.django_db
AT_A_CONSTANT = re.compile(r" à [\d ]+(,\d+)? kWh/an")


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text)  # no-break spaces too


def told_on(client: Client, address: str) -> str:
    """All that a page says of its own, in the order in which it says it: not a scope in the commune's words."""
    body = re.sub(r'(<(span|dd) lang="fr">).*?</\2>', "", client.get(address).content.decode(), flags=re.S)
    return plain(unescape(re.sub(r"<[^>]+>", "", body)))


def bare_counts(text: str, counts: set[str]) -> tuple[int, list[str]]:
    """How many counts stand with their constant, and where others stand bare."""
    told, bare = 0, []
    for found in re.finditer(rf"(?<![\d,])({'|'.join(sorted(counts))})(?!\w)", text):
        if AT_A_CONSTANT.match(text, found.end()):
            told += 1
        else:
            bare.append(text[max(0, found.start() - 25) : found.end() + 12])
    return told, bare


def equals(count: Observation, quantity: Observation, constant: Constant) -> dict[str, object]:
    return {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}


def households(count: int, **given: object) -> Observation:
    indicator = given.pop("indicator", None) or an_indicator(unit="ménages")
    return a_figure(indicator=indicator, value=Decimal(count), **given)


def test_every_count_of_the_demonstration_stands_with_its_constant(client: Client) -> None:
    with resources.as_file(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
        load(folder, signed=SIGNED)
        in_peoples_words = plain(" ".join(file.read_text() for file in folder.rglob("*.yaml")))
    rows = Equivalence.objects.all()
    numbers = set(chain.from_iterable((row.count_number, row.quantity_number) for row in rows))
    figures = Observation.objects.current().numbered(numbers)
    counted = figures.filter(number__in=[row.count_number for row in rows])
    counts = {plain(bare_reading(count)) for count in counted}
    things = chain(
        figures,
        Pebble.objects.all(),
        Facet.objects.all(),
        Constant.objects.all(),
        Conflict.objects.all(),
        Indicator.objects.filter(observations__in=figures),
        Source.objects.filter(observations__in=figures),
    )
    lists = [reverse(name) for name in ("home", "star", "path", "pebbles", "conflicts", "constants")]
    lists += [f"{reverse('indicators')}?page={page}" for page in (1, 2, 3)]
    lists += [f"{reverse('path')}?facette={facet.number}" for facet in Facet.objects.all()]
    told = 0
    for address in [*lists, *dict.fromkeys(thing.get_absolute_url() for thing in things)]:
        here, bare = bare_counts(told_on(client, address), counts)
        assert [words for words in bare if words[20:-8] not in in_peoples_words] == [], address
        told += here
    assert counts == {"12 ménages", "69 ménages", "176 ménages", "400 habitants"}
    assert told > 20


def test_count_is_never_alone_on_the_pages_of_figures(client: Client) -> None:
    quantity = a_figure(value=Decimal(32000))
    counted = an_indicator(unit="ménages", name="Ménages équivalents")
    twelve, many = households(12, indicator=counted), households(69, indicator=counted)
    large, small = (a_constant(value=Decimal(value), key=f"menage-{value}") for value in (2667, 464))
    a_pebble(Parts(equivalences=[equals(twelve, quantity, large), equals(many, quantity, small)]))
    conflict = a_conflict(twelve, many)
    pages = [
        twelve.get_absolute_url(),
        conflict.get_absolute_url(),
        counted.get_absolute_url(),
        many.source.get_absolute_url(),
        reverse("indicators"),
        reverse("conflicts"),
    ]
    for page in pages:
        told, bare = bare_counts(told_on(client, page), {"12 ménages", "69 ménages"})
        assert told, page
        assert bare == [], page


def a_counted_star() -> tuple[Facet, Observation]:
    """A star whose facet is measured in households, from a starting point to a target."""
    a_commune()
    a_star()
    counted, constant = an_indicator(unit="ménages"), a_constant(value=Decimal(2000))
    first, last = (
        households(count, indicator=counted, period=str(year)) for count, year in ((12, 2010), (24, 2020))
    )
    facet = a_facet(indicator=counted)
    a_target(facet, unit="ménages", value=Decimal(48), baseline_number=first.number)
    quantities = [a_figure(value=Decimal(value)) for value in (24000, 48000)]
    parts = Parts(
        facets=[facet],
        effects=[{"indicator": counted, "role": "effect", "facet": facet}],
        equivalences=[equals(first, quantities[0], constant), equals(last, quantities[1], constant)],
    )
    a_pebble(parts)
    return facet, last


def test_count_is_never_alone_where_the_star_is_shown(client: Client) -> None:
    facet, last = a_counted_star()
    lists = (reverse("home"), reverse("star"), f"{reverse('path')}?facette={facet.number}")
    for page in (*lists, facet.get_absolute_url(), reverse("pebbles"), last.get_absolute_url()):
        told, bare = bare_counts(told_on(client, page), {"12 ménages", "24 ménages"})
        assert told, page
        assert bare == [], page


def test_chart_of_counts_says_their_constant(client: Client) -> None:
    _facet, last = a_counted_star()
    picture = plain(str(drawn(series_of(last.indicator, last.indicator.observations.current()))))
    assert "entre 12 et 24 ménages à 2 000 kWh/an" in picture
    assert picture.count("ménages à 2 000 kWh/an") == 2  # what is said of it, and its axis


def test_earlier_revision_of_a_count_keeps_the_constant(client: Client) -> None:
    count = households(12)
    a_pebble(Parts(equivalences=[equals(count, a_figure(), a_constant(value=Decimal(2500)))]))
    said = {
        name: getattr(count, name)
        for name in ("indicator", "source", "unit", "status", "confidence", "period")
    }
    record_figures([Figure(number=count.number, value=Decimal(13), **said)], signed=SIGNED)
    told, bare = bare_counts(told_on(client, count.get_absolute_url()), {"12 ménages", "13 ménages"})
    assert (told >= 3, bare) == (True, [])


def test_count_told_with_two_constants_says_both() -> None:
    count, quantity = households(12), a_figure()
    for value in (2667, 464):
        constant = a_constant(value=Decimal(value), number=10_000 - value)
        a_pebble(Parts(equivalences=[equals(count, quantity, constant)]))
    again = Observation.objects.current().get(number=count.number)
    assert plain(reading(again)) == "12 ménages à 2 667 kWh/an ou 464 kWh/an"
    assert series_of(count.indicator, [again]).points == ()


def test_withdrawn_deed_lends_its_count_no_constant() -> None:
    count = households(12)
    pebble = a_pebble(Parts(equivalences=[equals(count, a_figure(), a_constant())]))
    Pebble.every.filter(pk=pebble.pk).update(withdrawn=True)
    assert plain(reading(Observation.objects.get(pk=count.pk))) == "12 ménages"


def test_figures_ask_for_constants_once_and_only_for_counts(django_assert_num_queries) -> None:
    plain_one, count = a_figure(), households(12)
    other = households(13, indicator=count.indicator)
    a_pebble(Parts(equivalences=[equals(count, plain_one, a_constant())]))
    with django_assert_num_queries(1):
        list(Observation.objects.numbered([plain_one.number]))
    with django_assert_num_queries(2):
        assert [len(row.constants) for row in Observation.objects.numbered([count.number, other.number])] == [
            1,
            0,
        ]
    wanted = Prefetch("observations", queryset=Observation.objects.current())
    with django_assert_num_queries(3):
        (indicator,) = Indicator.objects.filter(pk=count.indicator_id).prefetch_related(wanted)
        assert [len(row.constants) for row in indicator.observations.all()] == [1, 0]
    with django_assert_num_queries(1):
        list(Observation.objects.values_list("number", flat=True))


def test_distance_is_not_told_between_counts_of_different_constants(client: Client) -> None:
    counted = an_indicator(unit="ménages")
    first, last = households(12, indicator=counted), households(69, indicator=counted)
    facet = a_facet(indicator=counted)
    a_target(facet, unit="ménages", value=Decimal(90), baseline_number=first.number)
    for count, value in ((first, 2667), (last, 464)):
        constant = a_constant(value=Decimal(value), number=10_000 - value)
        a_pebble(Parts(equivalences=[equals(count, a_figure(), constant)]))
    (view,) = facet_views([facet], today=date(2026, 1, 5))
    assert view.progress == Progress(unknown=("series.constants_differ",))
    assert "The counts take different constants" in read(client, facet.get_absolute_url())
