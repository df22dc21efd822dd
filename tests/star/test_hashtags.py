import pytest
from hypothesis import given
from hypothesis import strategies as st

from poucet.star import hashtags
from poucet.star.models import Mention
from poucet.star.templatetags.star import hashtags as linked
from tests.factories import a_place

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyzàâçéèêëîïôùûü0123456789-", min_size=0, max_size=20)
TAGS = st.builds(lambda start, rest: start + rest, st.sampled_from("abcdeéèz"), WORDS)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("La #Participation et la #participation.", {"participation": 2}),
        ("(#etoile), #récit!", {"etoile": 1, "récit": 1}),
        ("https://exemple.fr/page#ancre", {}),
        ("&#233;t&#233;", {}),
        ("Le n°#1 et la note#2", {}),
        ("##double", {}),
        ("", {}),
    ],
)
def test_tags_in_a_text_are_those_that_start_a_word(text, found):
    assert dict(hashtags.tags_in(text)) == found


@given(st.lists(TAGS, max_size=8))
def test_every_tag_set_between_words_is_found_as_often_as_it_stands(tags):
    text = " et ".join(f"#{tag}" for tag in tags)
    assert sorted(hashtags.tags_in(text).elements()) == sorted(tags)


@given(st.text())
def test_any_text_is_printed_without_a_tag_of_its_own(text):
    shown = linked(text.replace("#", ""))
    assert "<" not in shown
    assert ">" not in shown


@pytest.mark.django_db
def test_index_follows_what_is_written():
    place = a_place(note="Ici, #eau et #eau encore.")
    hashtags.index([place])
    assert [(row.tag, row.field, row.times) for row in Mention.objects.all()] == [("eau", "note", 2)]
    place.note = "Plus rien."
    hashtags.index([place])
    assert not Mention.objects.exists()
