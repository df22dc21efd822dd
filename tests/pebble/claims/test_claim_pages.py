"""A claim as its reader meets it: the sentence, the numbers, what is missing, what the reader changes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from poucet.town.models import Link, RegisterEntry
from poucet.town.resting import resting_on
from poucet.town.things import Reference
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_facet, a_figure, a_pebble, a_story, an_indicator
from tests.factories.claims import TERMS, a_claim, a_model, lines
from tests.markup import parse
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db


def without_doubt(*more: dict[str, Any]) -> list[dict[str, Any]]:
    """The small model with no range: 100 roofs, surely."""
    kept = lines(*more)
    return [{name: value for name, value in line.items() if name not in ("low", "high")} for line in kept]


def told(page: str, opening: str, closing: str) -> str:
    """What stands between two marks of a page, as a reader reads it."""
    found = re.search(f"{re.escape(opening)}(.*?){re.escape(closing)}", page, re.DOTALL)
    assert found is not None, opening
    return " ".join(re.sub(r"<[^>]*>", "", found[1]).split())


def sentence_of(page: str) -> str:
    return told(page, '<p class="claim-sentence">', "</p>")


def test_sentence_is_made_of_the_numbers(client: Client) -> None:
    claim = a_claim(scenario_model=a_model(variables=without_doubt()))
    page = read(client, claim.get_absolute_url())
    # By hand: 10 × 100 = 1,000 of 2,000 MWh is 50 %; of these 20 % is 10 %, and 5 % is 2.5 %.
    assert sentence_of(page) == (
        "If tous les toits did like la halle, this would give over a year the equivalent of 50% "
        "of l’électricité utilisée in 2025; at plausible adoption, 10%; today, "
        "nobody has counted who followed: 2.5%."
    )
    assert "hypothesis" in page


def test_sentence_in_french_runs_the_article_in(client: Client) -> None:
    claim = a_claim(scenario_model=a_model(variables=without_doubt()), whole="le gaz utilisé")
    client.cookies["langue"] = "fr"
    text = " ".join(sentence_of(client.get(claim.get_absolute_url()).content.decode()).split())
    assert text == (
        "Si tous les toits faisaient comme la halle, cela donnerait sur une année l’équivalent de 50 % du gaz "
        "utilisé en 2025 ; avec une adoption plausible, 10 % ; aujourd’hui, personne n’a compté qui a suivi : "
        "2,5 %."
    )


def test_range_goes_with_each_share(client: Client) -> None:
    page = read(client, a_claim().get_absolute_url())
    # 50 to 150 roofs of 10 MWh, of 2,000: 25 to 75 %.
    assert "<strong>50%</strong> (25 to 75%)" in page
    assert "Going to count them would teach the most." in page


def test_boundary_imposes_its_words(client: Client) -> None:
    said = {
        "annual_balance": "neither self-consumption",
        "self_consumption": "neither the annual balance",
        "autonomy": "less than the annual balance",
        "yearly_saving": "a dry month",
    }
    for boundary, words in said.items():
        page = read(client, a_claim(boundary=boundary).get_absolute_url())
        assert [one for one in said.values() if one in page] == [words]


def test_claim_stays_open_while_something_is_unknown_and_says_what(client: Client) -> None:
    unknown = lines(used={"value": "unknown", "label": "Électricité de la commune", "hypothesis": ""})
    claim = a_claim(scenario_model=a_model(variables=unknown))
    page = read(client, claim.get_absolute_url())
    assert "this claim stays open" in page
    assert "Électricité de la commune" in page
    assert "<svg" not in page.partition("<main")[2]
    answered = read(client, claim.get_absolute_url(), used="2000")
    assert "With your numbers" in answered
    assert "<strong>50%</strong> (25 to 75%)" in answered


def test_reader_changes_a_guess_by_the_address_alone(client: Client) -> None:
    claim = a_claim()
    lines_signed = RegisterEntry.objects.count()
    page = read(client, claim.get_absolute_url(), would="40", roofs="100", per_roof="10")
    tree = parse(page)
    kept = [link.attributes["href"] for link in tree.all("a") if link.text == "Address of this scenario"]
    assert kept == ["?would=40"]
    assert "<strong>20%</strong>" in page
    assert "<strong>10%</strong>" in page  # the commune's own stays beside it
    assert RegisterEntry.objects.count() == lines_signed


def test_guess_left_as_it_was_changes_nothing(client: Client) -> None:
    page = read(client, a_claim().get_absolute_url(), would="20")
    assert "With your numbers" not in page


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("abc", "Write a number, such as 12.5."),
        ("12.345.6", "Write a number, such as 12.5."),
        ("140", "Ensure this value is less than or equal to 100."),
        ("nan", "Write a number, such as 12.5."),
    ],
)
def test_number_that_cannot_be_is_told_at_its_field(client: Client, typed: str, refusal: str) -> None:
    page = read(client, a_claim().get_absolute_url(), would=typed)
    assert refusal in page
    assert "With your numbers" not in page


def test_decimal_comma_is_read(client: Client) -> None:
    assert "?would=12.5" in read(client, a_claim().get_absolute_url(), would="12,5")


def test_measure_takes_the_place_of_the_announcement_and_the_page_shows_both(client: Client) -> None:
    indicator = an_indicator(key="mesure-du-toit", unit="kWh/an")
    more = (
        {"id": "counted", "label": "Compté", "kind": "measured", "unit": "kWh/an", "measured_by": "mesure-du-toit"},
        {"id": "counted_per_roof", "label": "Compté par toit", "kind": "formula", "unit": "MWh/toiture/an",
         "formula": "counted / (1 [toiture])"},
    )  # fmt: skip
    model = a_model(variables=without_doubt(*more))
    claim = a_claim(scenario_model=model, terms={**TERMS, "measured_effect": "counted_per_roof"})
    before = read(client, claim.get_absolute_url())
    assert "As announced" not in before
    a_figure(indicator=indicator, value=Decimal(8000), status="declared")
    assert read(client, claim.get_absolute_url()).count("effect measured") == 0
    a_figure(indicator=indicator, value=Decimal(8000), status="measured")
    page = read(client, claim.get_absolute_url())
    assert "effect measured" in page
    both = told(page, "<dt>As announced</dt>", "</dl>")
    assert both == "if all did 50% · plausibly 10% As measured if all did 40% · plausibly 8%"


def test_figure_that_cannot_be_converted_is_told_and_never_breaks_the_page(client: Client) -> None:
    figure = a_figure(indicator=an_indicator(unit="EUR/an"))
    bad = lines(used={"figure": figure.number, "value": None})
    bad = [{name: value for name, value in line.items() if value is not None} for line in bad]
    claim = a_claim(scenario_model=a_model(variables=bad))
    for address in (claim.get_absolute_url(), claim.scenario_model.get_absolute_url(), "/affirmations"):
        page = read(client, address)
        assert "cannot be computed" in page


def test_model_page_says_where_each_number_comes_from(client: Client) -> None:
    figure = a_figure(indicator=an_indicator(unit="MWh/an"), value=Decimal(2000))
    said = [
        {
            name: value
            for name, value in line.items()
            if not (line["id"] == "used" and name in ("value", "hypothesis"))
        }
        for line in lines(used={"figure": figure.number})
    ]
    model = a_model(variables=said)
    claim = a_claim(scenario_model=model)
    page = read(client, model.get_absolute_url())
    assert f'href="{figure.get_absolute_url()}"' in page
    assert "hypothesis" in page
    assert "Poucet’s hypothesis" not in page
    assert claim.name in page
    assert "What a careful reader would ask" not in page


def test_facet_shows_the_ghost_of_its_claims_and_the_pebble_leads_to_them(client: Client) -> None:
    facet, pebble = a_facet(), a_pebble()
    claim = a_claim(facet=facet, pebble=pebble)
    on_facet = read(client, facet.get_absolute_url())
    assert claim.name in on_facet
    assert "(25 to 75%)" in on_facet
    assert 'stroke-dasharray="4 2.5"' in on_facet
    assert claim.get_absolute_url() in read(client, pebble.get_absolute_url())
    withdraw(claim, signed=SIGNED)
    assert claim.name not in read(client, facet.get_absolute_url())
    assert claim.name not in read(client, pebble.get_absolute_url())


def test_writing_a_claim_signs_it_and_ties_it_to_its_pebble_alone() -> None:
    first, second = a_pebble(), a_pebble()
    model = a_model()
    before = RegisterEntry.objects.count()
    claim = a_claim(pebble=first, scenario_model=model)
    acts = list(RegisterEntry.objects.order_by("sequence").values_list("act", "number")[before:])
    assert acts == [("claim.written", claim.number), ("link.tied", claim.number)]
    a_claim(number=claim.number, key=claim.key, pebble=second, scenario_model=model)
    assert [link.destination for link in Link.objects.filter(relation="scales")] == [second.reference]


def test_pages_of_claims_ask_a_constant_number_of_questions(
    client: Client, django_assert_max_num_queries
) -> None:
    facet = a_facet()
    for _ in range(3):
        claim = a_claim(facet=facet)
    for address in (
        "/affirmations",
        claim.get_absolute_url(),
        claim.scenario_model.get_absolute_url(),
        facet.get_absolute_url(),
        claim.pebble.get_absolute_url(),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address)


def test_example_says_that_it_is_one(client: Client) -> None:
    claim = a_claim(example=True, scenario_model=a_model(example=True))
    assert "imagined for the demonstration" in read(client, claim.get_absolute_url())
    assert "imagined for the demonstration" in read(client, claim.scenario_model.get_absolute_url())


def test_hostile_words_stay_words(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    claim = a_claim(everyone=bad, like=bad, whole=bad, followers=bad, terms={**TERMS, "followed": "roofs"})
    page = client.get(claim.get_absolute_url()).content.decode()
    assert bad not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 4


def test_api_tells_the_same_numbers(client: Client) -> None:
    claim = a_claim(scenario_model=a_model(variables=without_doubt()))
    (one_claim,) = client.get("/api/v1/claims").json()["items"]
    assert (one_claim["id"], one_claim["state"], one_claim["missing"]) == (
        f"claim/{claim.number}",
        "hypothesis",
        [],
    )
    assert [(one["adoption"], one["share"], one["effect"]) for one in one_claim["adoptions"]] == [
        ("technical", "50", "1000"),
        ("plausible", "10", "200"),
        ("triggered", "2.5", "50"),
    ]
    (model,) = client.get("/api/v1/models").json()["items"]
    assert [(one["name"], one["value"], one["origin"]) for one in model["variables"]][:2] == [
        ("per_roof", "10", "hypothesis"),
        ("roofs", "100", "hypothesis"),
    ]


def test_unknown_in_the_api_is_no_zero(client: Client) -> None:
    a_claim(scenario_model=a_model(variables=lines(used={"value": "unknown", "hypothesis": ""})))
    (one_claim,) = client.get("/api/v1/claims").json()["items"]
    assert (one_claim["state"], one_claim["missing"]) == ("open", ["used"])
    assert {one["share"] for one in one_claim["adoptions"]} == {"unknown"}


@pytest.mark.parametrize(
    ("deed", "is_flagged"),
    [
        ("Le toit couvre 92 % des besoins.", True),
        ("Le toit couvre 92\u00a0% des besoins.", True),
        ("Le toit couvre 92 % des besoins (/figure/88).", False),
        ("Avec tous les toits, 20 % (/affirmation/1).", False),
        ("On est montés à quarante.", False),
    ],
)
def test_percentage_in_a_story_without_what_bears_it_out_is_flagged(
    client: Client, deed: str, is_flagged: bool
) -> None:
    a_story(name="La mémoire du toit", deed=deed)
    page = read(client, "/inconnues")
    assert ("La mémoire du toit" in page) is is_flagged


def test_open_claim_is_among_what_is_missing(client: Client) -> None:
    known = a_claim(name="Tout est su")
    a_claim(
        name="On attend",
        pebble=known.pebble,
        scenario_model=a_model(variables=lines(used={"value": "unknown", "hypothesis": ""})),
    )
    page = read(client, "/inconnues")
    assert ("On attend" in page, "Tout est su" in page) == (True, False)


def test_hypothesis_of_a_demonstration_is_said_to_be_poucet_s(client: Client) -> None:
    a_commune(demonstration=True)
    assert "Poucet’s hypothesis" in read(client, a_claim().get_absolute_url())


def test_zero_is_an_answer_where_nobody_knows(client: Client) -> None:
    unknown = lines(have={"value": "unknown", "hypothesis": ""})
    claim = a_claim(scenario_model=a_model(variables=unknown))
    assert "this claim stays open" in read(client, claim.get_absolute_url())
    assert "With your numbers" in read(client, claim.get_absolute_url(), have="0")


@pytest.mark.parametrize(
    ("typed", "refusal"),
    [
        ("0", "This claim cannot be computed. Some draws divide by zero"),
        ("-3", "Ensure this value is greater than or equal to 0."),
    ],
)
def test_whole_of_nothing_is_refused_in_words_beside_the_commune_s_own(
    client: Client, typed: str, refusal: str
) -> None:
    page = read(client, a_claim().get_absolute_url(), used=typed)
    assert refusal in page
    assert "<strong>50%</strong> (25 to 75%)" in page


def test_model_that_cannot_be_drawn_says_why(client: Client) -> None:
    too_many = [
        {"id": f"x{place}", "label": "x", "kind": "parameter", "unit": "ratio", "low": 1, "high": 2,
         "over_time": "independent", "hypothesis": "x"}
        for place in range(60)
    ]  # fmt: skip
    model = a_model(variables=too_many, years=[2000, 2199])
    assert "This model cannot be computed." in read(client, model.get_absolute_url())


def test_answer_to_a_slider_tells_refusals_and_the_shortest_address(client: Client) -> None:
    claim = a_claim()
    asked = {"would": "40", "roofs": "4_0", "used": "2000", "lang": "en"}
    answer = client.get(claim.get_absolute_url(), asked, headers={"HX-Request": "true"})
    assert answer["HX-Replace-Url"] == f"{claim.get_absolute_url()}?would=40"
    part = answer.content.decode().partition('<div id="told"')[2].partition("</section>")[0]
    assert "Write a number, such as 12.5." in part
    assert "HX-Replace-Url" not in client.get(claim.get_absolute_url(), asked)


def test_two_measures_of_one_day_that_differ_are_no_measure(client: Client) -> None:
    indicator = an_indicator(key="mesure-du-toit", unit="kWh/an")
    more = (
        {"id": "counted", "label": "x", "kind": "measured", "unit": "MWh/an", "measured_by": "mesure-du-toit"},
        {"id": "counted_per_roof", "label": "x", "kind": "formula", "unit": "MWh/toiture/an",
         "formula": "counted / (1 [toiture])"},
    )  # fmt: skip
    claim = a_claim(
        scenario_model=a_model(variables=lines(*more)),
        terms={**TERMS, "measured_effect": "counted_per_roof"},
    )
    a_figure(indicator=indicator, value=Decimal(8000), status="measured", period="2024")
    assert "effect measured" in read(client, claim.get_absolute_url())
    a_figure(indicator=indicator, value=Decimal(1), status="measured", period="2024-01/2024-12")
    assert "effect measured" not in read(client, claim.get_absolute_url())
    a_figure(indicator=indicator, value=Decimal(7000), status="measured", period="2025-06")
    assert "effect measured" in read(client, claim.get_absolute_url())


def test_guess_is_no_measure_whatever_its_part(client: Client) -> None:
    claim = a_claim(terms={**TERMS, "measured_effect": "per_roof"})
    assert "effect measured" not in read(client, claim.get_absolute_url())


def test_figure_that_a_claim_takes_its_measure_from_is_rested_on() -> None:
    figure = a_figure(indicator=an_indicator(key="mesure-du-toit", unit="kWh/an"), status="measured")
    said = lines(
        {"id": "x", "label": "x", "kind": "measured", "unit": "MWh/an", "measured_by": "mesure-du-toit"}
    )
    model = a_model(variables=said)
    assert [named.reference for named in resting_on(Reference("observation", figure.number))] == [
        model.reference
    ]
