"""Keep the French and English catalogues: `extract` new messages, `compile` them, `check` they are complete.

Keys are English sentences. The English catalogue is complete too: without it, English pages would fall back
to French.
"""

import argparse
import os
import re
import secrets
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polib

from poucet.town.typography import typeset

if TYPE_CHECKING:
    from django.template import Engine

    from message_sources import Message, Sighting

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "poucet"
LOCALE = SOURCE / "locale"
PLURALS = {"fr": "nplurals=2; plural=(n > 1);", "en": "nplurals=2; plural=(n != 1);"}
PERCENT = re.compile(r"%\((\w+)\)[#0\- +]*[\d.]*[sdifeEgG]|%(?!\()[\d.]*[sdfg](?!\w)")
BRACES = re.compile(r"\{(\w*)(?:[.\[][^}!:]*)?(?:![rsa])?(?::[^}]*)?\}")

Key = tuple[str, str]


def catalogue_path(language: str, locale: Path = LOCALE) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def open_catalogue(language: str, locale: Path = LOCALE) -> polib.POFile:
    """Read a catalogue, or begin one."""
    path = catalogue_path(language, locale)
    catalogue = polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile(encoding="utf-8")
    catalogue.metadata = {
        "Project-Id-Version": "poucet",
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    return catalogue


def project_engine() -> "Engine":
    """Give the template engine of the site, with the tag libraries of its rooms."""
    import django  # noqa: PLC0415 -- `compile` runs in every bootstrap and needs no Django
    from django.template import engines  # noqa: PLC0415 -- same

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poucet.web.settings")
    # Given, so that reading the templates does not write a town's secret into this folder.
    os.environ.setdefault("POUCET_SECRET_KEY", secrets.token_urlsafe(50))
    django.setup()
    return engines["django"].engine  # type: ignore[attr-defined, no-any-return]


def project_sightings() -> "Iterator[Sighting]":
    """Yield every message of the project."""
    engine = project_engine()
    from message_sources import sightings  # noqa: PLC0415 -- after django.setup(): it imports template nodes

    return sightings(SOURCE, engine=engine)


def gather(found: "Iterable[Sighting]") -> "dict[Key, tuple[Message, list[str]]]":
    """Put the sightings of one message together; one that is counted anywhere keeps its plural everywhere."""
    places: dict[Key, set[str]] = defaultdict(set)
    messages: dict[Key, Message] = {}
    for sighting in found:
        key = sighting.message.key
        places[key].add(sighting.place)
        if key not in messages or sighting.message.plural:
            messages[key] = sighting.message
    return {key: (messages[key], sorted(places[key])) for key in sorted(messages)}


def entry_key(entry: polib.POEntry) -> Key:
    return (entry.msgctxt or "", entry.msgid)


def fresh_entry(message: "Message", *, language: str) -> polib.POEntry:
    """Write a new entry: the English one says its key, the French one waits for its words."""
    english = language == "en"
    entry = polib.POEntry(msgid=message.text, msgctxt=message.context or None)
    if message.plural:
        entry.msgid_plural = message.plural
        entry.msgstr_plural = {0: message.text, 1: message.plural} if english else {0: "", 1: ""}
    elif english:
        entry.msgstr = message.text
    return entry


def update(catalogue: polib.POFile, found: "Iterable[Sighting]", *, language: str) -> None:
    """Add what is asked for, drop what nobody asks for any more, keep every translation, sort."""
    known = {entry_key(entry): entry for entry in catalogue if not entry.obsolete}
    entries = []
    for key, (message, places) in gather(found).items():
        entry = known.get(key)
        if entry is None or entry.msgid_plural != message.plural:
            entry = fresh_entry(message, language=language)
        # No line number: it would change with every edit above it.
        entry.occurrences = [(place, "") for place in places]
        entries.append(entry)
    catalogue[:] = entries


def placeholders(text: str) -> list[str]:
    """List what the code will fill in, in either of the two notations."""
    without_escapes = text.replace("%%", "").replace("{{", "").replace("}}", "")
    named = [match.group() for match in PERCENT.finditer(without_escapes)]
    return sorted({*named, *(match.group() for match in BRACES.finditer(without_escapes))})


def forms(entry: polib.POEntry, language: str) -> list[tuple[str, str]]:
    """Pair each translation with the key whose placeholders it owes.

    The French singular covers zero as well as one: it shows its count even where the English says “one”.
    """
    if not entry.msgid_plural:
        return [(entry.msgid, entry.msgstr)]
    singular = entry.msgid_plural if language == "fr" else entry.msgid
    translations = entry.msgstr_plural
    return [(singular, translations.get(0, "")), (entry.msgid_plural, translations.get(1, ""))]


def entry_fault(entry: polib.POEntry, language: str) -> str | None:
    """Tell what keeps one entry from being shown."""
    if entry.fuzzy:
        return "fuzzy"
    pairs = forms(entry, language)
    if not all(translation for _, translation in pairs):
        return "not translated"
    for key, translation in pairs:
        if placeholders(translation) != placeholders(key):
            return f"placeholders differ (expected: {', '.join(placeholders(key)) or 'none'})"
    return None


def faults(catalogue: polib.POFile, found: "Iterable[Sighting]") -> Iterator[str]:
    """Yield all that is wrong with a catalogue, a line each."""
    asked, language = gather(found), catalogue.metadata["Language"]
    known = {entry_key(entry): entry for entry in catalogue if not entry.obsolete}
    for key, (message, places) in asked.items():
        entry = known.get(key)
        if entry is None or entry.msgid_plural != message.plural:
            yield f"missing: “{key[1]}” ({places[0]})"
        elif fault := entry_fault(entry, language):
            yield f"{fault}: “{key[1]}” ({places[0]})"
    yield from (f"unused: “{key[1]}”" for key in known if key not in asked)
    yield from (f"obsolete: “{entry.msgid}”" for entry in catalogue.obsolete_entries())


def extract() -> int:
    found = list(project_sightings())
    for language in PLURALS:
        catalogue = open_catalogue(language)
        update(catalogue, found, language=language)
        catalogue_path(language).parent.mkdir(parents=True, exist_ok=True)
        catalogue.save(str(catalogue_path(language)))
        waiting = sum(1 for entry in catalogue if entry_fault(entry, language))
        print(f"{language}: {len(catalogue)} messages, {waiting} to write")
    return 0


def compile_catalogues(locale: Path = LOCALE) -> int:
    """Write each .mo beside its .po, whole or not at all; spaces and apostrophes become those that French wants."""
    for path in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        unfinished = path.with_suffix(".mo.part")
        catalogue = polib.pofile(str(path), encoding="utf-8")
        language = path.parent.parent.name
        for entry in catalogue:
            entry.msgstr = typeset(entry.msgstr, language)
            entry.msgstr_plural = {
                form: typeset(text, language) for form, text in entry.msgstr_plural.items()
            }
        catalogue.save_as_mofile(str(unfinished))
        unfinished.replace(path.with_suffix(".mo"))
    return 0


def check() -> int:
    found = list(project_sightings())
    wrong = [
        f"{language}: {fault}" for language in PLURALS for fault in faults(open_catalogue(language), found)
    ]
    print("\n".join(wrong) or f"{len(gather(found))} messages, complete in every language")
    return 1 if wrong else 0


def main(arguments: list[str] | None = None) -> int:
    verbs = {"extract": extract, "compile": compile_catalogues, "check": check}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("verb", choices=verbs)
    return verbs[parser.parse_args(arguments).verb]()


if __name__ == "__main__":
    sys.exit(main())
