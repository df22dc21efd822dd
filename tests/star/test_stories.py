"""Stories: told, tied to what they tell of, taken away in the dossier and brought back."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from poucet.dossier.dumping import dump, written_anew
from poucet.dossier.folder import read_folder
from poucet.dossier.loading import load
from poucet.dossier.models import KeptFile
from poucet.star.models import Mention, Story
from poucet.star.operations import write_story
from poucet.town.models import Link, RegisterEntry
from tests.dossier.conftest import Found, faults, folder  # noqa: F401 -- the small dossier
from tests.factories import SIGNED, a_facet, a_pebble, a_source, a_story
from tests.reading import read

pytestmark = pytest.mark.django_db


def test_story_is_told_with_its_three_moments_and_what_it_tells_of(client: Client) -> None:
    pebble, facet = a_pebble(name="Le toit"), a_facet(name="Le soleil")
    story = a_story(tells=[pebble.reference, facet.reference], memory="Avant", star="Demain")
    page = read(client, story.get_absolute_url())
    for words in ("Avant", "Demain", "Le toit", "Le soleil", "Told by", "une voisine"):
        assert words in page
    assert "La mémoire du toit" in read(client, pebble.get_absolute_url())
    assert "La mémoire du toit" in read(client, facet.get_absolute_url())
    assert "La mémoire du toit" in read(client, "/recits")


def test_story_written_signs_its_line_and_its_ties() -> None:
    pebble = a_pebble()
    before = RegisterEntry.objects.count()
    story = a_story(tells=[pebble.reference])
    acts = list(RegisterEntry.objects.order_by("sequence").values_list("act", "number")[before:])
    assert acts == [("story.written", story.number), ("link.tied", story.number)]


def test_story_told_again_of_less_unties_what_it_no_longer_tells() -> None:
    first, second = a_pebble(), a_pebble()
    story = a_story(tells=[first.reference, second.reference])
    a_story(number=story.number, key=story.key, tells=[second.reference])
    assert [link.destination for link in Link.objects.all()] == [second.reference]


def test_hashtags_of_a_story_are_counted() -> None:
    story = a_story(deed="Ensemble. #implication")
    mention = Mention.objects.get()
    assert (mention.tag, mention.kind, mention.number) == ("implication", "story", story.number)


def test_story_is_marked_with_the_language_it_is_told_in(client: Client) -> None:
    story = a_story(language="en", name="The lime trees", deed="We planted.")
    client.cookies["langue"] = "fr"
    assert '<span lang="en">The lime trees</span>' in client.get(story.get_absolute_url()).content.decode()


def test_a_list_of_stories_asks_as_much_for_many_as_for_one(
    client: Client, django_assert_num_queries
) -> None:
    a_story()
    with django_assert_num_queries(3):
        client.get("/recits")
    for _time in range(5):
        a_story()
    with django_assert_num_queries(3):
        client.get("/recits")


def test_story_comes_back_from_the_dossier_to_the_byte(folder) -> None:  # noqa: F811
    load(folder, signed=SIGNED)
    files = read_folder(folder)[0]
    assert dump() == files
    story = Story.objects.get()
    assert (story.example, story.author) == (True, "une mère d'élève")
    KeptFile.objects.all().delete()
    anew = written_anew()
    story_file = "stories/la-premiere-pierre.yaml"
    assert b"pebbles: [le-toit-de-l-ecole]" in anew[story_file]
    (folder / story_file).write_bytes(anew[story_file])
    assert load(folder, signed=SIGNED).acts <= 1


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("author: une mère d'élève\n", "", "field.one_of"),
        ("pebbles: [le-toit-de-l-ecole]", "pebbles: [le-toit-de-la-lune]", "reference.unknown"),
        ("theme: recit", "theme: histoire", "field.choice"),
        ("number: 1\n", "number: 0\n", "field.minimum"),
    ],
)
def test_a_fault_in_a_story_is_named(folder, faults, before: str, after: str, code: str) -> None:  # noqa: F811
    file = folder / "stories" / "la-premiere-pierre.yaml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")
    assert [(path, found) for path, _line, _field, found in faults()] == [
        ("stories/la-premiere-pierre.yaml", code)
    ]


def test_story_without_teller_nor_source_is_refused_by_the_database() -> None:

    with pytest.raises(IntegrityError), transaction.atomic():
        write_story(key="x", number=9, period="", tells=(), signed=SIGNED, name="x", deed="x")
    assert a_story(author="", source=a_source()).author == ""
