"""Formulas as a clerk types them: a closed grammar read into a tree, and written back in one spelling.

Nothing is ever handed to Python to evaluate: what the grammar does not know does not exist.
"""

from poucet.engines.scenario.formula.grammar import parse_formula
from poucet.engines.scenario.formula.tree import Binary, Call, Name, Negation, Node, Number, names_in
from poucet.engines.scenario.formula.writing import written

__all__ = ["Binary", "Call", "Name", "Negation", "Node", "Number", "names_in", "parse_formula", "written"]
