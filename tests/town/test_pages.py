import csv
import io
import json
from itertools import pairwise

import pytest
from django.urls import reverse

from poucet.measure.operations import cite
from poucet.star import hashtags
from poucet.star.operations import withdraw_star
from poucet.town import summaries
from poucet.town.models import Link, Place
from poucet.town.operations import Year, verify_register, write_place
from poucet.town.thread import Telling, tie
from poucet.town.writing import Signature, withdraw
from tests.factories import (
    SIGNED,
    a_commune,
    a_facet,
    a_figure,
    a_pebble,
    a_place,
    a_source,
    a_star,
    a_target,
    an_axis,
    an_indicator,
    an_organisation,
)
from tests.markup import parse
from tests.reading import MOST_QUERIES, read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def commune():
    return a_commune()


def a_chain(length, **given):
    """Tie pebbles one after the other."""
    pebbles = [a_pebble(name=f"Caillou {place}", **given) for place in range(length)]
    for place, (earlier, later) in enumerate(pairwise(pebbles)):
        tie(earlier.reference, "enables", later.reference, Telling(period=str(2000 + place)), signed=SIGNED)
    return pebbles


def test_place_of_unknown_position_says_so(client):
    place = a_place()
    assert "unknown: nobody has put this place on the map yet" in read(client, place.get_absolute_url())
    assert ">unknown</span>" in read(client, reverse("places"))


def test_place_tells_its_latitude_and_longitude(client):
    place = a_place(geometry={"type": "Point", "coordinates": [2.7942, 50.4583]})
    assert "latitude 50.45830°, longitude 2.79420°" in read(client, place.get_absolute_url())


def test_places_are_filtered_by_kind(client):
    a_place(name="La halle", nature="building")
    a_place(name="Le terril", nature="site")
    page = read(client, reverse("places"), genre="site")
    assert "Le terril" in page
    assert "La halle" not in page


def test_organisation_page_names_its_source(client):
    organisation = an_organisation(role="Fait vivre le clocher.")
    cite(organisation.reference, a_source(name="Le bulletin"), confidence="medium", signed=SIGNED)
    page = read(client, organisation.get_absolute_url())
    for said in ("Fait vivre le clocher.", "Le bulletin", "medium confidence"):
        assert said in page


def test_organisation_page_says_since_when_and_year_by_year(client):
    source = a_source(name="Le bulletin")
    years = [Year(2024, "yes", source.number, "quatre chantiers"), Year(2025, "unknown")]
    known = {"nature": "association", "field": "culture", "founded": "1998-03-02", "standing": "active"}
    page = read(client, an_organisation(rna="W620000001", years=years, **known).get_absolute_url())
    for words in ("association", "Culture and heritage", "2 March 1998", "declared active", "W620000001"):
        assert words in page
    assert page.index("2025") < page.index("quatre chantiers")
    assert "Le bulletin" in page
    assert "It does not say that it did anything this year." in page


def test_organisation_of_which_little_is_known_says_so(client):
    page = read(client, an_organisation().get_absolute_url())
    assert "date unknown" in page
    assert "Year by year" not in page


def test_organisations_are_narrowed_by_nature_and_field_without_script(client):
    an_organisation(name="La fanfare", nature="association", field="culture")
    an_organisation(name="Les archers", nature="association", field="Sports, activités de plein air")
    an_organisation(name="La ferme", nature="farm")
    asked = (
        ({"genre": "association"}, 2),
        ({"genre": "farm"}, 1),
        ({"genre": "association", "domaine": "culture"}, 1),
        ({"domaine": "inconnu"}, 1),
        ({"genre": "x", "domaine": "y"}, 3),
    )
    for question, count in asked:
        page = read(client, "/organisations", **question)
        assert page.count('<article class="card">') == count, question
    page = read(client, "/organisations", genre="association", domaine="culture")
    assert "La fanfare" in page
    assert '<option value="culture" selected>Culture and heritage</option>' in page


def test_organisation_without_a_source_says_that_none_is_known(client):
    assert "No source is known for this yet." in read(client, an_organisation().get_absolute_url())


def test_withdrawn_things_are_gone(client):
    for thing in (a_place(), an_organisation()):
        withdraw(thing, signed=SIGNED)
        assert client.get(thing.get_absolute_url()).status_code == 410


def test_register_page_says_acts_in_words_with_the_seal(client):
    place = a_place(name="La halle")
    a_figure()
    page = read(client, reverse("register"))
    for said in ("a figure was recorded", "written for the first time", "La halle", "The chain holds."):
        assert said in page
    assert summaries.seal().last_digest in page
    about = read(client, reverse("register"), genre="lieu", numero=str(place.number))
    assert "La halle" in about
    assert "a figure was recorded" not in about


def test_register_page_shows_the_last_line_first_and_turns_its_pages(client):
    places = [a_place(name=f"Lieu numéro {place}") for place in range(60)]
    first = read(client, reverse("register"))
    assert first.index(places[-1].name) < first.index(places[-2].name)
    assert places[0].name not in first
    assert 'rel="next"' in first
    assert places[0].name in read(client, reverse("register"), page="2")


def test_long_register_is_not_read_again_on_the_page(client, monkeypatch):
    monkeypatch.setattr(summaries, "READ_AGAIN_ON_THE_PAGE", 0)
    assert "It has never been read again whole." in read(client, reverse("register"))
    verify_register(signed=SIGNED)
    page = read(client, reverse("register"))
    assert "It was last read again whole on 5 January 2026" in page
    assert "poucet register verify" in page


def test_thread_says_relations_in_both_directions(client):
    first, second, _third = a_chain(3)
    assert "made possible <a" in read(client, reverse("thread", args=["caillou", first.number]))
    page = read(client, reverse("thread", args=["caillou", second.number]))
    assert "was made possible by <a" in page
    assert "made possible <a" in page


def test_from_any_thing_of_a_thread_any_other_is_two_clicks_away(client):
    pebbles = a_chain(6)
    for pebble in pebbles:
        page = read(client, reverse("thread", args=["caillou", pebble.number]))
        for other in pebbles:
            assert f'href="{other.get_absolute_url()}"' in page


def test_thread_goes_by_date_and_puts_unknown_dates_last(client):
    one, two, three = (a_pebble(name=f"Deed {place}") for place in "ABC")
    tie(one.reference, "enables", two.reference, signed=SIGNED)
    tie(two.reference, "enables", three.reference, Telling(period="1999"), signed=SIGNED)
    page = read(client, reverse("thread", args=["caillou", one.number]))
    assert page.index("<td>1999</td>") < page.index("<td>date unknown</td>")


def test_thread_leaves_out_what_was_withdrawn(client):
    first, second = a_chain(2)
    withdraw(second, signed=SIGNED)
    page = read(client, reverse("thread", args=["caillou", first.number]))
    assert second.name not in page
    assert "Nothing is tied to it yet." in page
    assert second.name not in client.get(reverse("thread-csv")).content.decode()


def test_thread_of_what_does_not_exist_is_not_found(client):
    for word, number in (("caillou", 9999), ("nuage", 1)):
        assert client.get(reverse("thread", args=[word, number])).status_code == 404


def test_thread_of_examples_says_example_on_page_and_export(client):
    first, _second = a_chain(2, example=True)
    assert "example</span>" in read(client, reverse("thread", args=["caillou", first.number]))
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("thread-csv")).content.decode())))
    assert rows[0]["origin_is_example"] == "yes"
    assert '"example": true' in client.get(reverse("thread-jsonld")).content.decode()


def test_thread_csv_carries_every_link_and_no_formula(client):
    source = a_source(name="Le bulletin")
    one, two = a_pebble(name="=1+1"), a_pebble(name="Le toit")
    tie(
        two.reference,
        "enables",
        one.reference,
        Telling(source_number=source.number, confidence="high", note="@ici"),
        signed=SIGNED,
    )
    response = client.get(reverse("thread-csv"))
    row = next(csv.DictReader(io.StringIO(response.content.decode())))
    assert row["destination_title"] == "'=1+1"
    assert row["note"] == "'@ici"
    assert (row["period"], row["source_title"], row["relation"]) == ("unknown", "Le bulletin", "enables")
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_thread_exports_say_that_a_source_is_unknown(client):
    a_chain(2)
    row = next(csv.DictReader(io.StringIO(client.get(reverse("thread-csv")).content.decode())))
    assert [row[name] for name in ("source_number", "source_title", "confidence")] == ["unknown"] * 3
    document = json.loads(client.get(reverse("thread-jsonld")).content)
    link = next(node for node in document["@graph"] if node["@type"] == "poucet:link")
    assert (link["source"], link["confidence"]) == ({"@value": "unknown"}, "unknown")


def said_in_the_register(client, language):
    page = parse(client.get(reverse("register"), {"lang": language}).content.decode())
    rows = page.all("tbody")[0].all("tr")
    return [[cell.text.replace("\u00a0", " ") for cell in row.all("td")[1:]] for row in rows]


def test_register_says_relations_kinds_and_signers_in_the_reader_s_language(client):
    first, second = a_pebble(name="Un toit"), a_pebble(name="Une école")
    signed = Signature(by="command", at=SIGNED.at)
    tie(first.reference, "enables", second.reference, signed=signed)
    withdraw(first, signed=signed)
    gone, tied = said_in_the_register(client, "fr")[:2]
    assert gone == ["retiré", f"caillou {first.number}", "en ligne de commande"]
    assert tied[0] == f"un fil a été noué Lien : a permis Vers : caillou {second.number}"
    gone, tied = said_in_the_register(client, "en")[:2]
    assert gone == ["withdrawn", f"pebble {first.number}", "on the command line"]
    assert tied[0] == f"a thread was tied Relation: made possible To: pebble {second.number}"


def test_register_shows_the_names_of_fields_as_codes(client):
    place = a_place(name="La halle")
    write_place(key=place.key, number=place.number, name="La grande halle", nature="building", signed=SIGNED)
    page = read(client, reverse("register"))
    assert 'Fields: <code lang="en" translate="no">name</code>' in page


def test_star_that_was_taken_away_is_told_in_words(client):
    a_star()
    withdraw_star(signed=SIGNED)
    assert said_in_the_register(client, "en")[0][0] == "the star was taken away"


def test_missing_page_hides_what_nothing_lacks(client):
    a_place(name="Un lieu perdu")
    page = read(client, reverse("missing"))
    assert "(0)" not in page
    assert "Nothing is missing here." not in page
    withdraw(Place.objects.get(), signed=SIGNED)
    assert "Nothing is missing here." in read(client, reverse("missing"))


def test_thread_exports_keep_one_order(client):
    pebbles = a_chain(5)
    names = ("thread-csv", "thread-jsonld")
    before = [client.get(reverse(name)).content for name in names]
    rows = list(Link.objects.all())
    Link.objects.all().delete()
    Link.objects.bulk_create(
        Link(**{f.name: getattr(row, f.name) for f in Link._meta.fields if f.name != "id"})
        for row in reversed(rows)
    )
    assert [client.get(reverse(name)).content for name in names] == before
    assert len(pebbles) == 5


def test_thread_jsonld_names_things_relations_and_periods(client):
    one, two = a_chain(2)
    document = json.loads(client.get(reverse("thread-jsonld")).content)
    nodes = {node["@id"]: node for node in document["@graph"] if "@id" in node}
    assert nodes[f"caillou/{one.number}"]["enables"] == [f"caillou/{two.number}"]
    link = next(node for node in document["@graph"] if node["@type"] == "poucet:link")
    assert link["period"] == "2000"
    assert document["@context"]["enables"] == {"@id": "poucet:enables", "@type": "@id"}


def test_missing_page_lists_what_each_room_lacks(client):
    lacking = [
        a_place(name="Un lieu perdu"),
        an_indicator(name="Une mesure sans chiffre"),
        a_source(name="Une source sans année", year=None),
        a_facet(name="Une facette sans cap"),
        an_axis(name="Un axe sans constat"),
    ]
    facet = a_facet(name="Un cap sans départ")
    a_target(facet)
    a_place(name="Un lieu trouvé", geometry={"type": "Point", "coordinates": [2, 50]})
    page = read(client, reverse("missing"))
    for thing in [*lacking, facet]:
        assert thing.name in page
    assert "Un lieu trouvé" not in page


def test_unknown_figures_are_listed_as_missing_under_their_indicator(client):
    figure = a_figure(indicator=an_indicator(name="Eau épargnée"), state="unknown")
    assert f'href="{figure.get_absolute_url()}"' in read(client, reverse("missing"))


def filled(times):
    pebbles = a_chain(times + 1)
    for _time in range(times):
        place, organisation = a_place(note="#eau"), an_organisation(note="#eau")
        cite(organisation.reference, a_source(year=None), signed=SIGNED)
        a_figure(state="unknown")
        a_target(a_facet())
        tie(organisation.reference, "serves", pebbles[0].reference, signed=SIGNED)
        hashtags.index([place, organisation])
    things = [thing.get_absolute_url() for thing in (place, organisation)]
    names = ("places", "organisations", "register", "thread-csv", "thread-jsonld", "missing")
    return [
        *things,
        reverse("thread", args=["caillou", pebbles[0].number]),
        *(reverse(name) for name in names),
    ]


def queries(client, addresses, checked):
    counts = []
    for address in addresses:
        with checked(MOST_QUERIES) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    return counts


def test_pages_of_the_ground_ask_as_many_queries_for_three_rows_as_for_one(
    client, django_assert_max_num_queries
):
    one = queries(client, filled(1), django_assert_max_num_queries)
    three = queries(client, filled(3), django_assert_max_num_queries)
    assert one == three
