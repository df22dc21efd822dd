from decimal import Decimal

import pytest
from django.urls import reverse

from poucet.pebble.operations import Enabled, Parts, say_what_it_enabled
from poucet.town.thread import Telling
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
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


def a_full_pebble(**given):
    """Lay a roof that has everything a deed may have."""
    place, facet, axis = a_place(name="L'église"), a_facet(name="Soleil"), an_axis()
    framework = a_framework("etoile")
    produced, counted = an_indicator(name="Production"), an_indicator(name="Ménages", unit="ménages")
    quantity = a_figure(indicator=produced, value=Decimal(32000))
    twelve = a_figure(indicator=counted, value=Decimal(12))
    sixty_nine = a_figure(indicator=counted, value=Decimal(69))
    church = a_constant(name="Un ménage de l'église", value=Decimal("2666.67"))
    implicit = a_constant(name="Un ménage implicite", value=Decimal("463.77"))
    a_conflict(twelve, sixty_nine, name="Combien de ménages ?", explanation="Deux constantes.")
    parts = Parts(
        pillars=list(framework.pillars.all()),
        places=[place],
        facets=[facet],
        makers=[{"organisation": an_organisation(name="Les amis")}, {"name": "Une voisine"}],
        effects=[
            {"indicator": produced, "role": "effect", "facet": facet},
            {"indicator": counted, "role": "context"},
        ],
        equivalences=[
            {
                "count_number": twelve.number,
                "quantity_number": quantity.number,
                "constant": church,
                "note": "Hors chauffage.",
            },
            {"count_number": sixty_nine.number, "quantity_number": quantity.number, "constant": implicit},
        ],
        voices=[{"speaker": "Odile", "text": "J'ai eu peur pour le clocher.", "example": True}],
        pictures=[
            {
                "file": "media/toit.jpg",
                "alt": "Le toit",
                "credit": "Odile",
                "licence": "CC0",
                "width": 4,
                "height": 3,
            }
        ],
    )
    said = {"name": "Le toit de l'église", "period": "2013", "axis": axis, "before": "Des tuiles.", **given}
    return a_pebble(parts, **said)


def test_pebble_page_shows_both_counts_side_by_side_each_with_its_constant(client):
    page = read(client, a_full_pebble().get_absolute_url())
    (conflict,) = [part for part in parse(page).all("article") if "Combien de ménages" in part.text]
    assert "12 households at 2,667 kWh/yr" in conflict.text
    assert "69 households at 464 kWh/yr" in conflict.text
    assert "Deux constantes." in conflict.text


def test_pebble_page_never_prints_a_count_without_its_constant(client):
    page = parse(read(client, a_full_pebble().get_absolute_url()))
    counts = [
        element
        for text, element in page.texts
        if "households" in text and element.closest("main") and element.tag != "p"
    ]
    around = [(element.closest("dd", "li", "td", "div") or element).text for element in counts]
    assert around
    assert all(" at " in text for text in around)


def test_pebble_page_recounts_the_quantity_with_every_constant_the_commune_knows(client):
    a_constant(name="Un foyer de la banque", value=Decimal(2500))
    page = parse(read(client, a_full_pebble().get_absolute_url()))
    (table,) = page.all("table")
    rows = [row.text for row in table.all("tr")[1:]]
    assert [row for row in rows if "13 households at 2,500 kWh/yr" in row]
    assert len(rows) == 3
    assert "cannot be compared, added or ranked" in page.text


def test_pebble_page_tells_the_deed_its_makers_voices_and_figures(client):
    page = read(client, a_full_pebble().get_absolute_url())
    said = ("Des panneaux sur le toit.", "Des tuiles.", "Les amis", "Une voisine", "Odile", "Hors chauffage.")
    assert [text for text in said if text not in page] == []
    assert "What it gives" in page
    assert "Production" in page


def test_every_figure_of_a_pebble_opens_and_says_how_it_came_to_be(client):
    page = parse(read(client, a_full_pebble().get_absolute_url()))
    values = [link for link in page.all("dd") if "32,000 kWh" in link.text]
    assert values
    links = [link.attributes["href"] for link in values[0].all("a")]
    assert any(address.startswith("/figure/") for address in links)
    assert any(address.startswith("/source/") for address in links)
    assert "declared" in values[0].text
    assert "high confidence" in values[0].text


def test_imagined_voice_says_example(client):
    page = parse(read(client, a_full_pebble().get_absolute_url()))
    (voice,) = page.all("blockquote")
    assert "example" in voice.text
    assert voice.closest("main")


def test_imagined_pebble_says_so_on_every_page_that_shows_it(client):
    pebble = a_pebble(name="Un jardin", example=True, state="planned", period="2030")
    for address in (pebble.get_absolute_url(), reverse("pebble-story", args=[pebble.number])):
        assert "imagined for the demonstration" in read(client, address)
    for address in (reverse("pebbles"), reverse("path")):
        page = parse(read(client, address))
        (link,) = [link for link in page.all("a") if link.text == "Un jardin" and not link.closest("svg")]
        assert "example" in (link.closest("li", "tr") or link).text


def test_picture_of_a_pebble_has_its_words_and_size(client):
    (picture,) = parse(read(client, a_full_pebble().get_absolute_url())).all("img")
    assert picture.attributes == {
        "src": "/media/toit.jpg",
        "alt": "Le toit",
        "width": "4",
        "height": "3",
        "loading": "lazy",
    }


def test_pebble_page_says_what_nobody_knows(client):
    pebble = a_pebble(period="")
    page = read(client, pebble.get_absolute_url())
    for unknown in (
        "date unknown",
        "its date: it lies beside the path",
        "where it is",
        "which axis of the charter it serves",
        "what it gives: no figure says it",
    ):
        assert unknown in page
    assert reverse("missing") in page


def test_place_without_a_position_is_said_to_be_unplaced(client):
    pebble = a_pebble(Parts(places=[a_place(name="La halle")]))
    assert "where exactly “La halle” lies on the map" in read(client, pebble.get_absolute_url())


def test_unmeasured_effect_says_why(client):
    effect = {
        "indicator": an_indicator(),
        "role": "effect",
        "state": "not_assessed",
        "note": "Compteur en panne.",
    }
    page = read(client, a_pebble(Parts(effects=[effect])).get_absolute_url())
    assert "not yet assessed" in page
    assert "Compteur en panne." in page


def test_lesson_of_a_deed_let_go_is_told(client):
    pebble = a_pebble(state="let_go", lesson="Il fallait un porteur.", failed="Le bac a pourri.")
    page = read(client, pebble.get_absolute_url())
    assert "Il fallait un porteur." in page
    assert "Le bac a pourri." in page


def test_thread_is_told_from_both_ends(client):
    roof, survey = a_pebble(name="Le toit"), a_pebble(name="Le sondage", period="2018")
    source = a_source(name="La gazette")
    telling = Telling("2018", source_number=source.number, confidence="medium", note="Vu, donc cru.")
    enabled = Enabled(survey, telling)
    say_what_it_enabled(roof, [enabled], signed=SIGNED)
    before, after = read(client, roof.get_absolute_url()), read(client, survey.get_absolute_url())
    for said in ("What it made possible", "Le sondage", "(2018)", "Vu, donc cru.", "La gazette"):
        assert said in before
    assert "What made it possible" in after
    assert "Le toit" in after


def test_withdrawn_pebble_is_gone(client):
    pebble = a_pebble()
    type(pebble).every.filter(pk=pebble.pk).update(withdrawn=True)
    assert client.get(pebble.get_absolute_url()).status_code == 410
    assert client.get(reverse("pebble-story", args=[pebble.number])).status_code == 410


def test_story_sheet_says_who_what_and_what_nobody_told(client):
    page = read(client, reverse("pebble-story", args=[a_full_pebble().number]))
    for said in ("Des tuiles.", "Des panneaux sur le toit.", "Les amis", "Odile", "32,000 kWh/yr"):
        assert said in page
    assert page.count("Nobody has told it yet.") == 2
    assert "http://testserver/caillou/" in page


def test_path_and_its_table_tell_the_same_pebbles(client):
    a_star(name="L'étoile")
    pebbles = [a_full_pebble(), a_pebble(name="Sans date", period="")]
    page = parse(read(client, reverse("path")))
    table = next(table for table in page.all("table") if "Every pebble" in table.text)
    in_table = {link.attributes["href"] for link in table.all("a")}
    in_picture = {link.attributes["href"] for link in page.all("a") if link.closest("svg")}
    assert in_table == in_picture == {pebble.get_absolute_url() for pebble in pebbles}
    assert "date unknown" in table.text


def test_path_sized_by_a_facet_says_unit_count_and_figures(client):
    pebble = a_full_pebble()
    a_pebble(name="Autre")
    facet = pebble.facets.get()
    page = read(client, reverse("path"), facette=str(facet.number))
    assert "Sizes show the effect on “Soleil”, in kWh/yr." in page
    assert "1 pebble has such a figure" in page
    row = next(row for row in parse(page).all("tr") if "Autre" in row.text)
    assert "not measured" in row.text


def test_path_offers_the_units_of_the_facet_only_where_there_are_several(client):
    pebble = a_full_pebble()
    facet = pebble.facets.get()
    once = parse(read(client, reverse("path"), facette=str(facet.number)))
    power = an_indicator(name="Puissance", unit="kWc")
    a_figure(indicator=power, value=Decimal(35))
    a_pebble(Parts(effects=[{"indicator": power, "role": "effect", "facet": facet}]))
    twice = parse(read(client, reverse("path"), facette=str(facet.number)))
    choices = [
        [option.attributes["value"] for option in page.all("option") if unit_choice(option)]
        for page in (once, twice)
    ]
    assert choices == [[""], ["", "kWc", "kWh/an"]]


def unit_choice(option):
    select = option.closest("select")
    return select is not None and select.attributes["name"] == "unite"


def test_path_tells_distances_and_says_when_it_cannot(client):
    indicator = an_indicator()
    start = a_figure(indicator=indicator, value=Decimal(100), period="2015")
    a_figure(indicator=indicator, value=Decimal(300), period="2020")
    facet = a_facet(name="Les toits", indicator=indicator)
    a_target(facet, direction="up", baseline_number=start.number, horizon=2100)
    a_facet(name="L'eau")
    page = parse(read(client, reverse("path")))
    rows = {row.all("th")[0].text: row.text for row in page.all("tr") if row.all("th")}
    assert "200 kWh/yr 200 kWh/yr" in rows["Les toits"]
    assert "without a target, there is no distance to tell" in rows["L’eau"]


def test_path_without_star_nor_pebble_still_stands(client):
    page = read(client, reverse("path"))
    assert "0 pebbles on the path" in page


def two_pebbles():
    """Lay one pebble with all that filters ask for, and one without."""
    full = a_full_pebble(theme="energie", state="measured")
    other = a_pebble(name="Autre", theme="eau", period="2001/2008")
    return full, other


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({"theme": "energie"}, "full"),
        ({"theme": "eau"}, "other"),
        ({"pilier": "etoile"}, "full"),
        ({"annee": "2013"}, "full"),
        ({"annee": "2005"}, "other"),
        ({"annee": "2008-2012"}, "other"),
        ({"etat": "measured"}, "full"),
        ({"theme": "energie", "annee": "2013", "etat": "measured"}, "full"),
        ({"theme": "energie", "annee": "1901"}, ""),
        ({"annee": "2013-2001"}, "full other"),
        ({"annee": "perlimpinpin", "etat": "perdu", "lieu": "ici"}, "full other"),
    ],
)
@pytest.mark.parametrize("name", ["pebbles", "path"])
def test_lists_narrow_by_query_string(client, asked, kept, name):
    full, other = two_pebbles()
    page = parse(read(client, reverse(name), **asked))
    shown = {link.attributes["href"] for link in page.all("a")}
    found = [key for key, pebble in (("full", full), ("other", other)) if pebble.get_absolute_url() in shown]
    assert " ".join(found) == kept


def test_list_narrows_by_place_and_says_how_many(client):
    full, _other = two_pebbles()
    page = read(client, reverse("pebbles"), lieu=str(full.places.get().number))
    assert '<p id="count" role="status">1 pebble</p>' in page


def test_undated_pebbles_have_a_list_of_their_own(client):
    two_pebbles()
    undated = a_pebble(name="Un jour", period="")
    page = read(client, reverse("pebbles"), annee="inconnue")
    assert undated.get_absolute_url() in page
    assert "1 pebble<" in page


def test_list_is_chronological_and_the_undated_come_last(client):
    late, early, never = a_pebble(period="2020"), a_pebble(period="1999-06"), a_pebble(period="")
    page = parse(read(client, reverse("pebbles")))
    shown = [link.attributes["href"] for heading in page.all("h2") for link in heading.all("a")]
    assert shown == [pebble.get_absolute_url() for pebble in (early, late, never)]


def test_choices_hold_only_what_some_pebble_has(client):
    two_pebbles()
    a_place(name="Vide")
    page = parse(read(client, reverse("pebbles")))
    choices = {
        select.attributes["name"]: [option.attributes["value"] for option in select.all("option")]
        for select in page.all("select")
    }
    assert choices["theme"] == ["", "energie", "eau"]
    assert choices["pilier"] == ["", "etoile"]
    assert len(choices["lieu"]) == 2
    assert choices["annee"] == ["", "2013", *map(str, range(2008, 2000, -1))]


def test_empty_list_invites_to_the_first_pebble(client):
    assert "No pebble has been laid yet" in read(client, reverse("pebbles"))


@pytest.mark.parametrize("name", ["pebbles", "path"])
def test_lists_ask_a_constant_number_of_questions(client, django_assert_max_num_queries, name):
    counts = []
    for more in (1, 2):
        facet = [a_full_pebble() for _ in range(more)][-1].facets.get()
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            read(client, reverse(name), facette=str(facet.number))
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["pebble", "pebble-story"])
def test_pages_of_a_pebble_ask_a_constant_number_of_questions(client, django_assert_max_num_queries, name):
    counts = []
    for more in (1, 3):
        pebble = a_full_pebble()
        later = [Enabled(a_pebble(), Telling(source_number=a_source().number)) for _ in range(more)]
        say_what_it_enabled(pebble, later, signed=SIGNED)
        with django_assert_max_num_queries(MOST_QUERIES) as captured:
            read(client, reverse(name, args=[pebble.number]))
        counts.append(len(captured))
    assert counts[0] == counts[1]
