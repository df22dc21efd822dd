"""Taking in the national register, and the series of associations alive: effects, refusals, lines of the register."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from poucet.measure.associations.counting import Counted, count_associations
from poucet.measure.associations.importing import Imported, import_associations
from poucet.measure.models import Citation, Observation, Source
from poucet.town.errors import RuleError
from poucet.town.models import Organisation, OrganisationYear, RegisterEntry
from poucet.town.operations import Year
from poucet.town.rna.reading import Commune, read
from poucet.town.writing import withdraw
from tests.factories import SIGNED, a_commune, a_source, an_indicator, an_organisation
from tests.factories.associations import NO_DAY, OLDER, a_file, a_row

pytestmark = pytest.mark.django_db

HERE = Commune("62999", "62990", "Exempleville")


def taken_in(*rows: dict[str, str], on: date = date(2026, 9, 1), **given: Any) -> Imported:
    reading = read(a_file(*rows, **given), HERE)
    assert not reading.faults
    return import_associations(reading.associations, insee=HERE.insee, on=on, signed=SIGNED)


def counted(**given: Any) -> Counted:
    a_commune()
    an_indicator(key="associations", name="Associations", unit="associations")
    return count_associations("associations", signed=SIGNED, **given)


def test_import_writes_each_association_with_the_register_as_its_source() -> None:
    done = taken_in(a_row(), a_row(2, date_creat="2015-05-05", date_disso="2020-01-01", position="D"))
    first, second = Organisation.objects.all()
    assert done.created == (first.number, second.number)
    assert (first.rna, first.founded, first.standing, first.seat) == (
        "W620000001",
        "1998-03-02",
        "active",
        "62999",
    )
    assert (second.dissolved, second.nature) == ("2020-01-01", "association")
    source = Source.objects.get()
    assert (source.key, source.year) == ("rna-2026-09-01", 2026)
    assert source.name == "Répertoire national des associations (RNA), fichier du 1er septembre 2026"
    assert {one.source for one in Citation.objects.filter(kind="organisation")} == {source}
    acts = list(RegisterEntry.objects.order_by("sequence").values_list("act", flat=True))
    assert acts == ["source.written", *["organisation.written"] * 2, *["source.cited"] * 2]


def test_import_never_invents_activity() -> None:
    taken_in(a_row())
    assert not OrganisationYear.objects.exists()


def test_import_of_the_same_file_changes_nothing() -> None:
    taken_in(a_row(), a_row(2))
    lines = RegisterEntry.objects.count()
    again = taken_in(a_row(), a_row(2))
    assert (again.created, again.revised, again.unchanged) == ((), (), 2)
    assert RegisterEntry.objects.count() == lines


def test_next_file_revises_what_the_register_knows_and_leaves_what_the_town_wrote() -> None:
    own = a_source(key="bulletin")
    one = an_organisation(
        name="Les Amis du clocher", role="sonne l’angélus", rna="W620000001", years=[Year(2025, "no")]
    )
    before = Citation.objects.create(kind="organisation", number=one.number, source=own)
    done = taken_in(a_row(date_disso="2026-07-01", position="D"))
    one.refresh_from_db()
    assert done.revised == (one.number,)
    assert (one.founded, one.dissolved, one.standing) == ("1998-03-02", "2026-07-01", "dissolved")
    assert (one.name, one.role, one.field) == (
        "Les Amis du clocher",
        "sonne l’angélus",
        "Préservation du patrimoine",
    )
    assert [row.active for row in one.years.all()] == ["no"]
    assert Citation.objects.get(number=one.number) == before
    assert [row.registered for row in done.renamed] == ["LES AMIS DU CLOCHER EXEMPLE"]


def test_association_that_receives_its_new_number_stays_the_same_one() -> None:
    taken_in(a_row(id="0621004321"), columns=OLDER)
    old = Organisation.objects.get()
    assert old.rna == ""
    taken_in(a_row(id_ex="0621004321"), on=date(2026, 10, 1))
    new = Organisation.objects.get()
    assert (new.number, new.rna) == (old.number, "W620000001")


def test_association_withdrawn_by_the_town_stays_withdrawn() -> None:
    taken_in(a_row())
    one = Organisation.objects.get()
    withdraw(one, signed=SIGNED, reason="à leur demande")
    assert taken_in(a_row()).withdrawn == (one.number,)
    assert not Organisation.objects.exists()


def test_association_that_left_the_file_is_told_and_kept() -> None:
    taken_in(a_row(), a_row(2))
    done = taken_in(a_row(2), on=date(2026, 10, 1))
    assert done.gone == (Organisation.objects.get(rna="W620000001").number,)
    assert taken_in(a_row(id="0621004321"), columns=OLDER).gone == ()


def test_siret_that_does_not_check_is_not_taken_and_its_line_is_told() -> None:
    done = taken_in(a_row(siret="73282932000075"))
    assert done.without_siret == (2,)
    assert Organisation.objects.get().siret == ""


def test_count_writes_a_derived_figure_for_each_year_that_is_over() -> None:
    taken_in(
        a_row(date_creat="2022-03-02"),
        a_row(2, date_creat="2024-01-01", date_disso="2025-12-31", position="D"),
    )
    done = counted()
    rows = Observation.objects.order_by("period")
    assert [(row.period, row.value) for row in rows] == [("2022", 1), ("2023", 1), ("2024", 2), ("2025", 1)]
    assert {(row.status, row.confidence, row.source.key) for row in rows} == {
        ("derived", "medium", "rna-2026-09-01")
    }
    assert "sans être dissoutes" in rows[0].note
    assert "31 décembre" in rows[0].method
    assert done.recorded == tuple(row.number for row in rows)


def test_count_gives_a_range_where_dates_are_missing() -> None:
    taken_in(a_row(date_creat="2020-01-01"), a_row(2, date_creat=NO_DAY))
    counted(first=2025)
    (row,) = Observation.objects.all()
    assert (row.value, row.low, row.high, row.confidence) == (None, Decimal(1), Decimal(2), "low")


def test_count_made_again_changes_nothing_and_a_newer_file_corrects_it() -> None:
    taken_in(a_row())
    first = counted(first=2024)
    assert count_associations("associations", first=2024, signed=SIGNED).recorded == ()
    taken_in(a_row(), a_row(2, date_creat="2024-01-01"), on=date(2026, 10, 1))
    again = count_associations("associations", first=2024, signed=SIGNED)
    assert again.recorded == first.recorded
    assert {row.value for row in Observation.objects.current()} == {Decimal(2)}


def test_count_leaves_out_those_of_elsewhere_and_other_actors() -> None:
    an_organisation(nature="association", founded="2000", standing="active", seat="62998")
    an_organisation(nature="school", founded="2000", standing="active", seat="62999")
    taken_in(a_row())
    assert counted(first=2025).years[0].surely == 1


def test_doubled_in_ten_years_can_be_checked() -> None:
    """The sentence is read on the series: 2 associations at the end of 2015, 4 at the end of 2025."""
    born = ("1990-01-01", "2010-01-01", "2018-01-01", "2020-01-01")
    taken_in(*(a_row(place, date_creat=day) for place, day in enumerate(born)))
    years = {one.year: one.surely for one in counted(first=2015).years}
    assert years[2025] == 2 * years[2015] == 4


@pytest.mark.parametrize(
    ("key", "given", "code"),
    [
        ("absent", {}, "associations.no_indicator"),
        ("production", {}, "associations.other_unit"),
        ("associations", {"last": 2026}, "associations.year_not_over"),
        ("associations", {"first": 2025, "last": 2024}, "associations.years_reversed"),
    ],
)
def test_count_is_refused_with_what_to_do(key: str, given: dict[str, int], code: str) -> None:
    a_commune()
    taken_in(a_row())
    an_indicator(key="associations", unit="associations")
    an_indicator(key="production")
    with pytest.raises(RuleError) as refusal:
        count_associations(key, signed=SIGNED, **given)
    assert refusal.value.code == code
    assert not Observation.objects.exists()


def test_count_without_a_file_or_a_commune_is_refused() -> None:
    an_indicator(key="associations", unit="associations")
    with pytest.raises(RuleError, match="no_file"):
        count_associations("associations", signed=SIGNED)
    taken_in(a_row())
    with pytest.raises(RuleError, match="no_insee"):
        count_associations("associations", signed=SIGNED)


def test_figure_of_the_series_opens_to_its_source_and_what_it_does_not_say(client: Client) -> None:
    taken_in(a_row())
    counted(first=2025)
    page = client.get(f"/figure/{Observation.objects.get().number}").content.decode()
    assert "Répertoire national des associations" in page
    assert "Déclarée ne veut pas dire active" in page
