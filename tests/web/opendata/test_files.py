"""The files of the open data: tables that no spreadsheet runs, a dictionary that names every column, the dossier."""

import csv
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.conf import settings as house
from django.db import connection
from django.test.utils import CaptureQueriesContext

from poucet.dossier.dumping import dump
from poucet.pebble.operations import Parts
from poucet.town.exports import tame
from poucet.town.writing import withdraw
from poucet.web.opendata.tables import tables
from tests.factories import SIGNED, a_commune, a_constant, a_figure, a_pebble, a_place, an_indicator
from tests.markup import parse
from tests.web.api.asking import a_house_of_everything

pytestmark = pytest.mark.django_db

FORMULAS = (
    "=1+1", "+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(\"http://x\",\"y\")", "=cmd|' /C calc'!A0",
    "a;=1+1", "a,=1+1", "a\n=1+1", 'a;"=1+1', "-2+3+cmd|' /C calc'!A0", "@", "=", "a\t+1",
)  # fmt: skip
RUNS = tuple("=+-@\t\r")


def content(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


def lines(client, name: str, delimiter: str = ",") -> list[dict[str, str]]:
    """Give a table as a spreadsheet reads it."""
    text = content(client, f"/donnees/{name}").removeprefix("\ufeff")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_is_run_by_a_spreadsheet_of_any_country(client, formula):
    a_place(name=formula, note=formula)
    for name in ("places.csv", "places.excel.csv"):
        text = content(client, f"/donnees/{name}").removeprefix("\ufeff")
        for delimiter in ",;\t":  # whatever this country's spreadsheet takes for the end of a cell
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            cells = [cell for row in rows for cell in row]
            assert [cell for cell in cells if cell.lstrip('"').startswith(RUNS)] == []
    (item,) = json.loads(content(client, "/donnees/places.json"))["items"]
    assert (item["name"], item["note"]) == (formula, formula)


def test_text_that_runs_nothing_is_left_alone():
    for text in ("Le toit", "5 - 3 = 2", "a = b", "10 %", "été", "un, deux", ""):
        assert tame(text) == text


def test_negative_number_stays_a_number_and_unknown_stays_unknown(client):
    a_figure(number=1, value=Decimal("-12.5"))
    a_figure(number=2, state="unknown", value=None)
    for name, delimiter, decimal in (
        ("observations.csv", ",", "-12.5"),
        ("observations.excel.csv", ";", "-12,5"),
    ):
        rows = lines(client, name, delimiter)
        assert [row["value"] for row in rows] == [decimal, "unknown"]


def test_count_and_its_constant_stand_on_one_line(client):
    quantity, count = (
        a_figure(value=Decimal(32000)),
        a_figure(indicator=an_indicator(unit="ménages"), value=Decimal(12)),
    )
    constant = a_constant(number=3, value=Decimal(2500))
    ends = {"count_number": count.number, "quantity_number": quantity.number, "constant": constant}
    a_pebble(Parts(equivalences=[ends]))
    (row,) = lines(client, "pebbles_equivalences.csv")
    assert (row["constant"], row["constant_value"], row["constant_unit"]) == (
        "constant/3",
        "2500",
        "kWh/ménage/an",
    )
    told = {row["number"]: row["constants"] for row in lines(client, "observations.csv")}
    assert told[str(count.number)] == "2500 kWh/ménage/an (constant/3)"


def test_every_table_has_the_columns_of_its_dictionary(client):
    a_house_of_everything()
    package = json.loads(content(client, "/donnees/datapackage.json"))
    schemas = {one["path"]: one["schema"]["fields"] for one in package["resources"]}
    named = [(row["table"], row["column"]) for row in lines(client, "dictionnaire.csv")]
    assert set(schemas) == {f"{name}.{form}" for name in tables() for form in ("csv", "excel.csv")}
    for name in tables():
        header = content(client, f"/donnees/{name}.csv").split("\r\n")[0].split(",")
        assert header == [field["name"] for field in schemas[f"{name}.csv"]]
        assert header == [column for table, column in named if table == name]


def test_dictionary_means_something_in_both_languages(client):
    rows = lines(client, "dictionnaire.csv")
    assert [row for row in rows if not (row["meaning_fr"] and row["meaning_en"])] == []
    said = {(row["table"], row["column"]): row for row in rows}
    name = said["pebbles", "name"]
    assert (name["meaning_fr"], name["meaning_en"]) == (
        "L’acte en quelques mots.",
        "The deed in a few words.",
    )
    assert (name["type"], name["language"]) == ("string", "fr")
    assert said["observations", "value"]["type"] == "number"
    assert said["pebbles", "since"]["type"] == "date"
    assert said["pebbles_pictures", "width"]["unit"] == "px"


def test_page_leads_to_every_file_and_says_the_licence(client, settings):
    a_house_of_everything()
    settings.LICENCE = "ODbL-1.0"
    page = parse(content(client, "/donnees?lang=en"))
    links = {link.attributes["href"] for link in page.all("a")}
    assert {f"/donnees/{name}.{form}" for name in tables() for form in ("csv", "excel.csv")} <= links
    assert {"/fil.csv", "/fil.jsonld", "/donnees/dossier.zip", "/cailloux.atom", "/api"} <= links
    assert "Open Database License 1.0" in page.text
    (block,) = [one for one in page.all("script") if one.attributes.get("type") == "application/ld+json"]
    dataset = json.loads("".join(block.content))["@graph"][0]
    assert (dataset["@type"], dataset["license"]) == (
        "Dataset",
        "https://opendatacommons.org/licenses/odbl/1-0/",
    )
    for file in dataset["distribution"]:
        assert client.get(file["contentUrl"].removeprefix("http://testserver")).status_code == 200


def test_withdrawn_thing_is_in_no_file(client):
    place = a_place(name="Lieu retiré")
    withdraw(place, signed=SIGNED)
    for form in ("csv", "excel.csv", "json"):
        assert "Lieu retiré" not in content(client, f"/donnees/places.{form}")


def test_table_longer_than_a_chunk_is_whole_and_asks_by_chunks(client, monkeypatch):
    monkeypatch.setattr("poucet.web.opendata.tables.CHUNK", 10)
    for number in range(1, 26):
        a_place(number=number)
    with CaptureQueriesContext(connection) as seen:
        rows = lines(client, "places.csv")
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 26)]
    assert len(seen) == 1 + 3 * 2  # the tag; three chunks, each with its citations
    assert len(json.loads(content(client, "/donnees/places.json"))["items"]) == 25


def test_dossier_is_given_whole_and_is_the_one_that_is_dumped(client):
    a_house_of_everything()
    packed = client.get("/donnees/dossier.zip").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        given = {name: archive.read(name) for name in archive.namelist()}
    assert given == dump()
    assert client.get("/donnees/dossier.zip").content == packed


def test_file_is_not_made_again_for_one_who_has_it(client):
    a_commune()
    tag = client.get("/donnees/places.csv").headers["ETag"]
    assert client.get("/donnees/places.csv", headers={"If-None-Match": tag}).status_code == 304
    a_place()
    assert client.get("/donnees/places.csv", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize(
    "name", ["nothing.csv", "pebbles.xlsx", "pebbles", "pebbles_voices.json", "..csv", ".csv"]
)
def test_file_that_is_not_offered_is_not_found(client, name):
    assert client.get(f"/donnees/{name}").status_code == 404


def test_licence_is_open_unless_said_otherwise():
    assert house.LICENCE == "etalab-2.0"
