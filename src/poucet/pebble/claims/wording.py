"""The words of what is wrong in a model or a claim: what, and what to write instead."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as said

from poucet.engines.errors import InputError
from poucet.engines.units import parse_unit, unit_label

SENTENCES: dict[str, str] = {
    "scenario.empty": said("The formula is empty. Write it, or make this variable a guess."),
    "scenario.too_long": said("This formula is over %(limit)s characters. Split it into several variables."),
    "scenario.too_deep": said(
        "This formula nests more than %(limit)s brackets. Split it into several variables."
    ),
    "scenario.too_large": said(
        "This formula has more than %(limit)s pieces. Split it into several variables."
    ),
    "scenario.too_many": said("There are too many of them: %(limit)s at most. Split the model."),
    "scenario.number": said(
        "“%(text)s” is not a number. Write digits, with one point or one comma: 12.5 or 1e-3."
    ),
    "scenario.number_range": said("“%(text)s” is too large or too small a number. Choose another unit."),
    "scenario.character": said(
        "“%(character)s” does not belong in a formula (column %(column)s). Remove it."
    ),
    "scenario.name": said(
        "“%(name)s” is not a name. Write small letters without accents, digits and underscores: usable_area."
    ),
    "scenario.name_taken": said("“%(name)s” is the name of a function. Choose another."),
    "scenario.twice": said("“%(name)s” is there twice. Keep one, or rename it."),
    "scenario.expected": said(
        "The formula stops making sense at column %(column)s, at “%(found)s”: something is missing or too much. "
        "Check signs and brackets."
    ),
    "scenario.expected.scenario.bracket": said(
        "A closing bracket is missing before column %(column)s. Close it; arguments are parted by semicolons."
    ),
    "scenario.function": said(
        "There is no function “%(name)s”. The functions are listed in docs/methods/scenario.md."
    ),
    "scenario.function.near": said("There is no function “%(name)s”. Did you mean “%(suggestions)s”?"),
    "scenario.arguments": said("“%(function)s” is written so: %(shape)s"),
    "scenario.whole_number": said("A whole number must stand there: %(shape)s"),
    "scenario.unknown_name": said("There is no variable “%(name)s” in this model. Add it, or mend the name."),
    "scenario.unknown_name.near": said(
        "There is no variable “%(name)s” in this model. Did you mean “%(suggestions)s”?"
    ),
    "scenario.unit_clash": said(
        "“%(left)s” is in %(left_unit)s and “%(right)s” in %(right_unit)s: they cannot be added or compared. "
        "Check the units, or multiply one by what converts it."
    ),
    "scenario.unit_declared": said(
        "This formula comes to %(found)s, and the variable is declared in %(declared)s. Mend one or the other."
    ),
    "scenario.unit_function": said(
        "“%(function)s” takes a bare ratio, and “%(text)s” is in %(unit)s. Divide it by something in that unit."
    ),
    "scenario.unit_power": said(
        "“%(text)s” is in %(unit)s: only a whole power of it has a meaning. Write ^2 or ^3, or divide it first."
    ),
    "scenario.zero_division": said("“%(text)s” is divided by zero. Mend the formula."),
    "scenario.condition.number": said(
        "“%(text)s” is a comparison, which says yes or no, and a number is needed here: if(condition; then; otherwise)."
    ),
    "scenario.condition.comparison": said(
        "“%(text)s” is a number, and a comparison is needed here, such as x > 3."
    ),
    "scenario.cycle": said(
        "These variables need one another in the same year: %(names)s. Let one look at the year before, with prev()."
    ),
    "scenario.timed_in_loop": said(
        "“%(name)s” is in a loop of years and asks for every year of %(names)s at once. Use prev() or lag()."
    ),
    "scenario.dimension_name": said("“%(text)s” is no dimension of the model. Known ones: %(known)s."),
    "scenario.no_dimension": said("The model has no dimension “%(name)s”. Declare it under “dimensions”."),
    "scenario.categories": said("“%(name)s” lists from 1 to %(limit)s categories."),
    "scenario.categories_differ": said("Each category takes its numbers, and no other: check %(names)s."),
    "scenario.no_group": said("The model has no group “%(name)s”. Declare it under “groups”."),
    "scenario.group_size": said(
        "The matrix of the group “%(name)s” does not have one row for each of its %(count)s guesses."
    ),
    "scenario.group_years": said("The guesses of the group “%(name)s” do not go through the years alike."),
    "scenario.matrix": said("A correlation matrix is square and symmetric, with ones on its diagonal."),
    "scenario.correlation": said("“%(value)s” is not a correlation: write a number between -1 and 1."),
    "scenario.persistence": said("“%(value)s” is not a persistence: write a number between -1 and 1."),
    "scenario.bounds": said("The least, %(low)s, is not below the most, %(high)s."),
    "scenario.out_of_bounds": said("“%(name)s” cannot be %(value)s: it lies between %(low)s and %(high)s."),
    "scenario.range_incomplete": said(
        "A guess takes low and high, and perhaps value between them; a sure number takes value alone."
    ),
    "scenario.range_order": said("low, value and high must stand in that order, and low below high."),
    "scenario.range_positive": said("A lognormal guess is above zero: mend low, or choose another family."),
    "scenario.range_lognormal": said(
        "Of a lognormal guess, value is the square root of low × high. Remove value, or choose two_piece."
    ),
    "scenario.range_symmetric": said(
        "Of a normal guess, value is midway between low and high. Remove value, or choose two_piece."
    ),
    "scenario.year": said("The year %(year)s is not among those of the model."),
    "scenario.years": said(
        "Write one year, or the first and the last: [2020, 2050], %(limit)s years at most."
    ),
    "scenario.lag": said("lag() looks back by one year or more."),
    "scenario.slope": said("The slope ends in %(last)s, which is not after %(first)s."),
    "scenario.no_figure": said("There is no figure %(number)s that can be read here. Check its number."),
    "scenario.figure_and_value": said(
        "A number is written beside figure %(number)s: which one holds? Keep the figure, or the number with its own "
        "origin."
    ),
    "scenario.not_set": said("“%(name)s” is computed by a formula: a scenario cannot set it."),
    "scenario.no_alternative": said("“%(name)s” has no other way of computing called “%(alternative)s”."),
    "scenario.no_scenario": said("The model has no scenario “%(name)s”. Those it has: %(known)s."),
    "scenario.broken": said("“%(name)s” cannot be computed while the model has faults."),
    "scenario.draws": said("Ask for 1 to %(limit)s draws."),
    "scenario.seed": said("A seed is a whole number, zero or more."),
    "scenario.no_lever": said("No lever is moved. Name a scenario of the model, or set levers."),
    "scenario.not_a_lever": said("“%(name)s” is not a number that can be moved."),
    "scenario.not_one_number": said("“%(name)s” has categories, or is not known: ask for one sure number."),
    "scenario.dependent_groups": said("Some guesses move together: ask for the method pawn."),
    "scenario.too_many_draws": said("The model draws %(count)s numbers a time: %(limit)s at most."),
    "scenario.flag": said("“%(name)s” is true or false, and “%(value)s” is neither."),
    "scenario.mapping": said("A block of fields is needed here."),
    "scenario.list": said("“%(name)s” is a list: write each of its lines after a dash."),
    "scenario.text": said("“%(name)s” is a text. Put it between quotes."),
    "scenario.field": said("The field “%(name)s” means nothing here. Remove it, or mend its name."),
    "scenario.absent": said("The field “%(name)s” is missing. Add it."),
    "scenario.choice": said("“%(value)s” is not one of the possible values: %(choices)s."),
    "claim.not_a_share": said(
        "“%(name)s” is in %(unit)s: here a share is needed, in per cent or as a bare ratio."
    ),
    "claim.not_a_count": said(
        "“%(name)s” is in %(unit)s: those who followed are counted, in roofs, people, homes…"
    ),
    "claim.units": said(
        "What one gives, times how many there are, comes to %(found)s, where %(wanted)s is needed. Check the units."
    ),
    "claim.too_heavy": said(
        "This model computes %(cells)s numbers a draw, and a claim that people wait for takes %(limit)s at most. Give "
        "the claim a model of its own, with fewer lines, years or categories."
    ),
    "claim.undefined": said(
        "Some draws divide by zero, or go beyond what numbers can say: keep guesses away from zero (a lognormal one "
        "stays above it)."
    ),
    "claim.not_measured": said(
        "“%(name)s” rests on no measure. Let one of its lines take that of an indicator (measured_by), or remove it."
    ),
    "claim.adoption": said(
        "“%(name)s” goes from %(low)s to %(high)s: nobody follows more than all, nor less than none. Mend it, or "
        "hold it with min and max."
    ),
    "claim.typed_number": said(
        "A number stands in the words of the claim. Take it out: the sentence takes its numbers from the model."
    ),
    "model.unsourced": said(
        "Nothing says where this comes from. Add figure, source, or hypothesis with its reason; or write "
        "value: unknown."
    ),
    "model.question.double_count": said(
        "“%(seen)s” is counted twice in this sum. Take it away once, or say under “accepted” why it is right."
    ),
    "model.question.lever_without_effect": said(
        "This lever changes nothing that is asked for. Use it, remove it, or say why under “accepted”."
    ),
    "model.question.unused": said("Nothing uses this. Use it, remove it, or say why under “accepted”."),
    "model.question.bare_constant": said(
        "“%(seen)s” stands in the formula without a unit. Make it a variable with its source, or say why it "
        "is right under “accepted”."
    ),
    "model.question.out_of_bounds": said(
        "This goes beyond the bounds that it was given. Mend the bounds or the guess, or say why it is right "
        "under “accepted”."
    ),
    "model.question.undefined": said(
        "In some draws this divides by zero, or goes beyond what numbers can say. Keep guesses away from zero (a "
        "lognormal one stays above it), or say why it is right under “accepted”."
    ),
    "model.question.group_moved": said(
        "These correlations cannot all be true at once: they were moved by %(seen)s. Mend them, or say why under "
        "“accepted”."
    ),
    "model.question.broken": said("This cannot be computed (%(seen)s). Mend it first."),
}
OTHERWISE = said("This model cannot be computed (%(code)s). Check what stands here.")


def explain(code: str, params: Mapping[str, Any]) -> str:
    """What is wrong and what to do, in the reader's language."""
    if f"{code}.near" in SENTENCES and params.get("suggestions"):
        code = f"{code}.near"
    if f"{code}.{params.get('wanted')}" in SENTENCES:
        code = f"{code}.{params['wanted']}"
    told = {name: _shown(value) for name, value in params.items()}
    told |= {name: _unit(told[name]) for name in _UNITS & told.keys()}
    return _(SENTENCES.get(code, OTHERWISE)) % {**told, "code": code}


_UNITS = frozenset({"unit", "left_unit", "right_unit", "found", "declared", "wanted"})


def _unit(code: str) -> str:
    """A unit in the reader's language; what is no unit stays as it is."""
    try:
        return unit_label(parse_unit(code), language=get_language() or "fr")
    except InputError:
        return code


def _shown(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    if isinstance(value, Fraction | float):
        value = f"{float(value):.6g}"
    text = "…" if value is None else str(value)
    return text if len(text) <= 120 else f"{text[:120]}…"
