"""Models in few words, so that a test shows only what it is about."""

import pytest

from poucet.engines.errors import InputError
from poucet.engines.scenario import compile_model, read_model, run

LOW, HIGH = 0.05, 0.95


def read(*rows, years=2020, **top):
    return read_model({"years": years, "variables": list(rows), **top})


def guess(name, value=None, unit="ratio", kind="parameter", **more):
    said = {} if value is None else {"value": value}
    return {"id": name, "kind": kind, "unit": unit, **said, **more}


def lever(name, value=0, unit="ratio", **more):
    return guess(name, value, unit, "lever", **more)


def series(name, values, unit="ratio"):
    return {"id": name, "kind": "measured", "unit": unit, "series": values}


def formula(name, text, unit="ratio", **more):
    return {"id": name, "kind": "formula", "unit": unit, "formula": text, **more}


def ran(*rows, asked="y", scenario=None, draws=8, seed=1, years=2020, **top):
    """Run a model and give the `Value` of one variable."""
    program = compile_model(read(*rows, years=years, **top))
    return run(program, scenario, draws=draws, seed=seed, outputs=[asked]).values[asked]


def number(*rows, **more):
    """The one number that a model of one year, without draws, comes to."""
    value = ran(*rows, **more)
    assert value.is_point
    return value.low.reshape(-1)[0].item()


def by_year(*rows, **more):
    """What a model without draws comes to, year by year."""
    value = ran(*rows, **more)
    assert value.is_point
    return value.low.reshape(-1, value.low.shape[-1])[0].tolist()


def refused(call, *arguments, **more):
    with pytest.raises(InputError) as refusal:
        call(*arguments, **more)
    return refusal.value
