"""The shipped dossier says every sourced fact it was made from: value, source, status, confidence."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from poucet.dossier.yaml_reading import read_yaml

STATUSES = {"estimate": "estimated"}
FACTS_OF_WORDS = {"code", "deg"}  # an address and a position: they are in commune.yaml


@pytest.fixture
def facts(shared_data: Path) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load((shared_data / "loos" / "facts.yaml").read_text(encoding="utf-8"))
    return said


@pytest.fixture
def rows(loos: Path) -> list[dict[str, str]]:
    with (loos / "observations.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def said(loos: Path, path: str) -> Any:
    return read_yaml(path, (loos / path).read_bytes()).value


def values_of(fact: dict[str, Any]) -> list[Any]:
    return fact["value"] if isinstance(fact["value"], list) else [fact["value"]]


def every_figure(facts: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Each value of the facts, with the source and confidence that hold for it."""
    yield from facts["commune_profile"]
    yield from facts["evaluation_findings"]
    for indicator in facts["indicators"]:
        for point in indicator["series"]:
            yield {"unit": indicator["unit"], **point}
    for pebble in facts["pebbles"]:
        for figure in pebble["figures"]:
            yield {"source": pebble["source"], "confidence": pebble["confidence"], **figure}
    for conflict in facts["conflicts"]:
        yield from conflict["valeurs"]


def holds(row: dict[str, str], value: Any) -> bool:
    """Whether a line of the table says this value."""
    if isinstance(value, str):
        told = row["value"].replace("’", "'").lower()
        return value.replace("’", "'").lower() in told or told in value.lower()
    if row["value"].startswith(f"{value}-"):  # a year that another fact dates to the day
        return True
    wanted = Decimal(str(value))
    return any(
        cell and is_number(cell) and Decimal(cell) == wanted
        for cell in (row["value"], row["low"], row["high"])
    )


def is_number(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def test_every_value_is_there_with_its_source(facts: dict[str, Any], rows: list[dict[str, str]]) -> None:
    absent = [
        (fact, value)
        for fact in every_figure(facts)
        if fact["unit"] not in FACTS_OF_WORDS
        for value in values_of(fact)
        if not any(row["source"] == fact["source"] and holds(row, value) for row in rows)
    ]
    assert absent == []


def test_status_and_confidence_are_kept_where_the_facts_give_them(
    facts: dict[str, Any], rows: list[dict[str, str]]
) -> None:
    weakened = [
        fact
        for fact in every_figure(facts)
        if fact["unit"] not in FACTS_OF_WORDS and "status" in fact
        for value in values_of(fact)
        if not any(
            row["source"] == fact["source"]
            and holds(row, value)
            and row["status"] == STATUSES.get(fact["status"], fact["status"])
            and row["confidence"] == fact["confidence"]
            for row in rows
        )
    ]
    assert weakened == []


def test_every_derived_check_is_reproduced(facts: dict[str, Any], rows: list[dict[str, str]]) -> None:
    derived = [row for row in rows if row["status"] == "derived" and is_number(row["value"])]
    for check in facts["derived_checks"]:
        above, _slash, below = check["expr"].partition("/")
        quotient = Fraction(Decimal(above)) / Fraction(Decimal(below))
        wanted = quotient * 100 if check["unit"] == "ratio" and check["id"] == "D21" else quotient
        told = [
            Fraction(Decimal(row["value"]))
            for row in derived
            if check["expr"] in row["method"].replace(",", ".")
        ]
        assert told, check
        assert any(abs(value - wanted) <= wanted / 200 for value in told), check


def test_every_deed_is_there(facts: dict[str, Any], loos: Path) -> None:
    pebbles = {}
    for path in (loos / "pebbles").glob("*.yaml"):
        pebble = said(loos, f"pebbles/{path.name}")
        pebbles[pebble["number"]] = pebble
    assert sorted(pebbles) == [int(fact["id"][1:]) for fact in facts["pebbles"]]
    for fact in facts["pebbles"]:
        pebble = pebbles[int(fact["id"][1:])]
        assert pebble["source"] == fact["source"]
        assert pebble["confidence"] == fact["confidence"]
        assert set(pebble["pillars"]) == set(fact["pilier"])
        assert pebble["theme"] == fact["theme"]
        assert pebble["deed"].replace("’", "'") == fact["description"].replace("’", "'")
        period = "/".join(map(str, fact["year_range"])) if "year_range" in fact else fact["year"] or "unknown"
        assert pebble["period"] == period


def test_sources_organisations_conflicts_and_targets_are_all_there(facts: dict[str, Any], loos: Path) -> None:
    assert {one["id"] for one in said(loos, "sources.yaml")} == set(facts["sources"])
    assert {one["number"] for one in said(loos, "organisations.yaml")} == {
        int(one["id"][1:]) for one in facts["organisations"]
    }
    assert {one["number"] for one in said(loos, "conflicts.yaml")} == {
        int(one["id"][1:]) for one in facts["conflicts"]
    }
    star = said(loos, "star.yaml")
    targets = [target for facet in star["facets"] for target in facet.get("targets", ())]
    cited = {target["source"] for target in targets} | {
        one["source"] for one in star["statements"] + star["axes"]
    }
    assert {target["source"] for target in facts["targets"]} <= cited


def test_nothing_known_is_invented(loos: Path) -> None:
    """What the sources do not say is said to be unknown: positions, axes, baselines, votes."""
    positions = {one["id"]: one["geometry"] for one in said(loos, "places.yaml")}
    assert [key for key, geometry in positions.items() if geometry != "unknown"] == ["loos-en-gohelle"]
    for path in (loos / "pebbles").glob("*.yaml"):
        assert said(loos, f"pebbles/{path.name}")["axis"] == "unknown"
    for facet in said(loos, "star.yaml")["facets"]:
        for target in facet.get("targets", ()):
            assert (target["baseline"], target["voted"]) == ("unknown", "unknown")
