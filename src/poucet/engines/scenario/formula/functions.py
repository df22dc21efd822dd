"""The closed list of functions: canonical name, French spelling, how many arguments, how it is used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Function:
    """How a function may be called; `past` ones look at earlier years and may close a loop."""

    name: str
    french: str
    fewest: int
    most: int
    shape: str
    past: bool = False
    timed: bool = False


MANY = 40

FUNCTIONS = {
    one.name: one
    for one in (
        Function("if", "si", 3, 3, "if(condition; then; otherwise)"),
        Function("min", "minimum", 2, MANY, "min(a; b; …)"),
        Function("max", "maximum", 2, MANY, "max(a; b; …)"),
        Function("abs", "absolu", 1, 1, "abs(x)"),
        Function("exp", "exponentielle", 1, 1, "exp(x)"),
        Function("log", "logarithme", 1, 1, "log(x)"),
        Function("sum", "somme", 2, MANY, "sum(a; b; …)"),
        Function("mean", "moyenne", 2, MANY, "mean(a; b; …)"),
        Function("clip", "borne", 3, 3, "clip(x; low; high)"),
        Function("sum_over", "somme_sur", 2, 2, "sum_over(x; dimension)"),
        Function("at", "en", 2, 2, "at(x; year)", timed=True),
        Function("prev", "precedent", 1, 2, "prev(x) or prev(x; first)", past=True, timed=True),
        Function("lag", "retard", 2, 3, "lag(x; years) or lag(x; years; first)", past=True, timed=True),
        Function("cumul", "cumule", 1, 1, "cumul(x)", timed=True),
        Function("ramp", "rampe", 4, 4, "ramp(start; end; from; to)"),
        Function("scurve", "courbe_s", 4, 4, "scurve(start; end; from; to)"),
        Function("interp", "interpole", 1, 1, "interp(series)", timed=True),
        Function("discount", "actualise", 2, 2, "discount(x; rate)", timed=True),
        Function("or_zero", "ou_zero", 1, 1, "or_zero(x)"),
    )
}
SPELLINGS = {spelling: one.name for one in FUNCTIONS.values() for spelling in (one.name, one.french)}
# Arguments that must be a whole number written in the formula: a year, or a number of years.
WHOLE_ARGUMENTS = {"at": (1,), "lag": (1,), "ramp": (2, 3), "scurve": (2, 3)}
