"""What the API says: everything public, each thing with its number and its addresses, nothing dropped or made up."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from poucet.measure.models import CellState
from poucet.measure.operations import withdraw_figures
from poucet.pebble.models import Effect
from poucet.pebble.operations import Parts
from poucet.town.models import RegisterEntry
from poucet.town.operations import Year
from poucet.town.writing import withdraw
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_pebble,
    a_source,
    a_target,
    an_indicator,
    an_organisation,
)
from tests.reading import MOST_QUERIES
from tests.web.api.asking import KINDS, a_house_of_everything, asked

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_list_and_each_thing_its_addresses(client, kind):
    a_house_of_everything()
    items = asked(client, kind)["items"]
    assert items
    for item in items:
        assert item["id"].endswith(f"/{item['number']}")
        assert item["self"] == f"http://testserver/api/v1/{kind}/{item['number']}"
        assert asked(client, f"{kind}/{item['number']}") == item
        assert client.get(item["url"].removeprefix("http://testserver")).status_code == 200


def test_commune_star_and_thread_are_told(client):
    a_house_of_everything("Le beffroi")
    assert asked(client, "commune")["name"] == "Le beffroi"
    assert asked(client, "star")["name"] == "Le beffroi"
    pebble = asked(client, "pebbles")["items"][0]
    (stretch,) = asked(client, f"pebbles/{pebble['number']}/thread")["stretches"]
    assert (stretch["origin"]["id"], stretch["relation"], stretch["source"]) == (
        pebble["id"],
        "enables",
        "unknown",
    )


def test_empty_house_has_neither_commune_nor_star(client):
    assert client.get("/api/v1/commune").status_code == 404
    assert client.get("/api/v1/star").status_code == 404
    assert asked(client, "pebbles") == {"items": [], "next": None}


def test_register_is_told_in_order_and_signed_as_on_its_page(client):
    a_commune()
    a_source(number=40)
    line = asked(client, "register?kind=source&thing=40")["items"][0]
    kept = RegisterEntry.objects.get(kind="source", number=40)
    assert (line["number"], line["act"], line["thing"]) == (kept.sequence, "source.written", "source/40")
    assert (line["by"], line["digest"], line["previous"]) == ("tests", kept.digest, kept.previous)


def test_organisation_tells_what_is_known_of_it_and_since_when(client):
    source = a_source()
    known = {"nature": "association", "field": "culture", "founded": "1998", "standing": "active"}
    one = an_organisation(rna="W620000001", years=[Year(2024, "no", source.number)], **known)
    other = an_organisation()
    told = asked(client, f"organisations/{one.number}")
    assert {name: told[name] for name in known} == known
    assert (told["dissolved"], told["siret"], told["rna"]) == ("not_applicable", "unknown", "W620000001")
    (year,) = told["years"]
    assert (year["year"], year["active"], year["source"]["id"]) == (2024, "no", f"source/{source.number}")
    assert asked(client, f"organisations/{other.number}")["dissolved"] == "unknown"
    narrowed = asked(client, "organisations?nature=association&field=culture")["items"]
    assert [item["number"] for item in narrowed] == [one.number]


def cells() -> dict[str, dict[str, object]]:
    """Give one effect of each of the seven states."""
    return {
        CellState.QUANTITY: {},
        CellState.ORDINAL: {"grade": -2},
        CellState.SIGN_ONLY: {"direction": "down"},
        **{state: {} for state in ("unknown", "no_effect", "not_applicable", "not_assessed")},
    }


def test_seven_states_come_back_as_they_were_written(client):
    written = [
        {"indicator": an_indicator(), "role": "effect", "state": state, "note": "Pourquoi.", **said}
        for state, said in cells().items()
    ]
    pebble = a_pebble(Parts(effects=written))
    told = asked(client, f"pebbles/{pebble.number}")["effects"]
    back = [
        {
            "state": one["state"],
            "grade": None if one["grade"] == "not_applicable" else one["grade"],
            "direction": "" if one["direction"] == "not_applicable" else one["direction"],
        }
        for one in told
    ]
    kept = Effect.objects.filter(pebble=pebble).values("state", "grade", "direction")
    assert back == list(kept)
    assert len({tuple(one.items()) for one in back}) == len(CellState.values)


def test_unknown_figure_is_unknown_and_zero_is_zero(client):
    unknown, zero = a_figure(state="unknown", value=None, period=""), a_figure(value=Decimal(0))
    words = a_figure(indicator=an_indicator(nature="text"), state="statement", statement="Oui", value=None)
    told = {one["number"]: one for one in asked(client, "observations")["items"]}
    assert (told[unknown.number]["state"], told[unknown.number]["value"]) == ("unknown", "unknown")
    assert told[unknown.number]["period"] == "unknown"
    assert (told[zero.number]["state"], told[zero.number]["value"]) == ("quantity", "0")
    assert (told[words.number]["value"], told[words.number]["statement"]) == ("not_applicable", "Oui")


def test_amount_is_exact_to_its_last_digit(client):
    value = Decimal("12345.0123456789")  # fifteen digits: SQLite keeps no more
    figure = a_figure(value=value)
    said = asked(client, f"observations/{figure.number}")["value"]
    assert isinstance(said, str)
    assert Decimal(said) == value


def test_range_without_a_value_keeps_its_two_ends(client):
    figure = a_figure(value=None, low=Decimal(5), high=Decimal(6))
    told = asked(client, f"observations/{figure.number}")
    assert (told["value"], told["low"], told["high"]) == ("unknown", "5", "6")


def test_count_carries_its_constant_wherever_it_is_told(client):
    quantity = a_figure(value=Decimal(32000))
    count = a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(12))
    constant = a_constant(value=Decimal("2666.67"))
    ends = {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}
    pebble = a_pebble(Parts(equivalences=[ends]))
    (equivalence,) = asked(client, f"pebbles/{pebble.number}")["equivalences"]
    (taken,) = asked(client, f"observations/{count.number}")["constants"]
    for said in (equivalence["constant"], taken):
        assert (said["value"], said["unit"], said["per"]) == ("2666.67", "kWh/ménage/an", "kWh/a")


def test_conflict_shows_its_sides_and_the_reason_of_its_reference(client):
    indicator = an_indicator()
    first, second = (a_figure(indicator=indicator, value=Decimal(value)) for value in (50, 60))
    conflict = a_conflict(first, second, reference_number=second.number, reason="Relevé au compteur.")
    told = asked(client, f"conflicts/{conflict.number}")
    assert [side["value"] for side in told["sides"]] == ["50", "60"]
    assert (told["reference"]["id"], told["reason"]) == (
        f"observation/{second.number}",
        "Relevé au compteur.",
    )
    assert [side["reference"] for side in told["sides"]] == [False, True]
    assert [one["id"] for one in told["sides"][0]["conflicts"]] == [f"conflict/{conflict.number}"]


def test_facet_keeps_every_version_of_its_target(client):
    facet = a_facet(indicator=an_indicator())
    a_target(facet)
    a_target(facet, version=2, value=Decimal(900), reason="Plus ambitieux.")
    told = asked(client, f"facets/{facet.number}")["targets"]
    assert [(one["version"], one["value"], one["reason"]) for one in told] == [
        (1, "500", ""),
        (2, "900", "Plus ambitieux."),
    ]


def test_example_says_so_and_rests_on_no_source(client):
    imagined = a_pebble(example=True)
    real = a_pebble()
    told = {one["number"]: one for one in asked(client, "pebbles")["items"]}
    assert (told[imagined.number]["example"], told[imagined.number]["source"]) == (True, "not_applicable")
    assert told[real.number]["example"] is False
    assert [one["number"] for one in asked(client, "pebbles?example=true")["items"]] == [imagined.number]


def test_both_languages_are_told_at_once(client):
    a_pebble(number=7, name="Le jardin", translations={"en": {"name": "The garden"}})
    french, english = (
        client.get("/api/v1/pebbles/7", headers={"Accept-Language": code}) for code in ("fr", "en")
    )
    assert french.content == english.content
    assert (french.json()["name"], french.json()["language"]) == ("Le jardin", "fr")
    assert french.json()["translations"] == {"en": {"name": "The garden"}}


def test_withdrawn_thing_is_nowhere(client):
    figure, maker = a_figure(), an_organisation()
    pebble = a_pebble(
        Parts(makers=[{"organisation": maker}], effects=[{"indicator": figure.indicator, "role": "effect"}])
    )
    withdraw(maker, signed=SIGNED)
    withdraw_figures([figure.number], signed=SIGNED)
    told = asked(client, f"pebbles/{pebble.number}")
    assert told["makers"] == [{"organisation": "not_applicable", "name": ""}]
    assert (told["figures"], told["effects"][0]["figures"]) == ([], [])
    assert asked(client, "organisations")["items"] == asked(client, "observations")["items"] == []
    withdraw(pebble, signed=SIGNED)
    assert asked(client, "pebbles")["items"] == []


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        asked(client, address)
    return len(seen)


def test_lists_ask_as_many_queries_for_thirty_houses_as_for_one(client):
    lists = {kind: f"{kind}?limit=100" for kind in (*KINDS, "register")}
    a_house_of_everything()
    few = {kind: queries(client, address) for kind, address in lists.items()}
    for _time in range(15):
        a_house_of_everything()
    assert {kind: queries(client, address) for kind, address in lists.items()} == few
    assert max(few.values()) <= MOST_QUERIES
    for kind, address in lists.items():
        assert len(asked(client, address)["items"]) > 15, kind
