"""The national register of associations, read for one commune: what is taken, what is told, what is never read."""

from __future__ import annotations

from datetime import date

import pytest

from poucet.town.rna.reading import Commune, read
from tests.factories.associations import NO_DAY, OLDER, a_file, a_row

HERE = Commune("62999", name="Exempleville")


def codes(content: bytes, commune: Commune = HERE) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.column, fault.code) for fault in read(content, commune).faults]


def test_row_is_taken_with_its_own_dates_and_words() -> None:
    dissolved = a_row(date_disso="2012-06-30", position="D", siteweb="exemple.fr", siret="73282932000074")
    (one,) = read(a_file(dissolved), HERE).associations
    assert (one.rna, one.founded, one.dissolved) == ("W620000001", "1998-03-02", "2012-06-30")
    assert (one.name, one.field) == ("LES AMIS DU CLOCHER EXEMPLE", "Préservation du patrimoine")
    assert (one.standing, one.website, one.siret) == ("dissolved", "https://exemple.fr", "73282932000074")


def test_nothing_personal_is_taken() -> None:
    reading = read(a_file(a_row(siteweb="rose.secrete@exemple.fr", email="rose@exemple.fr")), HERE)
    told = repr(reading.associations).lower()
    assert "clocher" in told
    assert "secret" not in told
    assert "rose" not in told


def test_only_those_of_the_commune_are_taken_and_the_others_are_not_judged() -> None:
    elsewhere = a_row(2, adrs_codeinsee="62998", position="?", titre="")
    reading = read(a_file(a_row(), elsewhere), HERE)
    assert [one.rna for one in reading.associations] == ["W620000001"]
    assert (reading.rows, reading.faults) == (2, [])


def test_date_that_the_register_does_not_know_is_unknown() -> None:
    (one,) = read(a_file(a_row(date_creat=NO_DAY, date_disso="")), HERE).associations
    assert (one.founded, one.dissolved) == ("", "")


def test_day_of_the_file_is_that_of_its_last_change() -> None:
    older, newer = a_row(maj_time="2019-01-01 10:00:00"), a_row(2, maj_time="2026-08-31 23:59:59")
    assert read(a_file(newer, older), HERE).on == date(2026, 8, 31)


def test_numbers_of_corsica_and_overseas_are_numbers() -> None:
    rows = a_row(id="W2A1000123"), a_row(id="W9R2001234")
    assert [one.rna for one in read(a_file(*rows), HERE).associations] == ["W2A1000123", "W9R2001234"]


@pytest.mark.parametrize(
    ("given", "column", "code"),
    [
        ({"id": "W62"}, "id", "rna.id"),
        ({"titre": ""}, "titre", "rna.no_title"),
        ({"position": "X"}, "position", "rna.position"),
        ({"date_creat": "02/03/1998"}, "date_creat", "rna.day"),
        ({"date_creat": "1998-02-30"}, "date_creat", "rna.day"),
        ({"date_disso": "1990-01-01", "position": "D"}, "date_disso", "rna.dissolved_before"),
        ({"date_disso": "2012-06-30"}, "date_disso", "rna.active_and_dissolved"),
    ],
)
def test_bad_row_is_told_with_its_line_and_column(given: dict[str, str], column: str, code: str) -> None:
    assert codes(a_file(a_row(9), a_row(**given))) == [(3, column, code)]


def test_every_fault_is_told_at_once_at_the_line_where_its_row_begins() -> None:
    rows = a_row(objet="deux\nlignes", position="X"), a_row(2), a_row(2)
    assert codes(a_file(*rows)) == [(2, "position", "rna.position"), (5, "id", "rna.twice")]


def test_file_of_another_make_is_refused_whole() -> None:
    assert codes(b"id,titre,position\n")[0] == (1, "id", "rna.separator")
    assert (1, "adrs_codeinsee", "rna.no_insee_column") in codes(a_file(a_row(), columns=OLDER))
    assert (1, "position", "rna.no_column") in codes(b"id;titre;date_creat;adrs_codeinsee\n")
    assert codes(a_file(a_row()) + b'"W62;') == [(3, "", "rna.malformed")]
    assert codes(a_file(a_row()) + b"W620000002;x\n") == [(3, "", "rna.cells")]


def test_older_file_is_placed_by_postal_code_and_name() -> None:
    here = Commune("62999", "62990", "Saint-Exemple")
    rows = a_row(id="0621004321", libcom="ST EXEMPLE"), a_row(2, libcom="AUTREVILLE")
    (one,) = read(a_file(*rows, columns=OLDER), here).associations
    assert (one.id, one.rna, one.dissolved) == ("0621004321", "", "")


def test_row_without_an_insee_code_is_counted_as_unplaced() -> None:
    reading = read(a_file(a_row(adrs_codeinsee="")), HERE)
    assert (reading.associations, reading.unplaced) == ([], 1)


def test_older_encoding_is_read() -> None:
    content = a_file(a_row(titre="LES ÉCOLIERS")).decode().encode("cp1252")
    assert read(content, HERE).associations[0].name == "LES ÉCOLIERS"


def test_invisible_characters_are_left_out() -> None:
    assert read(a_file(a_row(titre="A\x01B\u0085C")), HERE).associations[0].name == "A B C"
