"""What is loaded comes back to the byte; loading it again changes nothing; a fault loads nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from poucet.dossier.dumping import dump, written_anew
from poucet.dossier.faults import FaultyDossier
from poucet.dossier.folder import read_folder, write_folder
from poucet.dossier.loading import load
from poucet.dossier.models import KeptFile
from poucet.measure.models import Observation, Source
from poucet.pebble.models import Pebble
from poucet.star.models import Target
from poucet.town import register
from poucet.town.models import Commune, Organisation, RegisterEntry
from tests.factories import SIGNED

Change = Callable[[str, str, str], None]
pytestmark = pytest.mark.django_db


def test_loos_comes_back_to_the_byte(loos: Path) -> None:
    load(loos, signed=SIGNED)
    assert dump() == read_folder(loos)[0]


def test_loos_is_written_as_the_house_writes(loos: Path) -> None:
    load(loos, signed=SIGNED)
    KeptFile.objects.all().delete()
    assert written_anew() == read_folder(loos)[0]


def test_a_clerks_comments_and_layout_come_back(folder: Path) -> None:
    load(folder, signed=SIGNED)
    assert "# Qui vous êtes." in (folder / "commune.yaml").read_text(encoding="utf-8")
    assert dump() == read_folder(folder)[0]


def test_organisation_comes_back_with_all_that_is_known_of_it(folder: Path, change: Change) -> None:
    more = "standing: dissolved\n  dissolved: 2012-06\n  seat: 2A004\n  siret: '73282932000074'\n"
    change(
        "organisations.yaml",
        "standing: active\n",
        f"{more}  rna: W620000001\n  website: https://exemple.fr\n",
    )
    load(folder, signed=SIGNED)
    assert dump() == read_folder(folder)[0]
    KeptFile.objects.all().delete()
    anew = written_anew()
    for said in (
        "dissolved: 2012-06",
        "seat: 2A004",
        "rna: W620000001",
        "active: unknown",
        "quatre chantiers",
    ):
        assert said in anew["organisations.yaml"].decode()
    write_folder(folder, anew)
    assert load(folder, signed=SIGNED).acts == 0


def test_meeting_comes_back_with_all_that_is_known_of_it(folder: Path, change: Change) -> None:
    meeting = "meetings/quels-arbres.yaml"
    change(meeting, "juillet.\n", "juillet.\n    pebble: le-toit-de-l-ecole\n")
    load(folder, signed=SIGNED)
    assert dump() == read_folder(folder)[0]
    KeptFile.objects.all().delete()
    write_folder(folder, written_anew())
    assert load(folder, signed=SIGNED).acts == 0
    change(meeting, "18:30", "19:00")
    load(folder, signed=SIGNED)
    assert b"sequence: 1" in dump()[meeting]


def test_fact_written_as_unknown_says_the_same_as_nothing(folder: Path, change: Change) -> None:
    change("organisations.yaml", "founded: 1998-03-02", "founded: unknown")
    load(folder, signed=SIGNED)
    assert dump() == read_folder(folder)[0]
    assert Organisation.objects.get(number=2).founded == ""


def test_what_changed_in_the_house_is_written_anew(folder: Path) -> None:
    load(folder, signed=SIGNED)
    Source.objects.update(name="Autre bulletin")
    files = dump()
    assert b"Autre bulletin" in files["sources.yaml"]
    assert files["commune.yaml"] == (folder / "commune.yaml").read_bytes()


def test_second_load_signs_nothing(folder: Path) -> None:
    first = load(folder, signed=SIGNED)
    before = RegisterEntry.objects.count()
    second = load(folder, signed=SIGNED)
    assert (first.acts, second.acts) == (before, 0)
    assert RegisterEntry.objects.count() == before
    assert register.verify().whole


def test_load_into_an_empty_house_gives_what_was_dumped(folder: Path, tmp_path: Path) -> None:
    load(folder, signed=SIGNED)
    copy = tmp_path / "copy"
    write_folder(copy, written_anew())
    assert load(copy, signed=SIGNED).acts == 0


def test_nothing_is_loaded_when_one_line_is_wrong(folder: Path, change: Change) -> None:
    change("observations.csv", ",estimated,", ",estimé,")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert [fault.code for fault in refusal.value.faults] == ["field.choice"]
    assert not Commune.objects.exists()
    assert not RegisterEntry.objects.exists()


def test_a_refusal_of_the_house_undoes_the_whole_load(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    change("star.yaml", "value: 100000", "value: 90000")
    change("sources.yaml", "Bulletin municipal", "Journal municipal")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert [(fault.path, fault.code) for fault in refusal.value.faults] == [
        ("star.yaml", "target.already_set")
    ]
    assert Source.objects.get().name == "Bulletin municipal (exemple)"


def test_corrected_figure_is_a_new_revision(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    change("observations.csv", ",12000,", ",11500,")
    load(folder, signed=SIGNED)
    assert [str(row) for row in Observation.objects.all()] == ["1.1", "1.2"]
    assert Observation.objects.current().get().value == 11500


def test_what_left_the_dossier_is_withdrawn_and_keeps_its_number(folder: Path) -> None:
    load(folder, signed=SIGNED)
    (folder / "pebbles/le-toit-de-l-ecole.yaml").unlink()
    (folder / "stories/la-premiere-pierre.yaml").unlink()
    (folder / "claims/si-tous-les-toits.yaml").unlink()
    (folder / "models/toits-solaires.yaml").unlink()
    (folder / "observations.csv").unlink()
    load(folder, signed=SIGNED)
    assert not Pebble.objects.exists()
    assert Pebble.every.get().withdrawn
    reasons = RegisterEntry.objects.filter(act__endswith=".withdrawn").values_list("details", flat=True)
    assert [said["reason"] for said in reasons] == ["absent du dossier"] * 5
    assert not Observation.objects.current().exists()
    assert set(dump()) == set(read_folder(folder)[0])


def test_withdrawn_number_is_never_given_to_another(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    pebble = folder / "pebbles/le-toit-de-l-ecole.yaml"
    shutil.move(pebble, folder / "pebbles/un-autre.yaml")
    change("stories/la-premiere-pierre.yaml", "le-toit-de-l-ecole", "un-autre")
    change("claims/si-tous-les-toits.yaml", "le-toit-de-l-ecole", "un-autre")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert [fault.code for fault in refusal.value.faults] == ["thing.number_taken"]


def test_dump_removes_files_that_are_no_more(folder: Path, tmp_path: Path) -> None:
    load(folder, signed=SIGNED)
    copy = tmp_path / "copy"
    write_folder(copy, dump())
    (copy / "pebbles" / "vieux.yaml").write_text("x\n", encoding="utf-8")
    (copy / "README.md").write_text("à nous\n", encoding="utf-8")
    write_folder(copy, dump())
    assert not (copy / "pebbles" / "vieux.yaml").exists()
    assert (copy / "README.md").exists()


def test_star_that_left_the_dossier_is_withdrawn(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    (folder / "star.yaml").unlink()
    change("pebbles/le-toit-de-l-ecole.yaml", "facets: [soleil]\n", "")
    change("stories/la-premiere-pierre.yaml", "facets: [soleil]\n", "")
    change("pebbles/le-toit-de-l-ecole.yaml", "    facet: soleil\n", "")
    change("claims/si-tous-les-toits.yaml", "facet: soleil\n", "")
    load(folder, signed=SIGNED)
    assert dump() == read_folder(folder)[0]


def test_every_refusal_of_the_house_comes_at_once_with_its_line(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    change("star.yaml", "value: 100000", "value: 90000")
    change("places.yaml", "number: 1", "number: 7")
    change("organisations.yaml", "id: mairie", "id: ville")
    change("pebbles/le-toit-de-l-ecole.yaml", "organisation: mairie", "organisation: ville")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert [(fault.path, fault.line, fault.code) for fault in refusal.value.faults] == [
        ("organisations.yaml", 4, "thing.number_taken"),
        ("places.yaml", 4, "thing.number_changed"),
        ("star.yaml", 14, "target.already_set"),
    ]


def test_target_that_left_the_dossier_is_refused(folder: Path) -> None:
    load(folder, signed=SIGNED)
    star = folder / "star.yaml"
    star.write_text(star.read_text(encoding="utf-8").partition("    targets:")[0], encoding="utf-8")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert [fault.code for fault in refusal.value.faults] == ["target.version_lost"]


def test_target_may_be_revised_by_a_new_version_with_its_reason(folder: Path) -> None:
    load(folder, signed=SIGNED)
    star = folder / "star.yaml"
    again = (
        "      - {version: 2, value: 120000, unit: kWh/an, horizon: 2045, direction: up, baseline: unknown,"
        " voted: unknown, source: bulletin, confidence: low, reason: un toit de plus}\n"
    )
    star.write_text(star.read_text(encoding="utf-8") + again, encoding="utf-8")
    load(folder, signed=SIGNED)
    assert [str(target) for target in Target.objects.all()] == ["soleil v1", "soleil v2"]
    assert dump() == read_folder(folder)[0]


def test_indicator_with_figures_keeps_its_dimension(folder: Path, change: Change) -> None:
    load(folder, signed=SIGNED)
    change("indicators.yaml", "unit: kWh/an", "unit: EUR/an")
    change("observations.csv", "kWh/an", "EUR/an")
    change("star.yaml", "unit: kWh/an", "unit: EUR/an")
    with pytest.raises(FaultyDossier) as refusal:
        load(folder, signed=SIGNED)
    assert {fault.code for fault in refusal.value.faults} == {
        "indicator.dimension_changed",
        "target.already_set",
    }
