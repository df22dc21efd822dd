"""Models and claims in a dossier: computed before they are believed, each fault at its line with its remedy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.translation import override

from poucet.dossier.dumping import dump
from poucet.dossier.folder import read_folder
from poucet.dossier.loading import examine, load
from poucet.dossier.wording import sentence
from poucet.pebble.claims.models import Claim, ScenarioModel
from tests.dossier.conftest import Found
from tests.factories import SIGNED

MODEL, CLAIM = "models/toits-solaires.yaml", "claims/si-tous-les-toits.yaml"
SUIVRAIENT = "    value: 30\n    low: 10\n    high: 60\n    min: 0\n    max: 100\n"
AT_FORMULA = "variables[4].formula"
PLAN = "scenarios:\n  - id: plan\n    kind: option\n    label: x\n"
PAR_TOIT = "formula: production_du_toit / (1 [toiture])"
# What is written in the place of what, the fault that it makes, where.
CASES = [
    (MODEL, PAR_TOIT, "formula: production_du_toit / (1 [toiture]", "scenario.expected", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: production_du_toi / (1 [toiture])", "scenario.unknown_name", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: production_du_toit / 12.345.6", "scenario.number", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: production_du_toit", "scenario.unit_declared", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: production_du_toit + electricite * 1 an", "scenario.unit_clash", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: __import__('os')", "scenario.name", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: evaluer(production_du_toit)", "scenario.function", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: production_du_toit / (1 [nb])", "unit.ambiguous", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: par_toit", "scenario.cycle", AT_FORMULA),
    (MODEL, PAR_TOIT, "formula: 3 * production_du_toit / (1 [toiture])", "model.question.bare_constant",
     "variables[4]"),
    (MODEL, SUIVRAIENT, SUIVRAIENT.replace("30", "5"), "scenario.range_order", "variables[6]"),
    (MODEL, SUIVRAIENT, "    value: 30\n    low: 10\n", "scenario.range_incomplete", "variables[6]"),
    (MODEL, SUIVRAIENT, SUIVRAIENT.replace("max: 100", "max: 31"), "model.question.out_of_bounds", "variables[6]"),
    (MODEL, SUIVRAIENT, SUIVRAIENT + "    group: voisins\n", "scenario.no_group", "variables[6].group"),
    (MODEL, "id: toits\n", "id: min\n", "scenario.name_taken", "variables[3].id"),
    (MODEL, "id: toits\n", "id: suivi\n", "scenario.twice", "variables[7].id"),
    (MODEL, "    hypothesis: Compté à vue sur une photo aérienne (exemple).\n", "", "model.unsourced",
     "variables[3]"),
    (MODEL, "years: 2025", "years: [2030, 2025]", "scenario.years", "years"),
    (MODEL, "example: true", f"{PLAN}    parent: rien\nexample: true", "scenario.no_scenario", "scenarios[1].parent"),
    (MODEL, "example: true", f"{PLAN}    values: {{suivraient: 140}}\nexample: true", "scenario.out_of_bounds",
     "scenarios[1].values.suivraient"),
    (CLAIM, "transfer: aussi_bien", "transfer: toits", "claim.not_a_share", "terms"),
    (CLAIM, "eligible_base: toits", "eligible_base: suivi", "claim.units", "terms"),
    (CLAIM, "measured_effect: par_toit_mesure", "measured_effect: par_toit", "claim.not_measured",
     "terms.measured_effect"),
    (CLAIM, "whole: electricite\n", "whole: electrcite\n", "scenario.unknown_name", "terms"),
    (CLAIM, "year: 2025", "year: 2031", "scenario.year", "year"),
    (CLAIM, "like: l'école", "like: les 12 ménages", "claim.typed_number", "words.like"),
    (CLAIM, "model: toits-solaires", "model: toits-solaire", "reference.unknown", "model"),
    (CLAIM, "boundary: annual_balance\n", "", "field.missing", "boundary"),
    (CLAIM, "territory: territorial\n", "", "field.missing", "territory"),
    (CLAIM, "  transfer: aussi_bien\n", "", "field.missing", "terms.transfer"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "was", "becomes", "code", "field"), CASES, ids=[f"{one[3]}-{one[4]}" for one in CASES]
)
def test_fault_is_told_at_its_place_in_both_languages(
    folder: Path,
    change: Callable[[str, str, str], None],
    path: str,
    was: str,
    becomes: str,
    code: str,
    field: str,
) -> None:
    change(path, was, becomes)
    found = [fault for fault in examine(folder)[2] if fault.code == code]
    assert [(fault.path, fault.field) for fault in found] == [(path, field)]
    assert found[0].line > 1
    with override("fr"):
        french = sentence(found[0])
    with override("en"):
        english = sentence(found[0])
    assert french != english
    assert "%(" not in french + english
    assert code not in french


def test_small_dossier_has_no_fault(faults: Callable[[], list[Found]]) -> None:
    assert faults() == []


@pytest.mark.django_db
def test_model_and_claim_come_back_to_the_byte_and_from_the_house_alone(folder: Path) -> None:
    load(folder, signed=SIGNED)
    files = read_folder(folder)[0]
    assert dump() == files
    assert load(folder, signed=SIGNED).acts == 0


@pytest.mark.django_db
def test_claim_taken_out_of_the_dossier_is_withdrawn_before_its_model(folder: Path) -> None:
    load(folder, signed=SIGNED)
    (folder / CLAIM).unlink()
    (folder / MODEL).unlink()
    withdrawn = load(folder, signed=SIGNED).withdrawn
    assert [line.partition(" ")[0] for line in withdrawn] == ["/affirmation/1", "/modele/1"]
    assert (Claim.objects.count(), ScenarioModel.objects.count()) == (0, 0)


def test_checking_plain_files_makes_no_secret(folder: Path) -> None:
    house = folder.parent / "house"
    poucet = Path(sys.executable).with_name("poucet")
    environment = {"PATH": os.environ["PATH"], "POUCET_HOME": str(house)}
    for words in (["dossier", "check", str(folder)], ["scenario", "claim", str(folder / CLAIM)]):
        subprocess.run([poucet, *words], env=environment, check=True, capture_output=True)
    assert not house.exists()
