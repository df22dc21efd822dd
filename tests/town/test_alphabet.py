import pytest
from django.urls import reverse

from poucet.town.alphabet import alphabetical
from tests.factories import a_commune, a_pebble, a_place, a_source, an_organisation
from tests.markup import parse


def test_accents_case_and_quotes_do_not_count():
    names = ["Urbanisme", "« Zone »", "Énergie", "école Basly", "Œuvre", "Tour de ville", "L'Étoile"]
    assert sorted(names, key=alphabetical) == [
        "école Basly", "Énergie", "L'Étoile", "Œuvre", "Tour de ville", "Urbanisme", "« Zone »",
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "address"),
    [(a_source, "sources"), (an_organisation, "organisations"), (a_place, "places")],
)
def test_lists_follow_the_dictionary(client, make, address):
    a_commune()
    for name in ("Tour de ville", "École Basly", "entrée", "Zinc"):
        make(name=name)
    page = client.get(reverse(address)).content.decode()
    places = [page.index(f">{name}<") for name in ("École Basly", "entrée", "Tour de ville", "Zinc")]
    assert places == sorted(places)


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "choice"), [("pebbles", "id_theme"), ("pebbles", "id_lieu")])
def test_choices_follow_the_dictionary(client, address, choice):
    a_commune()
    for theme, name in (("urbanisme", "Tour de ville"), ("energie", "École Basly"), ("habitat", "Zinc")):
        pebble = a_pebble(theme=theme)
        pebble.places.add(a_place(name=name))
    page = parse(client.get(reverse(address)).content.decode())
    chosen = next(part for part in page.all("select") if part.attributes["id"] == choice)
    labels = [option.text for option in chosen.all("option")][1:]
    expected = {
        "id_theme": ["Énergie", "Habitat", "Urbanisme"],
        "id_lieu": ["École Basly", "Tour de ville", "Zinc"],
    }
    assert labels == expected[choice]
