"""The units that towns really type: the national catalogue's, and those of the demonstration commune."""

import csv
import sys
from collections.abc import Iterator
from fractions import Fraction

import yaml

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit

NOT_ONE_UNIT = {
    "annee": "unit.not_quantity",
    "code": "unit.not_quantity",
    "date": "unit.not_quantity",
    "periode": "unit.not_quantity",
    "texte": "unit.not_quantity",
    "nombre": "unit.ambiguous",  # shafts and slag heaps at once; nationalities: the dossier names them
    "elements ; ha": "unit.unknown",  # two figures in one cell: the dossier makes two of it
}
REFUSED_IN_CATALOGUE = {
    "nb": "unit.ambiguous",
    "Nb": "unit.ambiguous",
    "nombre": "unit.ambiguous",
    "Nombre": "unit.ambiguous",
    "nb/100 habitants": "unit.ambiguous",
    "nombre/habitant": "unit.ambiguous",
    "nombre/an": "unit.ambiguous",
    "tonnes/an ou g/repas servi": "unit.ambiguous",
    "oui / non": "unit.not_quantity",
}


def refusal_of(text: str) -> InputError | None:
    try:
        parse_unit(text)
    except InputError as refusal:
        return refusal
    return None


def units_in(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if "unit" in node:
            yield node["unit"]
        for child in node.values():
            yield from units_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from units_in(child)


def test_units_of_the_national_catalogue_are_read_or_refused_with_a_reason(shared_data):
    with (shared_data / "tet" / "indicator-units.csv").open(encoding="utf-8", newline="") as lines:
        uses = {row["unit"]: int(row["indicators"]) for row in csv.DictReader(lines)}
    refusals = {text: refusal for text in uses if (refusal := refusal_of(text)) is not None}
    read = sum(count for text, count in uses.items() if text not in refusals)
    share = Fraction(read, sum(uses.values()))
    refused = [f"{uses[text]:4} {refusal}\n" for text, refusal in refusals.items()]
    sys.stdout.writelines([f"\n{float(share):.2%} of the uses are read; refused:\n", *refused])
    assert {text: refusal.code for text, refusal in refusals.items()} == REFUSED_IN_CATALOGUE
    assert share >= Fraction(95, 100)


def test_units_of_the_demonstration_facts_are_read_but_for_what_is_no_single_unit(shared_data):
    facts = yaml.safe_load((shared_data / "loos" / "facts.yaml").read_text(encoding="utf-8"))
    refusals = {text: refusal for text in units_in(facts) if (refusal := refusal_of(text)) is not None}
    assert {text: refusal.code for text, refusal in refusals.items()} == NOT_ONE_UNIT
