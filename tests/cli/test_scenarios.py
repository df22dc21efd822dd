"""`poucet scenario` as a clerk meets it: real files, what is printed, where it is refused."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from poucet.cli import main
from poucet.cli.command import parser
from poucet.engines.scenario.attributing import POINTS
from poucet.engines.scenario.running import DRAWS

MODEL = """\
number: 1
title: Se chauffer autrement
years: [2025, 2030]
variables:
  - id: logements
    label: Logements
    kind: measured
    unit: logements
    value: 1000
  - id: isoles
    label: Logements isolés chaque année
    kind: lever
    unit: '%'
    value: 0
    min: 0
    max: 100
  - id: pompes
    label: Logements qui ont une pompe à chaleur
    kind: lever
    unit: '%'
    value: 10
  - id: besoin
    label: Chaleur d’un logement
    kind: parameter
    unit: MWh/logement/an
    value: 12
    low: 9
    high: 16
    hypothesis: Ordre de grandeur.
    en:
      label: Heat of a home
  - id: prix
    label: Prix du gaz
    kind: parameter
    unit: EUR/MWh
    value: 100
    low: 70
    high: 150
    hypothesis: Ordre de grandeur.
  - id: chaleur
    label: Chaleur de tous
    kind: formula
    unit: GWh/an
    formula: logements * besoin * (1 - rampe(0; isoles; 2025; 2030)) * (1 - pompes)
    outcome: true
  - id: facture
    label: Facture de gaz
    kind: formula
    unit: kEUR/an
    formula: chaleur * prix
    outcome: true
goals:
  - id: sobre
    of: chaleur
    year: 2030
    value: 5.04
    direction: down
scenarios:
  - id: vote
    kind: voted
    label: Le plan voté
    values: {isoles: 40, pompes: 30}
  - id: cher
    kind: option
    label: Le plan voté, gaz cher
    parent: vote
    values: {prix: 200}
en:
  title: Heating otherwise
"""
UNKNOWN = """\
number: 2
title: Ce que l’on ignore
years: 2025
variables:
  - {id: cuves, label: Cuves, kind: measured, unit: m³, value: unknown}
  - {id: pluie, label: Pluie, kind: measured, unit: mm, value: 700}
  - {id: eau, label: Eau, kind: formula, unit: m³, formula: cuves * 2}
"""


@pytest.fixture
def model(tmp_path: Path) -> Path:
    file = tmp_path / "chaleur.yaml"
    file.write_text(MODEL, encoding="utf-8")
    return file


@pytest.fixture
def loos(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
        shutil.copytree(folder, tmp_path / "loos", ignore=shutil.ignore_patterns("media"))
    return tmp_path / "loos"


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Give exit status, answer and diagnostics of a command."""

    def ask(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main(["scenario", *map(str, words)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return ask


Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def told(said: Said) -> Callable[..., dict[str, Any]]:
    """Give the JSON of a command that is done, held against its schema."""

    def ask(verb: str, *words: object) -> dict[str, Any]:
        status, out, err = said(verb, *words, "--json")
        assert (status, err) == (0, "")
        answer: dict[str, Any] = json.loads(out)
        schema = schema_of("poucet.cli", f"scenario-{verb}")
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(answer)
        return answer

    return ask


Told = Callable[..., dict[str, Any]]


def schema_of(package: str, name: str) -> dict[str, Any]:
    file = resources.files(package) / "schemas" / f"{name}.schema.json"
    schema: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return schema


def changed(model: Path, old: str, new: str) -> Path:
    text = model.read_text(encoding="utf-8")
    assert old in text
    model.write_text(text.replace(old, new), encoding="utf-8")
    return model


def line_of(file: Path, text: str) -> int:
    """The first line that holds a text, counted from one."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return next(place for place, line in enumerate(lines, start=1) if text in line)


def cells(out: str, start: str) -> list[list[str]]:
    return [line.split() for line in out.splitlines() if line.startswith(start)]


# run


def test_run_prints_first_and_last_year_of_each_outcome(
    said: Said, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    status, out, err = said("run", model, "--scenario", "vote", "--draws", 512, "--seed", 3)
    assert (status, err) == (0, "")
    assert out.startswith("Heating otherwise\nScenario: Le plan voté (vote)\n\n")
    assert [row[:3] for row in cells(out, "chaleur")] == [
        ["chaleur", "GWh/yr", "2025"],
        ["chaleur", "GWh/yr", "2030"],
    ]
    assert cells(out, "chaleur")[1][3:] == ["3.8", "5", "6.7"]
    assert len(cells(out, "facture")) == 2
    assert "Goal sobre: chaleur ≤ 5.04 GWh/yr (2030). Chance: 50%" in out
    assert "Seed 3, 512 draws, run " in out


def test_run_as_json_tells_every_year_in_full(told: Told, model: Path) -> None:
    answer = told("run", model, "--scenario", "vote", "--set", "besoin=10")
    chaleur, facture = answer["outcomes"]
    assert answer["years"] == list(range(2025, 2031))
    assert answer["scenario"] == {
        "id": "vote",
        "values": {"isoles": 40, "pompes": 30, "besoin": 10},
        "alternatives": {},
    }
    assert chaleur["middle"] == pytest.approx([7 * (1 - 0.08 * year) for year in range(6)])
    assert chaleur["low"] == chaleur["middle"]
    assert facture["low"][-1] == pytest.approx(4200 * 0.07, rel=0.02)
    assert facture["missing"] == []
    assert answer["goals"][0]["chance"] == {"least": 1.0, "most": 1.0}
    assert answer["draws"] == DRAWS
    assert answer["clipped"] == {}
    assert told("run", model)["clipped"] == {"isoles": 0.0}


def test_child_scenario_keeps_what_its_parent_sets(told: Told, model: Path) -> None:
    answer = told("run", model, "--scenario", "cher")
    assert answer["scenario"]["values"] == {"isoles": 40, "pompes": 30, "prix": 200}


@pytest.mark.parametrize("verb", ["run", "sobol", "pawn"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_same_seed_gives_the_same_bytes_and_another_does_not(
    said: Said, model: Path, verb: str, form: list[str]
) -> None:
    ask = ["run"] if verb == "run" else ["attribute", "--method", verb, "--on", "facture"]
    first, again, other = (
        said(*ask, model, "--draws", 200, "--seed", seed, *form) for seed in ("5", "5", "6")
    )
    assert first == again
    assert first[1] != other[1]


def test_run_needs_no_seed_to_be_repeated(told: Told, model: Path) -> None:
    first = told("run", model, "--draws", 64)
    assert told("run", model, "--draws", 64, "--seed", first["seed"]) == first


def test_model_is_read_from_standard_input(
    said: Said, told: Told, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    fields = {"kind": "measured", "unit": "m³", "label": "A"}
    as_json = {"number": 1, "title": "É", "years": 2025, "variables": [{"id": "a", "value": 2.5, **fields}]}
    as_json["variables"].append(
        {"id": "b", "label": "B", "kind": "formula", "unit": "m³", "formula": "a * 2"}
    )
    for indent in (None, "\t"):
        give(json.dumps(as_json, indent=indent))
        assert told("run", "-")["outcomes"][0]["middle"] == [5.0]
    give(MODEL)
    assert told("run", "-") == told("run", model)
    give("number: 1\ntitle: x\n")
    assert said("run", "-")[2].startswith("-:1: variables: ")


def test_unknown_stays_unknown_and_is_named(
    said: Said, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "eau.yaml"
    file.write_text(UNKNOWN, encoding="utf-8")
    answer = told("run", file)
    assert answer["outcomes"][0] | {"label": ""} == {
        "id": "eau",
        "label": "",
        "unit": "m3",
        "categories": {},
        "missing": ["cuves"],
        "low": [None],
        "middle": [None],
        "high": [None],
        "error": [None],
    }
    assert [(one["code"], one["on"]) for one in answer["lints"]] == [
        ("unused", "pluie"),
        ("bare_constant", "eau"),
    ]
    status, out, _err = said("run", file)
    assert status == 0
    assert cells(out, "eau") == [["eau", "m³", "2025", "inconnu", "inconnu", "inconnu"]]
    assert "– cuves (Cuves)" in out
    monkeypatch.setenv("POUCET_LANG", "en")
    out = said("run", file)[1]
    assert "Nobody knows yet:\n– cuves (Cuves), on which rests: eau\n" in out
    assert "Question on pluie: Nothing uses this." in out


def test_categories_each_have_their_row(said: Said, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "ecoles.yaml"
    file.write_text(
        "number: 1\ntitle: Écoles\nyears: [2025, 2026]\ndimensions: {ecole: [nord, sud]}\nvariables:\n"
        "  - {id: kwh, label: kWh, kind: measured, unit: kWh, over: ecole,\n"
        "     categories: {nord: {value: 10}, sud: {value: 20}}}\n"
        "  - {id: deux, label: Deux, kind: formula, unit: kWh, formula: kwh * 2}\n",
        encoding="utf-8",
    )
    answer = told("run", file)
    assert [(one["categories"], one["middle"]) for one in answer["outcomes"]] == [
        ({"ecole": "nord"}, [20.0, 20.0]),
        ({"ecole": "sud"}, [40.0, 40.0]),
    ]
    assert cells(said("run", file)[1], "deux") == [
        ["deux", "nord", "kWh", "2025–2026", "20", "20", "20"],
        ["deux", "sud", "kWh", "2025–2026", "40", "40", "40"],
    ]


def test_draft_is_computed_but_for_what_is_broken(said: Said, told: Told, model: Path) -> None:
    changed(model, "formula: chaleur * prix", "formula: chaleur * prixx")
    answer = told("run", model)
    assert [one["id"] for one in answer["outcomes"]] == ["chaleur"]
    (skipped,) = answer["skipped"]
    line = line_of(model, "prixx")
    assert (skipped["id"], skipped["fault"]["line"]) == ("facture", line)
    assert f"{model}:{line}: variables[7].formula: " in said("run", model)[1]


def test_what_needs_a_broken_line_is_skipped(told: Told, said: Said, model: Path) -> None:
    changed(model, "besoin * (1", "besoins * (1")
    extra = (
        "  - {id: autre, label: Autre, kind: formula, unit: logements, formula: logements, outcome: true}\n"
    )
    changed(model, "goals:\n", f"{extra}goals:\n")
    answer = told("run", model)
    assert [(one["id"], one["needs"]) for one in answer["skipped"]] == [
        ("chaleur", []),
        ("facture", ["chaleur"]),
    ]
    assert answer["goals"][0]["chance"] is None
    assert said("run", model)[0] == 0


def test_draft_with_nothing_left_is_refused(said: Said, model: Path) -> None:
    changed(model, "besoin * (1", "besoins * (1")
    status, out, err = said("run", model)
    assert (status, out) == (1, "")
    assert err.startswith(f"{model}:{line_of(model, 'besoins')}: variables[6].formula: ")


def test_model_without_outcome_says_so(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    file = tmp_path / "vide.yaml"
    file.write_text(UNKNOWN.rpartition("  - ")[0], encoding="utf-8")
    status, out, _err = said("run", file)
    assert status == 0
    assert "Nothing is asked of this model." in out


# refusals


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("years: [2025, 2030]", "years: hier", ":3: years: "),
        ("unit: logements", "unit: zorglubs", ":8: variables[1].unit: "),
        ("direction: down", "direction: sideways", ":57: goals[1].direction: "),
        ("of: chaleur\n", "of: froid\n", ":54: goals[1].of: "),
        ("parent: vote", "parent: ailleurs", ":66: scenarios[2].parent: "),
        ("{isoles: 40,", "{isole: 40,", ":62: scenarios[1].values: "),
        ("{isoles: 40,", "{isoles: 140,", ":62: scenarios[1].values.isoles: "),
        ("title: Se chauffer", "title: 'Se chauffer", ":"),
    ],
)
def test_fault_of_the_file_is_told_at_its_line(
    said: Said, model: Path, old: str, new: str, place: str
) -> None:
    status, out, err = said("run", changed(model, old, new), "--scenario", "vote")
    assert (status, out) == (1, "")
    assert err.startswith(f"{model}{place}")


def test_every_fault_of_the_schema_is_told_at_once(said: Said, model: Path) -> None:
    changed(changed(model, "title: Se", "titre: Se"), "kind: voted", "kind: maybe")
    assert len(said("run", model)[2].splitlines()) == 3


@pytest.mark.parametrize(
    "value", ["12.345.6", "1_000", "nan", "inf", "1e", "", "0x10", "١٢", "1,2,3", "--1", "1 000"]
)
@pytest.mark.parametrize("verb", [["run"], ["attribute", "--method", "pawn", "--on", "chaleur"]])
def test_number_that_is_none_is_refused(said: Said, model: Path, value: str, verb: list[str]) -> None:
    status, out, err = said(*verb, model, f"--set=pompes={value}")
    assert (status, out) == (1, "")
    assert err.startswith("--set: ")
    assert value in err


@pytest.mark.parametrize(
    ("text", "number"), [("12,5", 12.5), ("12.5", 12.5), ("1e1", 10), ("+5", 5), (".5", 0.5)]
)
def test_number_may_have_a_comma(told: Told, model: Path, text: str, number: float) -> None:
    assert told("run", model, "--set", f"pompes={text}")["scenario"]["values"] == {"pompes": number}


@pytest.mark.parametrize("verb", [["run"], ["attribute", "--method", "sobol", "--on", "chaleur"]])
@pytest.mark.parametrize(
    ("words", "option", "code"),
    [
        (["--set", "pompe=3"], "--set", "scenario.unknown_name"),
        (["--set", "chaleur=3"], "--set", "scenario.not_set"),
        (["--set", "isoles=101"], "--set", "scenario.out_of_bounds"),
        (["--set", "pompes=1e99"], "--set", "scenario.number_range"),
        (["--set", "pompes=1", "--set", "pompes=2"], "--set", "scenario.twice"),
        (["--scenario", "vot"], "--scenario", "scenario.no_scenario"),
        (["--draws", "0"], "--draws", "scenario.draws"),
        (["--draws", "200001"], "--draws", "scenario.draws"),
        (["--seed", "-1"], "--seed", "scenario.seed"),
        (["--seed", str(2**63)], "--seed", "scenario.seed"),
    ],
)
def test_refused_option_is_named(
    said: Said, model: Path, verb: list[str], words: list[str], option: str, code: str
) -> None:
    status, out, err = said(*verb, model, *words, "--json")
    assert status == 1
    assert err.startswith(f"{option}: ")
    (fault,) = json.loads(out)["faults"]
    assert fault == {
        "path": option,
        "line": 0,
        "field": "",
        "code": code,
        "message": err.removeprefix(f"{option}: ").removesuffix("\n"),
    }


@pytest.mark.parametrize("verb", [["run"], ["claim"], ["attribute", "--method", "pawn"]])
@pytest.mark.parametrize(("name", "code"), [("absent.yaml", "file.absent"), (".", "file.unreadable")])
def test_file_that_cannot_be_read_is_refused(
    said: Said, tmp_path: Path, verb: list[str], name: str, code: str
) -> None:
    status, out, err = said(*verb, tmp_path / name, "--json")
    assert status == 1
    assert err.startswith(f"{tmp_path / name}: ")
    assert json.loads(out)["faults"][0]["code"] == code


@pytest.mark.parametrize(
    "words",
    [
        ["run"],
        ["run", "x.yaml", "--draws", "many"],
        ["run", "x.yaml", "--draws", "1_000"],
        ["run", "x.yaml", "--seed", "1.5"],
        ["run", "x.yaml", "--set", "pompes"],
        ["run", "x.yaml", "--set", "=3"],
        ["attribute", "x.yaml"],
        ["attribute", "x.yaml", "--method", "guess"],
        ["claim", "x.yaml", "--scenario", "vote"],
        ["dream", "x.yaml"],
    ],
)
def test_misuse_shows_the_usage(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["scenario", *words])
    assert stop.value.code == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "usage: poucet" in printed.err


# the dossier around


def test_figures_come_from_the_dossier_around(told: Told, loos: Path) -> None:
    answer = told("run", loos / "models" / "toits-solaires.yaml")
    electricity = next(one for one in answer["outcomes"] if one["id"] == "electricite_de_la_commune")
    assert electricity["missing"] == []
    assert electricity["middle"][0] == pytest.approx(6_561 * 4, rel=0.2)
    assert {one["on"] for one in answer["lints"]} == set()


def test_dossier_is_found_from_within(
    told: Told, loos: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    whole = told("run", loos / "models" / "toits-solaires.yaml")
    monkeypatch.chdir(loos / "models")
    assert told("run", "toits-solaires.yaml") == whole
    monkeypatch.chdir(loos / "claims")
    assert told("claim", "si-tous-les-toits.yaml")["model"] == whole["model"]
    changed(loos / "models" / "toits-solaires.yaml", "figure: 128", "figure: 99999")
    assert said("claim", "si-tous-les-toits.yaml")[2].startswith("../models/toits-solaires.yaml:")


def test_figures_without_a_dossier_are_refused(said: Said, loos: Path) -> None:
    alone = loos / "toits.yaml"
    shutil.copy(loos / "models" / "toits-solaires.yaml", alone)
    status, _out, err = said("run", alone)
    assert status == 1
    assert err.startswith(f"{alone}:{line_of(alone, 'measured_by')}: variables[2].measured_by: ")


def test_source_without_a_dossier_is_none_of_our_concern(told: Told, model: Path) -> None:
    assert told("run", changed(model, "hypothesis: Ordre de grandeur.", "source: INSEE"))["outcomes"]


def test_figure_that_is_not_there_is_told_at_its_line(said: Said, loos: Path) -> None:
    file = changed(loos / "models" / "toits-solaires.yaml", "figure: 128", "figure: 99999")
    status, _out, err = said("run", file)
    assert status == 1
    assert err.startswith(f"{file}:{line_of(file, '99999')}: variables[3].figure: ")


def test_faults_elsewhere_in_the_dossier_do_not_matter(said: Said, loos: Path) -> None:
    (loos / "star.yaml").write_text("nom: x\n", encoding="utf-8")
    assert said("run", loos / "models" / "toits-solaires.yaml")[0] == 0


def test_faulty_figures_are_refused_by_name(said: Said, loos: Path) -> None:
    changed(loos / "observations.csv", "number,", "numero,")
    status, _out, err = said("run", loos / "models" / "toits-solaires.yaml")
    assert status == 1
    assert err.startswith(f"{loos}/observations.csv:1: ")


# claim


def test_claim_is_told_in_one_sentence(said: Said, loos: Path) -> None:
    status, out, err = said("claim", loos / "claims" / "si-tous-les-toits.yaml")
    assert (status, err) == (0, "")
    title, _blank, sentence = out.splitlines()[:3]
    assert title == "Si tous les toits faisaient comme l’église"
    assert sentence.startswith("Si tous les toits qui s’y prêtent faisaient comme l’église")
    assert "<" not in sentence
    assert "&" not in sentence
    assert "l’électricité utilisée à Loos-en-Gohelle" in sentence


def test_claim_speaks_english_when_asked(said: Said, loos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    out = said("claim", loos / "claims" / "si-tous-les-toits.yaml", "--draws", 256)[1]
    assert out.startswith("If all roofs did like the church\n\nIf every suitable roof did like the church, ")
    assert "Hypothesis: the effect of a single one was never measured." in out
    assert len(cells(out, "if all did")) == 2
    assert "This is an annual balance" in out
    assert "What is least sure is how many will follow" in out
    assert " 256 draws, run " in out


def test_claim_as_json_is_told_in_both_languages(told: Told, loos: Path) -> None:
    answer = told("claim", loos / "claims" / "si-tous-les-toits.yaml")
    assert answer["sentence"]["fr"].startswith("Si tous les toits qui s’y prêtent ")
    assert answer["sentence"]["en"].startswith("If every suitable roof did like the church")
    assert (answer["open"], answer["hypothesis"], answer["missing"]) == (False, True, [])
    assert answer["promised_shares"] is None
    for part in ("shares", "amounts"):
        middles = [answer[part][name]["middle"] for name in ("technical", "plausible", "triggered")]
        assert middles == sorted(middles, reverse=True)
    assert answer["followed"] == 8
    assert answer["part_weights"][0]["of"] == "adoption"
    assert told("claim", loos / "claims" / "si-tous-les-toits.yaml") == answer


def test_claim_with_numbers_set_is_told_for_them(told: Told, loos: Path) -> None:
    claim = loos / "claims" / "si-tous-les-toits.yaml"
    answer = told("claim", claim, "--set", "part_qui_suivrait=100", "--seed", 1)
    assert answer["shares"]["plausible"] == answer["shares"]["technical"]
    assert answer["scenario"]["values"] == {"part_qui_suivrait": 100}


def test_open_claim_opens_when_its_unknowns_are_set(said: Said, told: Told, loos: Path) -> None:
    claim = loos / "claims" / "si-tous-les-batiments-avaient-une-cuve.yaml"
    answer = told("claim", claim)
    assert answer["open"] is True
    assert answer["missing"] == ["batiments_qui_pourraient", "eau_epargnee_par_m3", "eau_potable_utilisee"]
    assert answer["weights"] == []
    assert "– eau_potable_utilisee (Eau potable utilisée" in said("claim", claim)[1]
    numbers = {"batiments_qui_pourraient": 500, "eau_epargnee_par_m3": 12, "eau_potable_utilisee": 300000}
    words = [word for name, value in numbers.items() for word in ("--set", f"{name}={value}")]
    assert told("claim", claim, *words)["open"] is False


def test_measured_claim_tells_what_was_promised_too(
    said: Said, told: Told, loos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    figures = loos / "observations.csv"
    figures.write_text(
        figures.read_text() + "9001,production-eglise,2024,30000,,,,,kWh/an,measured,high,SEM2019,,,\n"
    )
    claim = loos / "claims" / "si-tous-les-toits.yaml"
    answer = told("claim", claim)
    assert answer["hypothesis"] is False
    assert answer["promised_shares"]["technical"]["middle"] != answer["shares"]["technical"]["middle"]
    out = said("claim", claim)[1]
    assert "Measured: the effect of a single one was measured." in out
    assert len(cells(out, "if all did, as promised ")) == 1


def test_claim_out_of_a_dossier_is_refused(said: Said, loos: Path, tmp_path: Path) -> None:
    alone = tmp_path / "affirmation.yaml"
    shutil.copy(loos / "claims" / "si-tous-les-toits.yaml", alone)
    status, out, err = said("claim", alone)
    assert (status, out) == (1, "")
    assert err.startswith(f"{alone}: ")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        (
            "claims/si-tous-les-toits.yaml",
            "model: toits-solaires",
            "model: toit",
            "claims/si-tous-les-toits.yaml:5: model: ",
        ),
        (
            "claims/si-tous-les-toits.yaml",
            "unit: MWh/an",
            "unit: m3/an",
            "claims/si-tous-les-toits.yaml:10: terms: ",
        ),
        (
            "claims/si-tous-les-toits.yaml",
            "year: 2022",
            "year: 2050",
            "claims/si-tous-les-toits.yaml:9: year: ",
        ),
        (
            "claims/si-tous-les-toits.yaml",
            "transfer: aussi_bien",
            "transfer: habitants",
            "claims/si-tous-les-toits.yaml:10: terms: ",
        ),
        (
            "claims/si-tous-les-toits.yaml",
            "followed: toits",
            "followed: murs",
            "claims/si-tous-les-toits.yaml:10: terms: ",
        ),
        (
            "models/toits-solaires.yaml",
            "formula: habitants *",
            "formula: habitant *",
            "models/toits-solaires.yaml:",
        ),
        ("models/toits-solaires.yaml", "kind: formula", "kind: spell", "models/toits-solaires.yaml:"),
    ],
)
def test_fault_behind_a_claim_is_told_at_its_line(
    said: Said, loos: Path, file: str, old: str, new: str, place: str
) -> None:
    changed(loos / file, old, new)
    status, out, err = said("claim", loos / "claims" / "si-tous-les-toits.yaml")
    assert (status, out) == (1, "")
    assert err.startswith(f"{loos}/{place}")


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["--set", "part=3"], "--set"),
        (["--set", "part_deja_suivie=3"], "--set"),
        (["--set", "part_qui_suivrait=300"], "--set"),
        (["--set", "habitants=1e40"], "--set"),
        (["--set", "habitants=0"], "--set"),
        (["--set", "habitants=beaucoup"], "--set"),
        (["--draws", "0"], "--draws"),
        (["--seed", "-3"], "--seed"),
    ],
)
def test_refused_option_of_a_claim_is_named(said: Said, loos: Path, words: list[str], option: str) -> None:
    status, out, err = said("claim", loos / "claims" / "si-tous-les-toits.yaml", *words)
    assert (status, out) == (1, "")
    assert err.startswith(f"{option}: ")


# attribute


def test_shapley_shares_the_total_between_levers(told: Told, model: Path) -> None:
    answer = told("attribute", model, "--method", "shapley", "--scenario", "vote", "--on", "chaleur")
    isoles, pompes = answer["levers"]
    assert (isoles["id"], isoles["from"], isoles["to"]) == ("isoles", 0, 40)
    assert (pompes["id"], pompes["from"], pompes["to"]) == ("pompes", 10, 30)
    # 12 GWh: 10.8 as it stands; 6.48 isolated; 8.4 with pumps; 5.04 with both.
    assert isoles["alone"] == pytest.approx(-4.32)
    assert pompes["last_in"] == pytest.approx(-1.44)
    assert isoles["shapley"] == pytest.approx(-(4.32 + 3.36) / 2)
    assert answer["total"] == pytest.approx(-5.76)
    assert answer["overlap"] == pytest.approx(4.32 + 2.4 - 5.76)
    assert (answer["year"], answer["draws"], answer["exact"]) == (2030, None, True)


def test_shapley_holds_on_both_sides_what_is_no_lever(told: Told, said: Said, model: Path) -> None:
    ask = ["attribute", model, "--method", "shapley", "--scenario", "cher", "--on", "facture"]
    answer = told(*ask, "--set", "pompes=50", "--year", 2025)
    assert answer["held"] == {"prix": 200}
    assert [(one["id"], one["to"]) for one in answer["levers"]] == [("isoles", 40), ("pompes", 50)]
    assert answer["total"] == pytest.approx(12_000 * 0.2 * (0.5 - 0.9))
    assert answer["levers"][0]["shapley"] == 0


def test_shapley_as_a_table(said: Said, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    ask = ["attribute", model, "--method", "shapley", "--scenario", "vote", "--on", "chaleur"]
    status, out, err = said(*ask)
    assert (status, err) == (0, "")
    assert cells(out, "isoles") == [["isoles", "−4.32", "−3.36", "−3.84"]]
    assert cells(out, "overlap") == [["overlap", "0.96"]]
    assert cells(out, "total") == [["total", "−5.76"]]
    assert "In GWh/yr, guesses at their middle." in out


def test_many_levers_are_shared_out_by_drawn_orders(told: Told, said: Said, tmp_path: Path) -> None:
    names = [f"l{place}" for place in range(13)]
    rows = [{"id": name, "label": "L", "kind": "lever", "unit": "ratio", "value": 0} for name in names]
    total = {"id": "y", "label": "Y", "kind": "formula", "unit": "ratio", "formula": " + ".join(names)}
    file = tmp_path / "leviers.yaml"
    said_of = {"number": 1, "title": "L", "years": 2025, "variables": [*rows, total]}
    file.write_text(json.dumps(said_of), encoding="utf-8")
    words = [word for name in names for word in ("--set", f"{name}=2")]
    ask = ["attribute", file, "--method", "shapley", *words]
    answer = told(*ask)
    assert answer["exact"] is False
    assert [one["shapley"] for one in answer["levers"]] == pytest.approx([2.0] * 13)
    assert str(answer["permutations"]) in said(*ask)[1]


def test_sobol_ranks_the_guesses(told: Told, said: Said, model: Path) -> None:
    ask = ["attribute", model, "--method", "sobol", "--on", "facture"]
    answer = told(*ask)
    assert {one["of"] for one in answer["blocks"]} == {"besoin", "prix"}
    assert sum(one["first_order"] for one in answer["blocks"]) == pytest.approx(1, abs=0.1)
    assert answer["draws"] == POINTS
    out = said(*ask)[1]
    assert out.index("prix ") < out.index("besoin ")
    (alone,) = told(*ask, "--set", "prix=100")["blocks"]
    assert (alone["of"], alone["members"]) == ("besoin", ["besoin"])
    assert alone["total_order"] == pytest.approx(1, abs=0.01)


def test_guesses_of_a_group_make_one_block(told: Told, model: Path) -> None:
    changed(model, "hypothesis: Ordre de grandeur.", "hypothesis: Ordre.\n    group: monde")
    changed(model, "goals:\n", "groups:\n  - {id: monde, correlation: 0.5}\ngoals:\n")
    (block,) = told("attribute", model, "--method", "sobol", "--on", "facture")["blocks"]
    assert (block["of"], block["members"]) == ("monde", ["besoin", "prix"])
    guesses = told("attribute", model, "--method", "pawn", "--on", "facture")["guesses"]
    assert [(one["of"], one["members"]) for one in guesses] == [("besoin", ["besoin"]), ("prix", ["prix"])]


def test_pawn_tells_an_idle_guess_from_one_that_acts(told: Told, said: Said, model: Path) -> None:
    ask = ["attribute", model, "--method", "pawn", "--on", "facture"]
    assert all(one["median"] > one["dummy_median"] for one in told(*ask)["guesses"])
    assert cells(said(*ask)[1], "prix")[0][0] == "prix"
    (alone,) = told("attribute", model, "--method", "pawn", "--on", "chaleur")["guesses"]
    assert alone["of"] == "besoin"


@pytest.mark.parametrize(("method", "rows"), [("sobol", "blocks"), ("pawn", "guesses")])
def test_outcome_without_doubt_says_so(
    told: Told, said: Said, model: Path, monkeypatch: pytest.MonkeyPatch, method: str, rows: str
) -> None:
    monkeypatch.setenv("POUCET_LANG", "en")
    ask = ["attribute", model, "--method", method, "--on", "chaleur", "--set", "besoin=12"]
    assert told(*ask)[rows] == []
    assert "Nothing is in doubt" in said(*ask)[1]


def test_only_outcome_needs_not_be_named(told: Told, model: Path) -> None:
    changed(model, "formula: chaleur * prix\n    outcome: true", "formula: chaleur * prix")
    assert told("attribute", model, "--method", "sobol")["outcome"] == "chaleur"


@pytest.mark.parametrize(
    ("words", "place", "named"),
    [
        (["--method", "sobol"], "--on", "chaleur, facture"),
        (["--method", "sobol", "--on", "chaleurs"], "--on", "chaleur"),
        (["--method", "sobol", "--on", "chaleur", "--year", "2031"], "--year", "2031"),
        (["--method", "shapley", "--on", "chaleur"], "--set", ""),
        (["--method", "shapley", "--on", "chaleur", "--set", "prix=3"], "--set", ""),
        (["--method", "shapley", "--on", "chaleur", "--draws", "9", "--set", "pompes=3"], "--draws", ""),
        (["--method", "pawn", "--on", "chaleur", "--draws", "5"], "--draws", "100"),
        (["--method", "sobol", "--on", "chaleur", "--draws", "1"], "--draws", "2"),
    ],
)
def test_question_that_has_no_answer_is_refused(
    said: Said, model: Path, words: list[str], place: str, named: str
) -> None:
    status, out, err = said("attribute", model, *words)
    assert (status, out) == (1, "")
    assert err.startswith(f"{place}: ")
    assert named in err


@pytest.mark.parametrize("method", ["shapley", "sobol", "pawn"])
def test_outcome_on_what_nobody_knows_is_refused(said: Said, loos: Path, method: str) -> None:
    file = loos / "models" / "cuves-d-eau-de-pluie.yaml"
    ask = ["attribute", file, "--method", method, "--on", "part_deja_suivie"]
    status, out, err = said(*ask)
    assert (status, out) == (1, "")
    assert err.startswith("--on: ")
    assert "batiments_qui_pourraient" in err


def test_attribution_wants_a_whole_model(said: Said, model: Path) -> None:
    changed(model, "formula: chaleur * prix", "formula: chaleur * prixx")
    status, _out, err = said("attribute", model, "--method", "sobol", "--on", "chaleur")
    assert status == 1
    assert err.startswith(f"{model}:{line_of(model, 'prixx')}: variables[7].formula: ")


# the command itself


def test_nothing_is_written(said: Said, loos: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def seal() -> dict[Path, str]:
        return {
            path: hashlib.sha256(path.read_bytes()).hexdigest() for path in loos.rglob("*") if path.is_file()
        }

    monkeypatch.chdir(loos)
    before = seal()
    said("run", "models/toits-solaires.yaml", "--json")
    said("claim", "claims/si-tous-les-toits.yaml")
    said("attribute", "models/toits-solaires.yaml", "--method", "pawn", "--on", "part_deja_suivie")
    assert seal() == before


def test_french_numbers_have_commas(said: Said, loos: Path) -> None:
    out = said("run", loos / "models" / "toits-solaires.yaml")[1]
    assert "\N{NO-BREAK SPACE}000" in out.replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
    assert cells(out, "part_deja_suivie")[0][4] == "2,3"


@pytest.mark.parametrize(
    ("verb", "numbers"), [("run", (DRAWS,)), ("claim", (DRAWS,)), ("attribute", (DRAWS, POINTS))]
)
def test_help_tells_the_defaults_of_the_engine(
    verb: str, numbers: tuple[int, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["scenario", verb, "--help"])
    shown = capsys.readouterr().out
    assert all(str(number) in shown for number in numbers)


def test_questions_of_the_answer_are_those_that_a_model_may_answer() -> None:
    answer, model = schema_of("poucet.cli", "scenario-run"), schema_of("poucet.dossier", "model")
    said = answer["properties"]["lints"]["items"]["properties"]["code"]["enum"]
    assert said == model["properties"]["accepted"]["items"]["properties"]["lint"]["enum"]


def test_bytes_that_are_no_text_do_not_stop_the_answer(said: Said, model: Path) -> None:
    status, out, _err = said("run", model, "--set", "pompes\udcff=1", "--json")
    assert status == 1
    assert json.loads(out)["faults"][0]["code"] == "scenario.unknown_name"


def test_numbers_beyond_measure_are_told(said: Said, tmp_path: Path) -> None:
    file = tmp_path / "grand.yaml"
    file.write_text(
        "number: 1\ntitle: Grand\nyears: 2025\nvariables:\n"
        "  - {id: a, label: A, kind: lever, unit: kWh, value: 3e25}\n"
        "  - {id: b, label: B, kind: formula, unit: kWh2, formula: a * a, outcome: true}\n"
        "  - {id: c, label: C, kind: formula, unit: ratio, formula: 1 kWh2 / b, outcome: true}\n",
        encoding="utf-8",
    )
    out = said("run", file)[1]
    assert cells(out, "b")[0][3:] == ["9.00e+50"] * 3
    assert cells(out, "c")[0][3:] == ["1.11e-51"] * 3


def test_what_cannot_be_divided_is_unknown_and_asked_about(said: Said, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "zero.yaml"
    file.write_text(
        "number: 1\ntitle: Zéro\nyears: 2025\nvariables:\n"
        "  - {id: a, label: A, kind: lever, unit: kWh, value: 0, min: 0}\n"
        "  - {id: b, label: B, kind: formula, unit: ratio, formula: 1 kWh / a}\n",
        encoding="utf-8",
    )
    answer = told("run", file)
    assert answer["outcomes"][0]["middle"] == [None]
    assert [one["code"] for one in answer["lints"]] == ["undefined"]
    assert said("attribute", file, "--method", "shapley", "--set", "a=1")[2].startswith("--on: ")


@pytest.mark.parametrize("words", [["--version"], ["scenario", "run", "--help"]])
def test_numbers_are_imported_only_where_they_are_needed(words: list[str]) -> None:
    program = (
        "import sys\nfrom poucet.cli import main\n"
        f"try:\n    main({words!r})\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "assert not {'numpy', 'django', 'scipy'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


def test_scenario_answers_in_a_terminal_of_its_own(model: Path, tmp_path: Path) -> None:
    """Here Django is awake already: only a process apart shows what wakes too late."""
    settings = {"PATH": "/usr/bin:/bin", "POUCET_HOME": str(tmp_path)}
    program = [sys.executable, "-c", "import sys; from poucet.cli import main; sys.exit(main())"]
    done = subprocess.run(
        [*program, "scenario", "run", "-"],
        env=settings,
        input=MODEL,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Se chauffer autrement\n")
