import pytest

import sizes
from sizes import excesses, long_functions

LONG = "def walk():\n    '''Say.'''\n" + "    step()\n" * 51


@pytest.fixture
def module(monkeypatch, tmp_path):
    monkeypatch.setattr(sizes, "ROOT", tmp_path)
    return tmp_path / "module.py"


def test_long_function_is_an_excess_and_its_docstring_is_not_counted():
    assert list(long_functions(LONG)) == [(1, "walk", 51)]
    assert list(long_functions(LONG.replace("    step()\n", "", 1))) == []


def test_reason_before_a_function_lifts_its_bound(module):
    module.write_text("# size: one table, read in order\n@cached\n" + LONG)
    assert list(excesses(module)) == []


def test_long_module_is_an_excess_unless_it_says_why(module):
    module.write_text("x = 1\n\n" * 301)
    assert len(list(excesses(module))) == 1
    module.write_text("# size: one table\n" + "x = 1\n" * 301)
    assert list(excesses(module)) == []
