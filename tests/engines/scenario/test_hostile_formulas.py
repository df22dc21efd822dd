import ast
import builtins
from pathlib import Path

import pytest

import poucet.engines.scenario
from poucet.engines.scenario import compile_model, lints, run
from poucet.engines.scenario.formula import parse_formula, written
from poucet.engines.scenario.formula.functions import SPELLINGS
from poucet.engines.scenario.formula.grammar import DEPTH_LIMIT, LENGTH_LIMIT, NODE_LIMIT
from tests.engines.scenario.building import formula, guess, read, refused

LONGEST_SUM = " + ".join(["a"] * (NODE_LIMIT // 2))


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("12.345.6", "scenario.number", 1),
        ("a + 12.345.6", "scenario.number", 5),
        ("1_000", "scenario.number", 1),
        ("1 000", "scenario.expected", 3),
        (".5", "scenario.number", 1),
        ("5.", "scenario.number", 1),
        ("0x10", "scenario.number", 1),
        ("1e", "scenario.number", 1),
        ("1e1000", "scenario.number", 1),
        ("1e999", "scenario.number_range", 1),
        ("1e31", "scenario.number_range", 1),
        ("a * 1e-999", "scenario.number_range", 5),
        ("3kWh", "scenario.number", 1),
        ("min(1, 2)", "scenario.number", 5),
        ("min(a, b)", "scenario.number", 6),
        ("1j", "scenario.number", 1),
        ("a.b", "scenario.character", 2),
        ("a.__class__", "scenario.character", 2),
        ("().__class__", "scenario.expected", 2),
        ("a[0]", "scenario.character", 2),
        ("'a'", "scenario.character", 1),
        ('a + "b"', "scenario.character", 5),
        ("a'", "scenario.character", 2),
        ("f$", "scenario.character", 2),
        ("a; b", "scenario.expected", 2),
        ("a\x00", "scenario.character", 2),
        ("a\\b", "scenario.character", 2),
        ("a @ b", "scenario.character", 3),
        ("a % b", "scenario.character", 3),
        ("{a}", "scenario.character", 1),
        ("a & b", "scenario.character", 3),
        ("a = b = c", "scenario.expected", 7),
        ("a < b < c", "scenario.expected", 7),
        ("a == b", "scenario.expected", 4),
        ("a := b", "scenario.character", 3),
        ("a // b", "scenario.expected", 4),
        ("a ** b", "scenario.expected", 3),
        ("lambda: a", "scenario.character", 7),
        ("lambda x: x", "scenario.expected", 8),
        ("lambda(a)", "scenario.function", 1),
        ("__import__('os')", "scenario.name", 1),
        ("_a", "scenario.name", 1),
        ("Prix", "scenario.name", 1),
        ("pri\u0445", "scenario.name", 1),  # Cyrillic ha
        ("\u0430", "scenario.name", 1),  # Cyrillic a
        ("été", "scenario.name", 1),
        ("a²", "scenario.name", 1),
        ("１", "scenario.character", 1),  # full-width one
        ("a\u200bb", "scenario.character", 2),  # zero-width space
        ("a ＋ b", "scenario.character", 3),
        ("exec(a)", "scenario.function", 1),
        ("f(a)", "scenario.function", 1),
        ("a(b)", "scenario.function", 1),
        ("(a)(b)", "scenario.expected", 4),
        ("min(a)", "scenario.arguments", 1),
        ("1 + abs(a; b)", "scenario.arguments", 5),
        ("abs()", "scenario.expected", 5),
        ("abs(a", "scenario.expected", 6),
        ("(a", "scenario.expected", 3),
        ("a)", "scenario.expected", 2),
        ("a +", "scenario.expected", 4),
        ("+ a", "scenario.expected", 1),
        ("* a", "scenario.expected", 1),
        ("abs(a;)", "scenario.expected", 7),
        ("at(a; b)", "scenario.whole_number", 1),
        ("at(a; 2020.5)", "scenario.whole_number", 1),
        ("at(a; -1)", "scenario.whole_number", 1),
        ("2 * lag(a; 2 an)", "scenario.whole_number", 5),
        ("ramp(a; b; 2020; c)", "scenario.whole_number", 1),
        ("3 []", "unit.empty", 2),
        ("3 [ ]", "unit.empty", 2),
        ("a ≤ b ≤ c", "scenario.expected", 7),
    ],
)
def test_formula_is_refused_where_it_goes_wrong(text, code, column):
    refusal = refused(parse_formula, text)
    assert (refusal.code, refusal.params["column"]) == (code, column)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_empty_formula_is_refused(text):
    assert refused(parse_formula, text).code == "scenario.empty"


@pytest.mark.parametrize("name", sorted(set(dir(builtins)) - SPELLINGS.keys()))
def test_built_in_functions_of_python_do_not_exist(name):
    assert refused(parse_formula, f"{name}(a)").code in {"scenario.function", "scenario.name"}


@pytest.mark.parametrize("name", ["nan", "inf", "infinity", "true", "none", "pi", "e"])
def test_words_for_numbers_are_names_like_others(name):
    refusal = refused(compile_model, read(formula("y", name)))
    assert (refusal.code, refusal.params["name"]) == ("scenario.unknown_name", name)


def test_misspelt_function_comes_with_its_neighbours():
    assert refused(parse_formula, "moyene(a; b)").params["suggestions"][0] == "moyenne"


def test_formula_too_long_is_refused():
    assert refused(parse_formula, "a" * (LENGTH_LIMIT + 1)).params == {"length": 2001, "limit": 2000}


def test_formula_whose_canonical_spelling_is_too_long_is_refused():
    typed = "+".join(["0,0000000000001"] * 120)
    refusal = refused(parse_formula, typed + "0" * (LENGTH_LIMIT - len(typed)))
    assert (refusal.code, refusal.params["limit"]) == ("scenario.too_long", LENGTH_LIMIT)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("(" * 41 + "a" + ")" * 41, 42),
        ("-" * 41 + "a", 42),
        ("^".join(["a"] * 42), 83),
        ("abs(" * 41 + "a" + ")" * 41, 165),
    ],
)
def test_formula_too_deep_is_refused(text, column):
    refusal = refused(parse_formula, text)
    assert (refusal.code, refusal.params) == ("scenario.too_deep", {"limit": DEPTH_LIMIT, "column": column})


def test_formula_at_the_depth_limit_is_read():
    assert written(parse_formula("(" * DEPTH_LIMIT + "a" + ")" * DEPTH_LIMIT)) == "a"


def test_formula_of_too_many_parts_is_refused():
    refusal = refused(parse_formula, LONGEST_SUM + " + a")
    assert (refusal.code, refusal.params["limit"]) == ("scenario.too_large", NODE_LIMIT)


def test_largest_formula_goes_all_the_way():
    program = compile_model(read(guess("a", 0.5), formula("y", LONGEST_SUM)))
    assert run(program).values["y"].low.item() == 0.5 * (NODE_LIMIT // 2)
    assert [lint.code for lint in lints(program)] == []


def test_nothing_in_the_engine_hands_text_to_python():
    calls = set()
    for path in Path(poucet.engines.scenario.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                calls.add(node.func.id)
            if isinstance(node, ast.Import | ast.ImportFrom):
                calls |= {alias.name for alias in node.names}
    assert (
        calls & {"eval", "exec", "compile", "__import__", "getattr_static", "importlib", "pickle", "ast"}
        == set()
    )
