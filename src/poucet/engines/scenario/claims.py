"""« If everyone did like it »: unit effect × eligible base × adoption × transfer, within limits, of a whole.

A claim names the variables of a model that play these parts; it is told at three adoptions together:
technical (all), plausible, and already triggered. It is a hypothesis until its unit effect was measured.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import isfinite, prod

import numpy as np

from poucet.engines.errors import InputError
from poucet.engines.scenario.attributing import Question, weigh
from poucet.engines.scenario.compiling import compile_draft, compile_model
from poucet.engines.scenario.drawing import Drawing
from poucet.engines.scenario.fingerprints import fingerprint_of
from poucet.engines.scenario.formula import Binary, Call, Name, Node, Number
from poucet.engines.scenario.model import Kind, Model, Variable
from poucet.engines.scenario.running import DRAWS, Run, Scenario, run, seed_of
from poucet.engines.scenario.summarising import Range, range_of
from poucet.engines.units import Unit, parse_unit

ADOPTIONS = ("technical", "plausible", "triggered")
PARTS = ("unit_effect", "eligible_base", "adoption", "transfer", "limits", "whole")
_SHARE = parse_unit("%")
# A claim is told while its reader waits: numbers a draw that it may take, guesses that are weighed one by one.
CELL_LIMIT = 1_000
WEIGHED_ALONE = 24


@dataclass(frozen=True, slots=True)
class ClaimTerms:
    """Which variable of the model plays which part.

    Parameters
    ----------
    announced : str
        The unit effect as it was promised, per unit of the eligible base.
    measured : str
        The same once measured; empty where no variable says it.
    eligible_base : str
        How many comparable units there are.
    plausible, triggered : str
        Shares of the base: those who may follow, those who already have.
    transfer : str
        How the others do beside the pebble, 1 being as well.
    limits : tuple of str
        Amounts that the whole effect cannot pass.
    whole : str
        What the effect is told as a share of.
    unit : Unit
        Of the effect.
    year : int
        For which it is told.
    followed : str
        How many have followed, counted; empty where no variable says it.
    """

    announced: str
    measured: str
    eligible_base: str
    plausible: str
    triggered: str
    transfer: str
    limits: tuple[str, ...]
    whole: str
    unit: Unit
    year: int
    followed: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The variables that the claim asks for."""
        said = (self.announced, self.measured, self.eligible_base, self.plausible, self.triggered)
        others = (self.transfer, *self.limits, self.whole, self.followed)
        return frozenset(name for name in (*said, *others) if name)


@dataclass(frozen=True)
class Told:
    """A claim, computed.

    Parameters
    ----------
    effects, shares : mapping of str to Range
        By adoption: in the unit of the claim, and in per cent of the whole.
    is_hypothesis : bool
        Whether the unit effect was never measured.
    before : mapping of str to Range
        Where it was measured: the shares as they were promised.
    missing : tuple of str
        Unknown inputs; where there is one, the claim stays open.
    weights, part_weights : mapping of str to float
        Total-order Sobol indices of the plausible share, the largest first: of each block of guesses that
        move together (where there are 24 at most), and of each part of the claim. Empty while it is open.
    run : str
        The fingerprint of the run.
    """

    effects: Mapping[str, Range]
    shares: Mapping[str, Range]
    is_hypothesis: bool
    before: Mapping[str, Range]
    missing: tuple[str, ...]
    weights: Mapping[str, float]
    part_weights: Mapping[str, float]
    run: str
    seed: int
    draws: int
    followed: Range | None = None

    @property
    def is_open(self) -> bool:
        """Whether it cannot be told, because something it needs is unknown."""
        return not all(one.is_known for one in self.shares.values())


def tell_claim(
    model: Model,
    terms: ClaimTerms,
    scenario: Scenario | None = None,
    *,
    draws: int = DRAWS,
    seed: int | None = None,
    weigh_guesses: bool = True,
) -> Told:
    """Compute a claim.

    Parameters
    ----------
    model : Model
    terms : ClaimTerms
    scenario : Scenario, optional
        Guesses that a reader replaced.
    draws, seed : int
        As of `run`.
    weigh_guesses : bool
        Whether to say which uncertainty weighs most.

    Raises
    ------
    InputError
        ``scenario.absent`` for a part that nothing plays; ``claim.not_a_share`` for an adoption or a transfer
        with a unit; ``claim.not_a_count`` for those who followed; ``claim.units`` where product, limits or whole
        are not in the unit of the claim; ``claim.too_heavy`` for a model that nobody would wait for;
        ``claim.adoption`` for one beyond all or below none; ``claim.undefined`` where
        all is known and nothing can be computed, as by zero; ``scenario.not_one_number`` where categories are not
        summed; ``scenario.unknown_name``; ``scenario.year``; the codes of `compile_model` and `run`.
    """
    seed = seed_of(model) if seed is None else seed
    _check(model, terms)
    program = compile_model(_extended(model, terms))
    asked = [f"{part}_{adoption}" for part in ("effect", "share", "promise") for adoption in ADOPTIONS]
    names = [_hidden(name) for name in asked]
    counted = [terms.followed] if terms.followed else []
    adoptions = [terms.plausible, terms.triggered]
    done = run(program, scenario, draws=draws, seed=seed, outputs=[*names, *adoptions, *counted])
    for name in names:
        if prod(done.values[name].low.shape[1:-1]) > 1:
            raise InputError("scenario.not_one_number", name=terms.whole)
    place = terms.year - model.first_year
    ranges = {name: range_of(done.values[_hidden(name)], year=place) for name in asked}
    _check_adoptions(done, terms, place)
    measured = _is_known(model, terms.measured)
    plausible = done.values[_hidden("share_plausible")]
    weights: tuple[dict[str, float], dict[str, float]] = ({}, {})
    if weigh_guesses and plausible.is_point and np.isfinite(plausible.low).all():
        question = Question(program, _hidden("share_plausible"), terms.year, scenario or Scenario())
        weights = _weights(question, terms, seed)
    told = Told(
        effects={one: ranges[f"effect_{one}"] for one in ADOPTIONS},
        shares={one: ranges[f"share_{one}"] for one in ADOPTIONS},
        is_hypothesis=not measured,
        before={one: ranges[f"promise_{one}"] for one in ADOPTIONS} if measured else {},
        missing=tuple(sorted({one for name in names[3:6] for one in done.missing[name]})),
        weights=weights[0],
        part_weights=weights[1],
        run=fingerprint_of((done.fingerprint, terms)),
        seed=seed,
        draws=draws,
        followed=range_of(done.values[terms.followed], year=place) if counted else None,
    )
    if told.is_open and not told.missing:
        raise InputError("claim.undefined")
    return told


def _check_adoptions(done: Run, terms: ClaimTerms, place: int) -> None:
    """Nobody follows more than all, nor less than none."""
    for name in (terms.plausible, terms.triggered):
        factor = done.program.factors[name]
        found = range_of(done.values[name], year=place)
        low, high = found.low, found.high
        if low is not None and high is not None and (low * factor < 0 or high * factor > 1 + 1e-9):
            raise InputError("claim.adoption", name=name, low=low, high=high)


def _is_known(model: Model, name: str) -> bool:
    """Whether a variable can be told, and all that it rests on."""
    if not name:
        return False
    beneath = compile_draft(model).reached_by(name)
    return not any(model.variables[one].is_missing for one in beneath)


def _check(model: Model, terms: ClaimTerms) -> None:
    _check_parts(model, terms)
    cells = cells_of(model)
    if cells > CELL_LIMIT:
        raise InputError("claim.too_heavy", cells=cells, limit=CELL_LIMIT)
    if terms.year not in model.years:
        raise InputError("scenario.year", year=str(terms.year))
    for name in (terms.plausible, terms.triggered, terms.transfer):
        if model.variables[name].unit.dimension:
            raise InputError("claim.not_a_share", name=name, unit=model.variables[name].unit.code)
    if terms.followed and not _counts(model.variables[terms.followed].unit):
        unit = model.variables[terms.followed].unit
        raise InputError("claim.not_a_count", name=terms.followed, unit=unit.code)
    _check_units(model, terms)


def cells_of(model: Model) -> int:
    """How many numbers a draw of every variable takes; those that are drawn for each year count twelve times."""
    categories = prod(map(len, model.dimensions.values()))
    return len(model.variables) * len(model.years) * categories + 12 * Drawing(model).columns


def _check_parts(model: Model, terms: ClaimTerms) -> None:
    """Each part is played, by a variable that there is."""
    required = ("announced", "eligible_base", "plausible", "triggered", "transfer", "whole")
    for part in required:
        if not getattr(terms, part):
            raise InputError("scenario.absent", name=part)
    for name in sorted(terms.names):
        if name not in model.variables:
            raise InputError("scenario.unknown_name", name=name, suggestions=())


def _counts(unit: Unit) -> bool:
    return unit.is_count or not unit.dimension


def _check_units(model: Model, terms: ClaimTerms) -> None:
    """Unit effect times base, each limit and the whole must all be in the unit of the claim, up to its size."""
    base = model.variables[terms.eligible_base].unit
    effects = [model.variables[name].unit * base for name in (terms.announced, terms.measured) if name]
    others = [model.variables[name].unit for name in (*terms.limits, terms.whole)]
    for found in (*effects, *others):
        if found.dimension != terms.unit.dimension:
            raise InputError("claim.units", found=found.code, wanted=terms.unit.code)


def _hidden(name: str) -> str:
    return f"claim.{name}"  # no formula can name it: names have no point


def _extended(model: Model, terms: ClaimTerms) -> Model:
    """The model with the claim's own formulas beside its variables."""
    variables = dict(model.variables)
    unit_effect = terms.measured if _is_known(model, terms.measured) else terms.announced
    for adoption in ADOPTIONS:
        followed: Node = Number(Fraction(1)) if adoption == "technical" else Name(getattr(terms, adoption))
        effect = _effect(unit_effect, followed, terms)
        promise = _effect(terms.announced, followed, terms)
        for name, node, unit in (
            (f"effect_{adoption}", effect, terms.unit),
            (f"share_{adoption}", Binary("/", effect, Name(terms.whole)), _SHARE),
            (f"promise_{adoption}", Binary("/", promise, Name(terms.whole)), _SHARE),
        ):
            variables[_hidden(name)] = Variable(_hidden(name), Kind.FORMULA, unit, formula=node)
    return replace(model, variables=variables)


def _effect(unit_effect: str, followed: Node, terms: ClaimTerms) -> Node:
    factors: list[Node] = [Name(unit_effect), Name(terms.eligible_base), followed, Name(terms.transfer)]
    product = reduce(lambda one, other: Binary("*", one, other), factors)
    return Call("min", (product, *map(Name, terms.limits))) if terms.limits else product


def _weights(question: Question, terms: ClaimTerms, seed: int) -> tuple[dict[str, float], dict[str, float]]:
    """Total-order indices of the plausible share: of each block of guesses, and of each part of the claim."""
    blocks = question.blocks
    parts: dict[str, list[int]] = {}
    for columns in blocks.values():
        parts.setdefault(_part(question, columns, terms), []).extend(columns)
    alone = _total(question, blocks, seed) if len(blocks) <= WEIGHED_ALONE else {}
    return alone, _total(question, parts, seed)


def _total(question: Question, groups: Mapping[str, Sequence[int]], seed: int) -> dict[str, float]:
    try:
        found = weigh(question, seed=seed, groups=groups)
    except InputError as refusal:
        if refusal.code != "scenario.unknown_value":
            raise
        return {}  # at some of these points nothing can be computed: the claim stands without weights
    if found is None:
        return {}
    pairs = zip(found.names, found.total_order.tolist(), strict=True)
    known = {name: float(one) for name, one in pairs if isfinite(one)}
    return dict(sorted(known.items(), key=lambda pair: (-pair[1], pair[0])))


def _part(question: Question, columns: Sequence[int], terms: ClaimTerms) -> str:
    """The part that guesses play: the first that rests on them."""
    played = {
        "unit_effect": (terms.announced, terms.measured),
        "adoption": (terms.plausible,),
        "transfer": (terms.transfer,),
        "eligible_base": (terms.eligible_base,),
        "limits": terms.limits,
        "whole": (terms.whole,),
    }
    members = question.members(columns)
    for part, names in played.items():
        if any(name and members & question.program.reached_by(name) for name in names):
            return part
    return "whole"
