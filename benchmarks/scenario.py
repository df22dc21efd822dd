"""A scenario beside polars: 200 variables, 36 years, 2,000 draws, the same draws handed to both."""

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from operator import add, mul, sub, truediv
from pathlib import Path
from typing import Any

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # polars reads it as it is imported: ours takes one core

import numpy as np
import polars as pl

from benchmarks.comparison import Answer, Case, Peer, Record, median_s
from poucet.engines.scenario import Program, compile_model, read_model, run
from poucet.engines.scenario.drawing import Drawing
from poucet.engines.scenario.elementary import Numbers
from poucet.engines.scenario.evaluating import evaluate
from poucet.engines.scenario.formula import Binary, Call, Name, Negation, Node, Number
from poucet.engines.scenario.inputs import inputs_of
from poucet.engines.scenario.values import Value

FIRST, YEARS = 2015, 36
DRAWN, FIXED, FORMULAS = 40, 20, 140
SEED = 7
ROOT = Path(__file__).resolve().parent.parent
APART = 97


def cases(*, quick: bool) -> Iterator[Case]:
    draws = 100 if quick else 2000
    program = compile_model(read_model(record_of(np.random.default_rng(SEED))))
    names = program.outcomes
    drawing = Drawing(program.model)
    drawn = drawing.values(drawing.points(draws, SEED))
    frame = frame_of(program, drawn, draws)

    def ours() -> Answer:
        inputs, _clipped = inputs_of(program, drawn, {})
        return told([rows_of(one, draws) for one in evaluate(program, inputs, names).values()])

    def drawing_too() -> Answer:
        return told([rows_of(one, draws) for one in run(program, draws=draws, seed=SEED).values.values()])

    def by_polars() -> Answer:
        columns = frame.select(names).collect()
        return told([columns[name].to_numpy().reshape(draws, YEARS) for name in names])

    threads = f"{pl.thread_pool_size()} thread" + ("s" if pl.thread_pool_size() > 1 else "")
    peer = Peer(f"one lazy frame, {threads}: polars", "polars", by_polars)
    size = draws * YEARS * len(program.model.variables)
    yield Case("compute a scenario, cells", size, ours, (peer,), tolerance=1e-9)
    yield Case(
        "draw and compute it, polars given the draws, cells", size, drawing_too, (peer,), tolerance=1e-9
    )


def told(outcomes: list[Numbers]) -> Answer:
    """Give the numbers that both are held to: of each outcome, one in a hundred or so."""
    cells: list[float] = np.concatenate([one.ravel()[::APART] for one in outcomes]).tolist()
    return cells


def record_of(random: np.random.Generator) -> dict[str, Any]:
    """Write a model as a town would: sums, products, shares, ramps, a few laws and caps."""
    rows: list[dict[str, Any]] = [
        {"id": f"drawn_{place}", "kind": "parameter", "unit": "ratio", "value": 1, "low": 0.7, "high": 1.4}
        for place in range(DRAWN)
    ]
    rows += [
        {"id": f"fixed_{place}", "kind": "lever", "unit": "ratio", "value": (place + 1) / FIXED}
        for place in range(FIXED)
    ]
    for place in range(FORMULAS):
        text = formula_of(random, [row["id"] for row in rows[-80:]])
        rows.append({"id": f"formula_{place}", "kind": "formula", "unit": "ratio", "formula": text})
    return {"years": [FIRST, FIRST + YEARS - 1], "variables": rows}


def formula_of(random: np.random.Generator, names: list[str]) -> str:
    a, b, c = random.choice(names, 3, replace=False)
    year = random.integers(FIRST, FIRST + YEARS - 1)
    said = {
        f"({a} + {b} - {c} / 2) / 2": 0.25,
        f"{a} * {b} / (1 + abs({c}))": 0.22,
        f"{a} * ramp(0.2; 1; {year}; {FIRST + YEARS - 1}) + {b} * 0.1": 0.2,
        f"min({a}; {b}) - max({c}; 0) * 0.2": 0.1,
        f"if({a} > {b}; {c}; {a} * 0.9)": 0.08,
        f"exp(-abs({a})) + log(1 + abs({b}))": 0.05,
        f"{a} - prev({b}; {c})": 0.05,
        f"cumul({a}) / 36 an + {b}": 0.05,
    }
    return str(random.choice(list(said), p=list(said.values())))


def frame_of(program: Program, drawn: dict[str, Numbers], draws: int) -> pl.LazyFrame:
    """Lay the draws out by row, a year after another, and let each level of formulas be one step."""
    inputs, _clipped = inputs_of(program, drawn, {})
    rows = {name: rows_of(value, draws).ravel() for name, value in inputs.items()}
    years = np.tile(np.arange(FIRST, FIRST + YEARS, dtype=np.float64), draws)
    frame = pl.DataFrame({**rows, "draw": np.repeat(np.arange(draws), YEARS), "year": years}).lazy()
    for level in levels_of(program):
        formulas = {name: program.model.variables[name].formula for name in level}
        frame = frame.with_columns(**{name: expression(one) for name, one in formulas.items() if one})
    return frame


def rows_of(value: Value, draws: int) -> Numbers:
    return np.broadcast_to(value.low, (draws, YEARS))


def levels_of(program: Program) -> list[list[str]]:
    """Put formulas together that need nothing of one another: polars computes them at its leisure."""
    levels: dict[int, list[str]] = {}
    depth: dict[str, int] = {}
    for (name,) in program.order:
        depth[name] = max((depth[one] + 1 for one in program.needs[name]), default=0)
        levels.setdefault(depth[name], []).append(name)
    return [levels[one] for one in sorted(levels) if one]


SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": truediv,
    ">": lambda left, right: left > right,
}


def expression(node: Node) -> Any:
    """Say a formula in polars' own words."""
    match node:
        case Number(value):
            return pl.lit(float(value))
        case Name(name):
            return pl.col(name)
        case Negation(operand):
            return -expression(operand)
        case Binary(sign, left, right):
            return SIGNS[sign](expression(left), expression(right))
        case Call(function, arguments):
            return called(function, [expression(one) for one in arguments])


def called(function: str, arguments: list[Any]) -> Any:
    first, *others = arguments
    match function:
        case "if":
            return pl.when(first).then(others[0]).otherwise(others[1])
        case "prev":
            before = first.shift(1).over("draw")
            return pl.when(pl.col("year") == FIRST).then(others[0]).otherwise(before)
        case "ramp":
            end, start_year, end_year = others
            share = ((pl.col("year") - start_year) / (end_year - start_year)).clip(0, 1)
            return first * (1 - share) + end * share
    return PLAIN[function](*arguments)


PLAIN: dict[str, Callable[..., Any]] = {
    "abs": lambda one: one.abs(),
    "exp": lambda one: one.exp(),
    "log": lambda one: one.log(),
    "min": pl.min_horizontal,
    "max": pl.max_horizontal,
    "cumul": lambda one: one.cum_sum().over("draw"),
}


def records(*, quick: bool) -> Iterator[Record]:
    """Say what a whole run costs, drawing included, in a process of its own: its peak of memory is its own."""
    draws, rounds = (100, 1) if quick else (2000, 9)
    words = [sys.executable, "-m", "benchmarks.scenario", str(draws), str(rounds)]
    told = subprocess.run(words, capture_output=True, check=True, text=True, cwd=ROOT)  # noqa: S603 -- ourselves
    milliseconds, peak_mb = map(float, told.stdout.split())
    title = f"{DRAWN + FIXED + FORMULAS} variables, {YEARS} years, {draws} draws"
    yield Record(f"{title}: a whole run, drawing included", milliseconds, 150, "ms")
    yield Record(f"{title}: peak of memory", peak_mb, 500, "MB")


def main(draws: int, rounds: int) -> None:
    """Run the same model alone; print milliseconds and megabytes."""
    program = compile_model(read_model(record_of(np.random.default_rng(SEED))))
    run(program, draws=draws, seed=SEED)
    milliseconds = median_s(lambda: [float(run(program, draws=draws, seed=SEED).draws)], rounds=rounds) * 1000
    sys.stdout.write(f"{milliseconds} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
