from fractions import Fraction

import pytest

from poucet.engines.scenario import compile_model, read_model, run
from poucet.engines.scenario.plans import read_plans
from tests.engines.scenario.building import formula, guess, lever, refused

RECORD = {
    "years": 2020,
    "variables": [
        lever("roofs"),
        guess("need", 3),
        formula("y", "roofs + need", alternatives={"half": "roofs"}),
    ],
}
NOTHING = {"id": "nothing", "kind": "baseline", "label": "Nothing"}


def plans(*rows):
    record = RECORD | {"scenarios": list(rows)}
    return read_plans(record, read_model(record))


def test_plans_stand_on_those_they_start_from():
    voted = {"id": "voted", "kind": "voted", "parent": "nothing", "values": {"roofs": 2.5}}
    mine = {
        "id": "mine",
        "kind": "resident",
        "parent": "voted",
        "values": {"need": 1},
        "alternatives": {"y": "half"},
    }
    found = plans(NOTHING, voted, mine)
    assert list(found) == ["nothing", "voted", "mine"]
    assert found["nothing"].all_values == {}
    assert found["mine"].all_values == {"roofs": Fraction(5, 2), "need": 1}
    assert found["mine"].all_alternatives == {"y": "half"}
    program = compile_model(read_model(RECORD))
    assert [run(program, one).values["y"].low.item() for one in found.values()] == [3, 5.5, 2.5]


def test_model_without_plans_has_none():
    assert read_plans(RECORD, read_model(RECORD)) == {}


@pytest.mark.parametrize(
    ("said", "code", "steps"),
    [
        ({"id": "nothing"}, "scenario.twice", (1, "id")),
        ({"kind": "other"}, "scenario.choice", (1, "kind")),
        ({"parent": "later"}, "scenario.no_scenario", (1, "parent")),
        ({"parent": "a"}, "scenario.no_scenario", (1, "parent")),
        ({"values": {"roof": 1}}, "scenario.unknown_name", (1, "values")),
        ({"values": {"y": 1}}, "scenario.not_set", (1, "values")),
        ({"values": {"roofs": None}}, "scenario.absent", (1, "values")),
        ({"values": {"roofs": "many"}}, "scenario.number", (1, "values", "roofs")),
        ({"alternatives": {"y": "third"}}, "scenario.no_alternative", (1, "alternatives")),
        ({"alternatives": {"z": "half"}}, "scenario.no_alternative", (1, "alternatives")),
    ],
)
def test_plan_at_fault_is_refused_with_the_way_to_it(said, code, steps):
    refusal = refused(plans, NOTHING, {"id": "a", "kind": "option"} | said)
    assert (refusal.code, refusal.params["steps"]) == (code, ("scenarios", *steps))
