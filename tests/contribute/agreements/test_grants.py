"""Money given by agreements, in the columns of the French schema of grants."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from poucet.contribute.agreements.grants import COLUMNS, faults_in, grants_of
from poucet.contribute.agreements.operations import Pledge
from poucet.town.actors import is_siret
from poucet.town.models import Commune
from tests.factories import a_commune, an_organisation
from tests.factories.agreements import BOXES, WATER, a_signed_agreement, an_agreement, sign

pytestmark = pytest.mark.django_db
SIRET, FILE = "21000000000013", "/donnees/subventions-scdl.csv"


def money(**given: object) -> Pledge:
    said = {
        "key": "argent",
        "side": "town",
        "deliverable": "Aider à acheter les arbres",
        "contribution": "money",
    }
    more = {
        "quantity": Decimal(500),
        "unit": "€",
        "due": date(2026, 5, 1),
        "holder": "finances",
        "evidence": "mandat",
    }
    return Pledge(**(said | more | given))


def the_commune() -> Commune:
    return a_commune(name="Commune exemple", siret=SIRET)


def rows(client: Client) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(FILE).content.decode(), newline="")))


def test_money_of_a_signed_agreement_is_a_grant(client: Client) -> None:
    the_commune()
    to = an_organisation(name="Association exemple", rna="W621000000")
    a_signed_agreement(name="Le verger", organisation=to, party="", commitments=(money(), BOXES, WATER))
    (row,) = rows(client)
    assert tuple(row) == COLUMNS
    assert {name: said for name, said in row.items() if said} == {
        "nomAttribuant": "Commune exemple",
        "idAttribuant": SIRET,
        "dateConvention": "2026-01-05",
        "nomBeneficiaire": "Association exemple",
        "rnaBeneficiaire": "W621000000",
        "objet": "Le verger : Aider à acheter les arbres",
        "montant": "500.00",
        "nature": "aide en numéraire",
        "conditionsVersement": "unique",
        "datesPeriodeVersement": "2026-05-01",
        "notificationUE": "non",
        "pourcentageSubvention": "1.00",
    }


def test_money_again_and_again_is_summed_until_the_end(client: Client) -> None:
    the_commune()
    every_quarter = money(recurrence="quarterly", due=date(2026, 2, 1))
    a_signed_agreement(organisation=an_organisation(), party="", commitments=(every_quarter, WATER))
    (row,) = rows(client)
    assert (row["montant"], row["conditionsVersement"]) == ("2000.00", "échelonné")
    assert row["datesPeriodeVersement"] == "2026-02-01/2026-11-01"


def test_money_without_a_date_is_paid_during_the_agreement(client: Client) -> None:
    the_commune()
    a_signed_agreement(organisation=an_organisation(), party="", commitments=(money(due=None), WATER))
    (row,) = rows(client)
    assert (row["conditionsVersement"], row["datesPeriodeVersement"]) == ("unique", "2026-01-01/2026-12-31")


def test_what_is_not_a_grant_makes_no_row() -> None:
    commune, to = the_commune(), an_organisation()
    a_signed_agreement(commitments=(money(), WATER))  # to a street
    a_signed_agreement(organisation=to, party="", commitments=(money(side="residents"), BOXES, WATER))
    waiting = an_agreement(organisation=to, party="", commitments=(money(), WATER))
    sign(waiting, "town")
    found = grants_of(commune)
    assert (found.rows, found.incomplete) == ([], [])


@pytest.mark.parametrize("missing", [{"unit": "dollars"}, {"quantity": None}])
def test_agreement_of_which_a_fact_is_missing_is_named_and_not_completed(client: Client, missing) -> None:
    the_commune()
    agreement = a_signed_agreement(
        organisation=an_organisation(), party="", commitments=(money(**missing), WATER)
    )
    assert rows(client) == []
    page = client.get("/donnees").content.decode()
    assert f'<a href="/accord/{agreement.number}">{agreement.number}</a>' in page


def test_no_number_of_the_commune_no_row(client: Client) -> None:
    a_commune()
    a_signed_agreement(organisation=an_organisation(), party="", commitments=(money(), WATER))
    assert rows(client) == []
    page = client.get("/donnees").content.decode()
    assert FILE not in page
    assert "le SIRET de la commune n’est pas dans son dossier" in page


def test_no_cell_is_run_by_a_spreadsheet(client: Client) -> None:
    the_commune()
    to = an_organisation(name="=1+1")
    a_signed_agreement(organisation=to, party="", name="@SUM(A1)", commitments=(money(), WATER))
    (row,) = rows(client)
    assert (row["nomBeneficiaire"], row["objet"][:2]) == ("'=1+1", "'@")


def test_row_that_the_schema_refuses_is_told_by_its_columns() -> None:
    assert is_siret(SIRET)
    commune = the_commune()
    a_signed_agreement(organisation=an_organisation(), party="", commitments=(money(), WATER))
    (row,) = grants_of(commune).rows
    assert faults_in(row) == []
    wrong = {"idAttribuant": "123", "objet": "x" * 257, "datesPeriodeVersement": "mai 2026", "montant": "-3"}
    assert sorted(faults_in(row | wrong)) == sorted(wrong)
