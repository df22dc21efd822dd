"""The engine beside a slow reader of models that shares nothing of its computing."""

from itertools import product
from math import inf, isnan

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from poucet.engines.scenario import compile_model, run
from tests.engines.scenario.building import formula, guess, read, series
from tests.engines.scenario.interpreter import Interpreter
from tests.engines.scenario.strategies import FIRST, LAST, tame_formulas

DRAWS = 3
UNITS = st.sampled_from(["ratio", "%", "permille"])
numbers = st.integers(-30, 30).map(lambda tenths: tenths / 10)
SPLIT = {"east": {"value": -1.5, "low": -2, "high": 1}, "west": {"value": 0.75}}


@st.composite
def models(draw):
    """Three formulas that may need one another through the past, over inputs of every manner."""
    told = draw(st.dictionaries(st.integers(FIRST, LAST), numbers, min_size=2))
    return read(
        guess("fixed", draw(numbers), unit=draw(UNITS)),
        guess(
            "drawn", low=-1, high=2, unit="ratio", over_time=draw(st.sampled_from(["fixed", "independent"]))
        ),
        series("told", told, unit="ratio"),
        {"id": "split", "kind": "parameter", "unit": "ratio", "over": "place", "categories": SPLIT},
        formula(
            "earlier",
            f"({draw(st.sampled_from(['told', 'fixed + drawn', 'split * drawn']))}) / 2",
            draw(UNITS),
        ),
        formula("walked", "prev(walked; 0.5) / 2 + lag(later; 2; 1) / 4 + drawn", draw(UNITS)),
        formula("later", "or_zero(told) + walked / 8 + prev(walked; split)"),
        formula("y", draw(tame_formulas), draw(UNITS)),
        formula("z", "y + later"),
        years=[FIRST, LAST],
        dimensions={"place": ["east", "west"]},
    )


def known_of(done, draw):
    """The inputs of one draw, as the interpreter asks for them."""
    model = done.program.model

    def reader(name):
        places = {category: place for place, category in enumerate(model.dimensions["place"])}

        def number(category, year):
            array = done.values[name].low
            along = [
                min(place, length - 1)
                for place, length in zip(
                    (draw, places.get(category, 0), year - FIRST), array.shape, strict=True
                )
            ]
            return array[tuple(along)].item()

        return number

    return {name: reader(name) for name, variable in model.variables.items() if variable.formula is None}


def apart(done, draw, name):
    """How far the engine is from the interpreter in each category and year, by the size of what was met on the way."""
    model, interpreter = done.program.model, Interpreter(done.program.model, known_of(done, draw))
    full = np.broadcast_to(done.values[name].low, (DRAWS, 2, LAST - FIRST + 1))[draw]
    for place, category in enumerate(model.dimensions["place"]):
        for year in model.years:
            found, expected = full[place, year - FIRST], interpreter.variable(name, year, category)
            if isnan(found) or isnan(expected):
                yield 0 if isnan(found) and isnan(expected) else inf
            else:
                yield abs(found - expected) / max(interpreter.largest, abs(expected))


@settings(max_examples=150)
@given(model=models())
def test_engine_agrees_with_a_plain_reading_of_the_model(model):
    done = run(compile_model(model), draws=DRAWS, seed=3, outputs=list(model.variables))
    for draw, name in product(range(DRAWS), ("y", "z", "walked")):
        assert max(apart(done, draw, name)) <= 1e-12
