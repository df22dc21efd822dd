"""`poucet organisations` as a clerk meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from poucet.cli import main
from poucet.measure.models import Observation
from poucet.town.models import Organisation, RegisterEntry
from tests.factories import a_commune, an_indicator
from tests.factories.associations import OLDER, a_file, a_row

pytestmark = pytest.mark.django_db

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "rna_waldec_20260901_dpt_62.csv"
    path.write_bytes(a_file(a_row(), a_row(2), a_row(3, adrs_codeinsee="62998")))
    return path


def test_import_then_count(file: Path, capsys: Printed) -> None:
    a_commune()
    an_indicator(key="associations", unit="associations")
    assert main(["organisations", "import", str(file)]) == 0
    assert capsys.readouterr().out == (
        "Lignes lues\u00a0: 3. Associations ajoutées\u00a0: 2\u202f; revues\u00a0: 0\u202f; inchangées\u00a0: 0.\n"
    )
    assert main(["organisations", "count", "--indicator", "associations", "--from", "2024"]) == 0
    assert capsys.readouterr().out == "2024  2\n2025  2\nChiffres écrits\u00a0: 2.\n"
    assert Observation.objects.count() == 2


def test_dry_run_says_what_it_would_do_and_leaves_nothing(file: Path, capsys: Printed) -> None:
    a_commune()
    before = RegisterEntry.objects.count()
    assert main(["organisations", "import", str(file), "--insee", "62999", "--dry-run"]) == 0
    printed = capsys.readouterr().out
    assert "ajoutées\u00a0: 2" in printed
    assert "Rien n’a été écrit" in printed
    assert not Organisation.objects.exists()
    assert RegisterEntry.objects.count() == before


def test_json_is_stable(file: Path, capsys: Printed) -> None:
    assert main(["organisations", "import", str(file), "--insee", "62999", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said == {
        "imported": True, "source": 1, "created": [1, 2], "revised": [], "unchanged": 0, "withdrawn": [],
        "gone": [], "renamed": [], "without_siret": [], "rows": 3, "unplaced": 0,
    }  # fmt: skip


def test_bad_rows_are_told_with_their_place_and_nothing_is_imported(file: Path, capsys: Printed) -> None:
    file.write_bytes(a_file(a_row(), a_row(2, position="X"), a_row(3, date_creat="hier")))
    assert main(["organisations", "import", str(file), "--insee", "62999"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith(f"{file}:3: position: «\u00a0X\u00a0»")
    assert lines[1].startswith(f"{file}:4: date_creat: «\u00a0hier\u00a0»")
    assert lines[2] == "Rien n’a été importé."
    assert not Organisation.objects.exists()


def test_faults_as_json(file: Path, capsys: Printed) -> None:
    file.write_bytes(a_file(a_row(position="X")))
    assert main(["organisations", "import", str(file), "--insee", "62999", "--json"]) == 1
    (fault,) = json.loads(capsys.readouterr().out)["faults"]
    assert (fault["line"], fault["column"], fault["code"], fault["found"]) == (
        2,
        "position",
        "rna.position",
        "X",
    )


def test_older_file_asks_for_the_postal_code(file: Path, capsys: Printed) -> None:
    a_commune()
    file.write_bytes(a_file(a_row(id="0621004321"), columns=OLDER))
    assert main(["organisations", "import", str(file)]) == 1
    assert "--postal-code" in capsys.readouterr().err
    assert main(["organisations", "import", str(file), "--postal-code", "62990"]) == 0
    assert Organisation.objects.get().key == "rna-0621004321"


def test_commune_without_a_code_and_file_that_is_not_there_are_refused(
    tmp_path: Path, capsys: Printed
) -> None:
    assert main(["organisations", "import", str(tmp_path / "absent.csv")]) == 1
    assert "commune.yaml" in capsys.readouterr().err
    assert main(["organisations", "import", str(tmp_path / "absent.csv"), "--insee", "62999"]) == 1
    assert "absent.csv" in capsys.readouterr().err
    assert main(["organisations", "count", "--indicator", "associations", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["code"] == "associations.no_indicator"


def test_day_of_the_file_may_be_said(file: Path) -> None:
    nameless = file.rename(file.with_name("associations.csv"))
    assert main(["organisations", "import", str(nameless), "--insee", "62999", "--on", "2026-10-01"]) == 0
    with pytest.raises(SystemExit) as stop:
        main(["organisations", "import", str(nameless), "--on", "hier"])
    assert stop.value.code == 2
