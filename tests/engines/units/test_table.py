import subprocess
import sys

from poucet.engines.units import Unit, parse_unit
from poucet.engines.units.spelling import folded, plain
from poucet.engines.units.table import table


def test_every_row_has_its_source_and_both_languages():
    for entry in table().entries.values():
        assert entry.source, entry.code
        assert all(wording.one and wording.many for wording in entry.wordings.values()), entry.code


def test_every_code_is_ascii_and_reads_as_itself():
    assert [parse_unit(code).code for code in table().entries] == list(table().entries)


def test_every_symbol_and_word_reads_as_its_unit():
    # Below a slash, since « année » alone is a date.
    for spelling, code in [*table().symbols.items(), *table().words.items()]:
        assert parse_unit(f"1/{spelling}") == Unit(()) / parse_unit(code), spelling


def test_every_spelling_suggested_is_one_that_reads():
    for spelling in table().spellings.values():
        assert parse_unit(f"1/{spelling}").code, spelling


def test_refused_spellings_are_nobodys():
    known = {folded(spelling) for spelling in table().symbols} | set(table().words)
    assert known & set(table().refused_words) == set()
    assert set(table().refused_symbols) & set(table().symbols) == set()
    # « année » alone is a calendar year; in « kWh/année » it is how long a year lasts.
    assert known & set(table().refused_texts) == {"annee"}


def test_no_spelling_starts_with_a_number_or_holds_an_operator():
    for spelling in [*table().symbols, *table().words]:
        assert not spelling[0].isdigit()
        assert not set(plain(spelling)) & set("/*·()"), spelling


def test_import_leaves_pint_for_when_it_is_needed():
    code = (
        "import sys, poucet.engines.units as units; units.parse_unit('kWh/an'); print('pint' in sys.modules)"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
