from decimal import Decimal
from fractions import Fraction

import pytest

from poucet.engines.errors import InputError
from poucet.engines.scenario import read_model
from poucet.engines.scenario.formula import written
from poucet.engines.scenario.model import Family, Goal, Group, Guess, Kind, OverTime
from poucet.engines.scenario.reading import Figure
from tests.engines.scenario.building import formula, guess, lever, read, refused, series

ROW = ("variables", 0)
PLACES = {"place": ["east", "west"]}


def split(**said):
    return {"id": "a", "kind": "parameter", "unit": "m", "over": "place", "categories": said}


def one(row, **top):
    return read(row, **top).variables[row["id"]]


def test_model_is_read_whole():
    model = read(
        lever("roofs", Decimal("1.5"), unit="ha", min=0, max=9, label="Roofs", example=5),
        guess("crop", low=0.1, high=0.3, unit="MWh/m2/an", group="g", over_time="ar1", persistence=0.5),
        {**split(east={"value": 1}, west={"value": "unknown"}), "note": "a field walk"},
        series("told", {2021: 3, "2020": 2.5, 2022: "unknown"}, unit="EUR"),
        formula("y", "roofs*crop", "MWh/an", alternatives={"low": "0"}, outcome=True),
        years=[2020, 2030],
        dimensions=PLACES,
        groups=[{"id": "g", "correlation": 0.5, "note": "one roofer"}],
        goals=[{"id": "half", "of": "y", "year": 2030, "value": 50, "direction": "up", "label": "Half"}],
        accepted=[{"lint": "unused", "on": "a", "reason": "for later"}],
        title="Roofs",
    )
    roofs, crop, a, told, y = model.variables.values()
    assert (model.years, model.dimensions) == (range(2020, 2031), {"place": ("east", "west")})
    assert (roofs.kind, roofs.unit.code, roofs.least, roofs.most) == (Kind.LEVER, "ha", 0, 9)
    assert roofs.guesses == {"": Guess(Fraction(3, 2))}
    assert crop.guesses == {"": Guess(Fraction(1, 5), Fraction(1, 10), Fraction(3, 10), Family.TWO_PIECE)}
    assert (crop.group, crop.over_time, crop.persistence) == ("g", OverTime.AR1, Fraction(1, 2))
    assert (a.dimension, a.guesses, a.is_missing) == (
        "place",
        {"east": Guess(Fraction(1)), "west": Guess(None)},
        True,
    )
    assert told.series == {2020: Fraction(5, 2), 2021: 3, 2022: None}
    assert (
        written(y.formula),
        {name: written(node) for name, node in y.alternatives.items()},
        y.outcome,
    ) == (
        "roofs * crop",
        {"low": "0"},
        True,
    )
    assert model.groups == {"g": Group("g", Fraction(1, 2))}
    assert model.goals == (Goal("half", "y", 2030, Fraction(50), upward=True),)
    assert model.accepted == {("unused", "a"): "for later"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"value": 3}, Guess(Fraction(3))),
        ({"value": 0}, Guess(Fraction(0))),
        ({"value": "unknown"}, Guess(None)),
        ({}, Guess(None)),
        ({"value": None}, Guess(None)),
        ({"value": "unknown", "low": 1, "high": 2}, Guess(None, Fraction(1), Fraction(2))),
        ({"low": 1, "high": 2}, Guess(Fraction(3, 2), Fraction(1), Fraction(2), Family.TWO_PIECE)),
        ({"value": 1, "low": 1, "high": 2}, Guess(Fraction(1), Fraction(1), Fraction(2), Family.TWO_PIECE)),
        (
            {"value": 1.49, "low": 1, "high": 2, "family": "normal"},
            Guess(Fraction(149, 100), Fraction(1), Fraction(2), Family.NORMAL),
        ),
        (
            {"low": 2, "high": 8, "family": "lognormal"},
            Guess(Fraction(4), Fraction(2), Fraction(8), Family.LOGNORMAL),
        ),
        (
            {"value": 4.01, "low": 2, "high": 8, "family": "lognormal"},
            Guess(Fraction(401, 100), Fraction(2), Fraction(8), Family.LOGNORMAL),
        ),
        (
            {"low": 2, "high": 8, "family": "uniform"},
            Guess(Fraction(5), Fraction(2), Fraction(8), Family.UNIFORM),
        ),
    ],
)
def test_guess_is_what_is_said_and_no_more(said, expected):
    assert one(guess("a", **said)).guesses == {"": expected}


@pytest.mark.parametrize(
    ("row", "code", "steps"),
    [
        (guess("a", 1, unit="nb"), "unit.ambiguous", (*ROW, "unit")),
        (guess("a", 1, unit=3), "scenario.text", (*ROW, "unit")),
        ({"id": "a", "kind": "parameter"}, "scenario.absent", ROW),
        (guess("a", 1, kind="target"), "scenario.choice", (*ROW, "kind")),
        ({"id": "a", "unit": "m"}, "scenario.absent", ROW),
        ({"kind": "parameter", "unit": "m"}, "scenario.absent", ROW),
        (guess("A", 1), "scenario.name", (*ROW, "id")),
        (guess("a.b", 1), "scenario.name", (*ROW, "id")),
        (guess("a" * 64, 1), "scenario.name", (*ROW, "id")),
        (guess(7, 1), "scenario.name", (*ROW, "id")),
        (guess("somme", 1), "scenario.name_taken", (*ROW, "id")),
        (guess("years", 1), "scenario.name_taken", (*ROW, "id")),
        (guess("a", 1, valeu=2), "scenario.field", (*ROW, "valeu")),
        (guess("a", 1, formula="2"), "scenario.field", (*ROW, "formula")),
        (formula("a", "2", value=3), "scenario.field", (*ROW, "value")),
        (guess("a", 1, categories={"east": {"value": 1}}), "scenario.field", (*ROW, "categories")),
        ({**series("a", {2020: 1}), "value": 3}, "scenario.field", (*ROW, "value")),
        ({**split(east={}, west={}), "value": 3}, "scenario.field", (*ROW, "value")),
        (
            split(east={"value": 1}, west={"valeu": 1}),
            "scenario.field",
            (*ROW, "categories", "west", "valeu"),
        ),
        (split(east={"value": 1}), "scenario.categories_differ", (*ROW, "categories")),
        (split(east={}, west={}, north={}), "scenario.categories_differ", (*ROW, "categories")),
        (split(east={"value": 1}, west=3), "scenario.mapping", (*ROW, "categories", "west")),
        ({**split(), "over": "street"}, "scenario.no_dimension", (*ROW, "over")),
        ({"id": "a", "kind": "parameter", "unit": "m", "over": "place"}, "scenario.absent", ROW),
        (guess("a", "three"), "scenario.number", (*ROW, "value")),
        (guess("a", value=True), "scenario.number", (*ROW, "value")),
        (guess("a", float("nan")), "scenario.number", (*ROW, "value")),
        (guess("a", Decimal("Infinity")), "scenario.number", (*ROW, "value")),
        (guess("a", 10**31), "scenario.number_range", (*ROW, "value")),
        (guess("a", low=1), "scenario.range_incomplete", ROW),
        (guess("a", 1, high=2), "scenario.range_incomplete", ROW),
        (guess("a", 1, low=0, high=2, family="fixed"), "scenario.range_incomplete", ROW),
        (guess("a", 1, family="normal"), "scenario.range_incomplete", ROW),
        (guess("a", "unknown", low=1), "scenario.range_incomplete", ROW),
        (guess("a", "unknown", low=2, high=1), "scenario.range_order", ROW),
        (guess("a", 3, low=1, high=2), "scenario.range_order", ROW),
        (guess("a", low=2, high=1), "scenario.range_order", ROW),
        (guess("a", 1, low=1, high=1), "scenario.range_order", ROW),
        (guess("a", low=0, high=2, family="lognormal"), "scenario.range_positive", ROW),
        (guess("a", 3, low=1, high=4, family="lognormal"), "scenario.range_lognormal", ROW),
        (guess("a", 1.2, low=1, high=2, family="normal"), "scenario.range_symmetric", ROW),
        (guess("a", 1, low=0, high=2, family="gamma"), "scenario.choice", (*ROW, "family")),
        (guess("a", 1, min=3, max=3), "scenario.bounds", (*ROW, "min")),
        (guess("a", 1, outcome="yes"), "scenario.flag", (*ROW, "outcome")),
        (guess("a", low=1, high=2, over_time="weekly"), "scenario.choice", (*ROW, "over_time")),
        (guess("a", low=1, high=2, over_time="ar1"), "scenario.absent", ROW),
        (
            guess("a", low=1, high=2, over_time="ar1", persistence=1),
            "scenario.persistence",
            (*ROW, "persistence"),
        ),
        (guess("a", low=1, high=2, persistence=0.5), "scenario.persistence", (*ROW, "persistence")),
        (guess("a", low=1, high=2, group="g"), "scenario.no_group", (*ROW, "group")),
        (guess("a", figure=3), "scenario.no_figure", (*ROW, "figure")),
        (series("a", {2019: 1}), "scenario.year", (*ROW, "series")),
        (series("a", {"soon": 1}), "scenario.year", (*ROW, "series")),
        (series("a", {2020: 1, "2020": 2}), "scenario.year", (*ROW, "series")),
        (series("a", {2020: "many"}), "scenario.number", (*ROW, "series", 2020)),
        (series("a", [1, 2]), "scenario.mapping", (*ROW, "series")),
        (formula("a", "1 +"), "scenario.expected", (*ROW, "formula")),
        (formula("a", 3), "scenario.text", (*ROW, "formula")),
        ({"id": "a", "kind": "formula", "unit": "m"}, "scenario.absent", ROW),
        (formula("a", "1", alternatives={"b": "2 +"}), "scenario.expected", (*ROW, "alternatives", "b")),
        (formula("a", "1", alternatives={"B": "2"}), "scenario.name", (*ROW, "alternatives")),
        (formula("a", "1", alternatives=["2"]), "scenario.mapping", (*ROW, "alternatives")),
        ("a", "scenario.mapping", ROW),
    ],
)
def test_row_at_fault_is_refused_with_the_way_to_it(row, code, steps):
    refusal = refused(read, row, dimensions=PLACES)
    assert (refusal.code, refusal.params["steps"]) == (code, steps)


def matrix(*rows):
    return {"groups": [{"id": "g", "correlation": list(rows)}]}


def goal(**said):
    return {"goals": [{"id": "one", "of": "a", "year": 2020, "value": 1, "direction": "up"} | said]}


def accepted(**said):
    return {"accepted": [{"lint": "unused", "on": "a", "reason": "why"} | said]}


@pytest.mark.parametrize(
    ("top", "code", "steps"),
    [
        ({"years": "2020"}, "scenario.years", ("years",)),
        ({"years": True}, "scenario.years", ("years",)),
        ({"years": [2020]}, "scenario.years", ("years",)),
        ({"years": [2030, 2020]}, "scenario.years", ("years",)),
        ({"years": [2000, 2200]}, "scenario.years", ("years",)),
        ({"years": [2020.0, 2030]}, "scenario.years", ("years",)),
        ({"yaers": 2020}, "scenario.field", ("yaers",)),
        ({"dimensions": ["place"]}, "scenario.mapping", ("dimensions",)),
        ({"dimensions": {"place": []}}, "scenario.categories", ("dimensions", "place")),
        ({"dimensions": {"place": "east"}}, "scenario.categories", ("dimensions", "place")),
        (
            {"dimensions": {"place": [f"p{n}" for n in range(51)]}},
            "scenario.categories",
            ("dimensions", "place"),
        ),
        ({"dimensions": {"place": ["east", "East"]}}, "scenario.name", ("dimensions", "place", 1)),
        ({"dimensions": {"place": ["east", "east"]}}, "scenario.twice", ("dimensions", "place")),
        ({"dimensions": {"Place": ["east"]}}, "scenario.name", ("dimensions", "Place")),
        ({"dimensions": {"a": ["east"]}}, "scenario.twice", ("variables", 0, "id")),
        (
            {"dimensions": {name: [f"{name}{n}" for n in range(50)] for name in ("x", "y", "z")}},
            "scenario.too_many",
            ("dimensions",),
        ),
        ({"groups": [{"id": "g"}]}, "scenario.absent", ("groups", 0)),
        ({"groups": [{"id": "g", "correlation": 1}]}, "scenario.correlation", ("groups", 0, "correlation")),
        ({"groups": [{"id": "g", "correlation": 0.5, "rho": 1}]}, "scenario.field", ("groups", 0, "rho")),
        ({"groups": [{"id": "g", "correlation": 0.5}] * 2}, "scenario.twice", ("groups", 1, "id")),
        (matrix([1, 0.5], [0.5]), "scenario.matrix", ("groups", 0, "correlation")),
        (matrix([1, 0.5], [0.4, 1]), "scenario.matrix", ("groups", 0, "correlation")),
        (matrix([0.9, 0.5], [0.5, 1]), "scenario.matrix", ("groups", 0, "correlation")),
        (matrix([1, 2], [2, 1]), "scenario.matrix", ("groups", 0, "correlation")),
        (matrix(1, 2), "scenario.matrix", ("groups", 0, "correlation")),
        (matrix([1, "b"], ["b", 1]), "scenario.number", ("groups", 0, "correlation", 0)),
        (matrix(*[[1] * 31] * 31), "scenario.too_many", ("groups", 0, "correlation")),
        (matrix([1, 0.5], [0.5, 1]), "scenario.group_size", ("groups", 0, "correlation")),
        (goal(of="b"), "scenario.unknown_name", ("goals", 0, "of")),
        (goal(year=2021), "scenario.year", ("goals", 0, "year")),
        (goal(year="2020"), "scenario.year", ("goals", 0, "year")),
        (goal(value=None), "scenario.absent", ("goals", 0, "value")),
        (goal(direction="flat"), "scenario.choice", ("goals", 0, "direction")),
        (goal(until=2030), "scenario.field", ("goals", 0, "until")),
        ({"goals": goal()["goals"] * 2}, "scenario.twice", ("goals", 1, "id")),
        ({"goals": goal()}, "scenario.list", ("goals",)),
        (accepted(reason=" "), "scenario.absent", ("accepted", 0)),
        (accepted(reason=None), "scenario.text", ("accepted", 0, "reason")),
        (accepted(by="me"), "scenario.field", ("accepted", 0, "by")),
    ],
)
def test_model_at_fault_is_refused_with_the_way_to_it(top, code, steps):
    refusal = refused(read_model, {"years": 2020, "variables": [guess("a", 1)]} | top)
    assert (refusal.code, refusal.params["steps"]) == (code, steps)


@pytest.mark.parametrize("record", [[], "model", None])
def test_what_is_no_mapping_is_refused(record):
    assert refused(read_model, record).code == "scenario.mapping"


def test_two_variables_of_one_name_are_refused():
    refusal = refused(read, guess("a", 1), guess("a", 2))
    assert (refusal.code, refusal.params) == (
        "scenario.twice",
        {"name": "a", "steps": ("variables", 1, "id")},
    )


def test_too_many_variables_are_refused():
    assert refused(read, *(guess(f"x{place}", 1) for place in range(1001))).params == {
        "limit": 1000,
        "steps": ("variables",),
    }


def test_group_whose_members_go_otherwise_from_year_to_year_is_refused():
    rows = (
        guess("a", low=1, high=2, group="g"),
        guess("b", low=1, high=2, group="g", over_time="independent"),
    )
    refusal = refused(read, *rows, groups=[{"id": "g", "correlation": 0.5}])
    assert (refusal.code, refusal.params) == ("scenario.group_years", {"name": "g", "steps": ("groups", 0)})


def test_members_that_are_not_drawn_do_not_count_in_a_group():
    rows = (
        guess("a", low=1, high=2, group="g"),
        guess("b", 3, group="g", over_time="independent"),
        guess("c", "unknown", group="g"),
        guess("d", low=1, high=2, group="g"),
    )
    assert read(*rows, **matrix([1, 0.5], [0.5, 1])).groups["g"].correlation == (
        (1, Fraction(1, 2)),
        (Fraction(1, 2), 1),
    )


def test_group_too_large_is_refused():
    rows = [guess(f"x{place}", low=1, high=2, group="g") for place in range(201)]
    assert refused(read, *rows, groups=[{"id": "g", "correlation": 0.5}]).code == "scenario.too_many"


FIGURES = {
    1: Figure(Fraction(32), None, None, "MWh/an"),
    2: Figure(Fraction(32), Fraction(30), Fraction(40), "MWh/an"),
    3: Figure(None, Fraction(30), Fraction(40), "MWh/an"),
    4: Figure(None, None, None, "MWh/an"),
    5: Figure(Fraction(32), None, None, "EUR"),
    6: Figure(Fraction(32), None, None, "nb"),
    7: Figure(Fraction(50), Fraction(30), Fraction(40), "MWh/an"),
    8: Figure(Fraction(30), Fraction(30), Fraction(30), "MWh/an"),
}


def figure_of(number):
    if number not in FIGURES:
        raise InputError("figure.unknown", number=number)
    return FIGURES[number]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, Guess(Fraction(32_000))),
        (2, Guess(Fraction(32_000), Fraction(30_000), Fraction(40_000), Family.TWO_PIECE)),
        (3, Guess(Fraction(35_000), Fraction(30_000), Fraction(40_000), Family.TWO_PIECE)),
        (4, Guess(None)),
        (8, Guess(Fraction(30_000))),
    ],
)
def test_figure_of_the_dossier_is_converted(number, expected):
    model = read_model(
        {"years": 2020, "variables": [guess("a", figure=number, unit="kWh/an")]}, figure_of=figure_of
    )
    assert model.variables["a"].guesses == {"": expected}


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (5, "unit.incompatible"),
        (6, "unit.ambiguous"),
        (7, "scenario.range_order"),
        (99, "figure.unknown"),
        ("1", "scenario.no_figure"),
        (True, "scenario.no_figure"),
    ],
)
def test_figure_that_cannot_serve_is_refused(number, code):
    record = {"years": 2020, "variables": [guess("a", figure=number, unit="kWh/an")]}
    refusal = refused(read_model, record, figure_of=figure_of)
    assert (refusal.code, refusal.params["steps"][:2]) == (code, ROW)


def test_number_beside_a_figure_is_refused_for_nothing_says_which_holds():
    record = {"years": 2020, "variables": [guess("a", 7, figure=1, unit="kWh/an")]}
    refusal = refused(read_model, record, figure_of=figure_of)
    assert (refusal.code, refusal.params["steps"]) == (
        "scenario.figure_and_value",
        ("variables", 0, "figure"),
    )


def test_figure_of_one_category_is_converted():
    row = {**split(east={"figure": 1}, west={"value": 3}), "unit": "kWh/an"}
    record = {"years": 2020, "variables": [row], "dimensions": PLACES}
    found = read_model(record, figure_of=figure_of).variables["a"].guesses
    assert found == {"east": Guess(Fraction(32_000)), "west": Guess(Fraction(3))}
