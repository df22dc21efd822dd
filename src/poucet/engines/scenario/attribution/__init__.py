"""Who did what: actions shared out by Shapley, uncertainties ranked, options chosen under them.

Four questions: what each lever brings, and what levers take from one another (`shapley`); which unknown
moves the answer (`sobol` when groups of unknowns are independent, `pawn` when they are not); which
option is least regretted (`regret`); which unknown is worth learning before choosing (`value_of_knowing`).
"""

from poucet.engines.scenario.attribution.choosing import Regret, regret
from poucet.engines.scenario.attribution.coalitions import ValueOf
from poucet.engines.scenario.attribution.design import SobolDesign, dependent_groups, sobol_points
from poucet.engines.scenario.attribution.knowing import Knowing, value_of_knowing
from poucet.engines.scenario.attribution.learning import Learning
from poucet.engines.scenario.attribution.pawn import Pawn, pawn
from poucet.engines.scenario.attribution.shapley import Attribution, shapley
from poucet.engines.scenario.attribution.sobol import SobolIndices, sobol, sobol_indices

__all__ = [
    "Attribution",
    "Knowing",
    "Learning",
    "Pawn",
    "Regret",
    "SobolDesign",
    "SobolIndices",
    "ValueOf",
    "dependent_groups",
    "pawn",
    "regret",
    "shapley",
    "sobol",
    "sobol_indices",
    "sobol_points",
    "value_of_knowing",
]
