import gettext

import polib
import pytest

import messages
from message_sources import Message, Sighting
from messages import compile_catalogues, faults, open_catalogue, update

HELLO = Sighting(Message("Hello %(name)s"), "web/home.html")
PEBBLES = Sighting(Message("%(n)s pebble", plural="%(n)s pebbles"), "pebble/list.html")
MAY = Sighting(Message("May", context="month"), "town/dates.py")


def catalogue(tmp_path, language="fr") -> polib.POFile:
    return open_catalogue(language, tmp_path)


def translated(tmp_path) -> polib.POFile:
    french = catalogue(tmp_path)
    update(french, [HELLO, PEBBLES], language="fr")
    by_key = {entry.msgid: entry for entry in french}
    by_key["Hello %(name)s"].msgstr = "Bonjour %(name)s"
    by_key["%(n)s pebble"].msgstr_plural = {0: "%(n)s caillou", 1: "%(n)s cailloux"}
    return french


def test_update_writes_entries_sorted_without_line_numbers(tmp_path):
    french = catalogue(tmp_path)
    update(french, [MAY, HELLO, PEBBLES], language="fr")
    assert [(entry.msgctxt, entry.msgid, entry.occurrences) for entry in french] == [
        (None, "%(n)s pebble", [("pebble/list.html", "")]),
        (None, "Hello %(name)s", [("web/home.html", "")]),
        ("month", "May", [("town/dates.py", "")]),
    ]


def test_update_fills_the_english_catalogue_with_its_keys(tmp_path):
    english = catalogue(tmp_path, "en")
    update(english, [HELLO, PEBBLES], language="en")
    assert list(faults(english, [HELLO, PEBBLES])) == []


def test_update_keeps_translations_and_drops_what_nobody_asks_for(tmp_path):
    french = translated(tmp_path)
    update(french, [HELLO], language="fr")
    assert [(entry.msgid, entry.msgstr) for entry in french] == [("Hello %(name)s", "Bonjour %(name)s")]


def test_update_twice_writes_the_same_file(tmp_path):
    french = translated(tmp_path)
    path = messages.catalogue_path("fr", tmp_path)
    path.parent.mkdir(parents=True)
    french.save(str(path))
    first = path.read_bytes()
    again = catalogue(tmp_path)
    update(again, [PEBBLES, HELLO], language="fr")
    again.save(str(path))
    assert path.read_bytes() == first


def test_message_counted_in_one_place_keeps_its_plural_everywhere(tmp_path):
    french = catalogue(tmp_path)
    update(french, [PEBBLES, Sighting(Message("%(n)s pebble"), "web/home.html")], language="fr")
    assert [(entry.msgid_plural, len(entry.occurrences)) for entry in french] == [("%(n)s pebbles", 2)]


def test_complete_catalogue_has_no_fault(tmp_path):
    assert list(faults(translated(tmp_path), [HELLO, PEBBLES])) == []


@pytest.mark.parametrize(
    ("translation", "expected"),
    [
        ("", "not translated"),
        ("Bonjour", "placeholders differ (expected: %(name)s)"),
        ("Bonjour %(nom)s", "placeholders differ (expected: %(name)s)"),
    ],
)
def test_faults_name_a_translation_that_cannot_be_shown(tmp_path, translation, expected):
    french = translated(tmp_path)
    french.find("Hello %(name)s").msgstr = translation
    assert list(faults(french, [HELLO, PEBBLES])) == [f"{expected}: “Hello %(name)s” (web/home.html)"]


def test_faults_name_missing_fuzzy_and_unused_messages(tmp_path):
    french = translated(tmp_path)
    french.find("Hello %(name)s").flags.append("fuzzy")
    assert list(faults(french, [HELLO, MAY])) == [
        "fuzzy: “Hello %(name)s” (web/home.html)",
        "missing: “May” (town/dates.py)",
        "unused: “%(n)s pebble”",
    ]


def test_french_singular_covers_zero_and_must_show_its_count(tmp_path):
    french = translated(tmp_path)
    french.find("%(n)s pebble").msgstr_plural = {0: "un caillou", 1: "%(n)s cailloux"}
    assert len(list(faults(french, [HELLO, PEBBLES]))) == 1


def test_braces_are_placeholders_and_doubled_ones_are_not(tmp_path):
    sighting = Sighting(Message("{file}: {{kept}} 100 %% {line:d}"), "cli/words.py")
    french = catalogue(tmp_path)
    update(french, [sighting], language="fr")
    french[0].msgstr = "{line:d} : {file}, 100 %%"
    assert list(faults(french, [sighting])) == []


def test_compiled_catalogue_answers_with_french_plurals(tmp_path):
    french = translated(tmp_path)
    path = messages.catalogue_path("fr", tmp_path)
    path.parent.mkdir(parents=True)
    french.save(str(path))
    compile_catalogues(tmp_path)
    with path.with_suffix(".mo").open("rb") as file:
        answers = gettext.GNUTranslations(file)
    assert [answers.ngettext("%(n)s pebble", "%(n)s pebbles", n) for n in (0, 1, 2)] == [
        "%(n)s caillou",
        "%(n)s caillou",
        "%(n)s cailloux",
    ]
    assert [entry.name for entry in path.parent.iterdir() if entry.suffix == ".part"] == []
