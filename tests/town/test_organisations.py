"""Acts on organisations: what is written, what is refused, which lines are signed."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from poucet.town.actors import is_rna, is_siret
from poucet.town.clock import end_of
from poucet.town.errors import RuleError
from poucet.town.models import Organisation, OrganisationYear, RegisterEntry
from poucet.town.operations import Year, write_organisations
from poucet.town.past import as_of
from poucet.town.writing import Wanted
from tests.factories import SIGNED, an_organisation
from tests.town.history import day, on


@pytest.mark.parametrize("siret", ["73282932000074", "35600000000048", "35600000009075"])
def test_siret_whose_key_holds_is_one(siret: str) -> None:
    """Infogreffe's example, then La Poste's head office and one of its offices, whose key is a plain sum."""
    assert is_siret(siret)


@pytest.mark.parametrize("siret", ["73282932000075", "7328293200007", "", "7328293200007x", "٧٣٢٨٢٩٣٢٠٠٠٠٧٤"])
def test_siret_that_was_misread_is_none(siret: str) -> None:
    assert not is_siret(siret)


def test_number_of_the_register_is_w_and_nine_signs() -> None:
    assert is_rna("W621000123")
    assert is_rna("W2A1000123")
    assert not is_rna("W62100012")
    assert not is_rna("w621000123")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"founded": "hier"}, "organisation.day_malformed"),
        ({"founded": "2001/2003"}, "organisation.day_malformed"),
        ({"founded": "2010", "dissolved": "2009-12"}, "organisation.dissolved_before"),
        ({"dissolved": "2009", "standing": "active"}, "organisation.active_and_dissolved"),
        ({"siret": "1"}, "organisation.siret"),
        ({"rna": "1"}, "organisation.rna"),
        ({"website": "javascript:alert(1)"}, "organisation.website"),
    ],
)
def test_facts_that_cannot_hold_are_refused(given: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleError) as refusal:
        an_organisation(**given)
    assert refusal.value.code == code
    assert not RegisterEntry.objects.exists()


@pytest.mark.django_db
def test_number_of_the_register_belongs_to_one() -> None:
    one = an_organisation(rna="W621000123")
    with pytest.raises(RuleError, match="rna_taken"):
        an_organisation(rna="W621000123")
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(number=999, key="autre", name="Autre", rna=one.rna)
    twins = [Wanted(f"t{number}", number, {"name": "T", "rna": "W621000124"}) for number in (801, 802)]
    with pytest.raises(RuleError, match="rna_taken"):
        write_organisations(twins, signed=SIGNED)


@pytest.mark.django_db
def test_years_are_replaced_signed_and_left_alone_when_nothing_is_said() -> None:
    one = an_organisation(key="fanfare", number=5, years=[Year(2024, "yes")])
    an_organisation(key="fanfare", number=5)
    assert [row.active for row in one.years.all()] == ["yes"]
    an_organisation(key="fanfare", number=5, years=[Year(2024, "yes"), Year(2025, "no")])
    assert [(row.year, row.active) for row in one.years.all()] == [(2024, "yes"), (2025, "no")]
    acts = RegisterEntry.objects.order_by("sequence").values_list("act", "details")
    assert list(acts) == [("organisation.written", {}), ("organisation.revised", {"fields": ["years"]})]
    an_organisation(key="fanfare", number=5, years=[])
    assert not OrganisationYear.objects.exists()


@pytest.mark.django_db
def test_years_are_read_as_they_were_told_each_day() -> None:
    with on(day(0)):
        one = an_organisation(key="fanfare", number=5, founded="1998", years=[Year(2024, "yes")])
    with on(day(1)):
        an_organisation(key="fanfare", number=5, founded="1999", years=[Year(2024, "no")])
    with as_of(end_of(day(0))):
        assert Organisation.objects.get().founded == "1998"
        assert [row.active for row in one.years.all()] == ["yes"]
    assert [row.active for row in one.years.all()] == ["no"]
