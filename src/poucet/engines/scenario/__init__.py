"""What a town would become if: variables with units, formulas without code, ranges carried to the end.

A model is a table of variables, some known, some guessed with a range, some computed; a scenario sets
levers and replaces guesses; a run draws the guesses, computes every year and says what comes out with its
5 to 95 % range. What is missing stays missing and is named. See `docs/methods/scenario.md`.
"""

from poucet.engines.scenario.claims import ClaimTerms, Told, tell_claim
from poucet.engines.scenario.compiling import Program, compile_draft, compile_model
from poucet.engines.scenario.lints import Lint, lints
from poucet.engines.scenario.model import Model, Variable
from poucet.engines.scenario.reading import Figure, read_model
from poucet.engines.scenario.running import Run, Scenario, run

__all__ = [
    "ClaimTerms",
    "Figure",
    "Lint",
    "Model",
    "Program",
    "Run",
    "Scenario",
    "Told",
    "Variable",
    "compile_draft",
    "compile_model",
    "lints",
    "read_model",
    "run",
    "tell_claim",
]
