"""An attribution as the terminal tells it: levers, or guesses, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from poucet.cli.language import _
from poucet.cli.scenarios.attributing import Answer
from poucet.cli.scenarios.tables import common_step, number, share, table, unit
from poucet.engines.scenario.attribution import Attribution, Pawn, SobolIndices
from poucet.engines.scenario.summarising import known


def as_text(answer: Answer) -> Iterator[str]:
    """The answer as a reader of the terminal sees it."""
    question = answer.question
    measure = unit(answer.ground.model.variables[question.outcome].unit)
    yield answer.ground.title
    if answer.options.scenario:
        yield _("Scenario: %(name)s") % {"name": answer.options.scenario}
    for name, text in answer.options.set:
        yield _("Set: %(name)s") % {"name": f"{name} = {text}"}
    yield f"{question.outcome} ({measure}), {question.year}"
    yield ""
    match answer.found:
        case Attribution() as found:
            yield from _levers_table(found, measure)
        case SobolIndices() as found:
            yield from _blocks_table(found)
        case Pawn() as found:
            yield from _guesses_table(found)
        case _:
            yield _("Nothing is in doubt: this outcome rests on no open guess.")
    yield ""
    if answer.draws is None:
        yield _("Seed %(seed)s, run %(run)s") % {"seed": answer.seed, "run": answer.run}
    else:
        said = {"seed": answer.seed, "draws": answer.draws, "run": answer.run}
        yield _("Seed %(seed)s, %(draws)s draws, run %(run)s") % said


def _levers_table(found: Attribution, measure: str) -> Iterator[str]:
    columns = [found.alone[:, 0], found.last_in[:, 0], found.shapley[:, 0]]
    error = float(found.standard_error.max())
    numbers = [float(one) for column in columns for one in column] + [float(found.total[0])]
    step = common_step(numbers, error=error)

    def told(*cells: Any) -> list[str]:
        return ["" if one is None else number(float(one), step) for one in cells]

    rows = [[name, *told(*(column[place] for column in columns))] for place, name in enumerate(found.levers)]
    rows.append([_("overlap"), *told(None, None, found.overlap[0])])
    rows.append([_("total"), *told(None, None, found.total[0])])
    headers = [_("lever"), _("alone"), _("last in"), _("Shapley share")]
    yield from table(headers, rows, texts=1)
    yield ""
    yield _("In %(unit)s, guesses at their middle.") % {"unit": measure}
    if not found.exact:
        said = {"orders": found.permutations, "error": number(error, common_step([error]))}
        yield _("Over %(orders)s drawn orders; standard error %(error)s at most.") % said
    if not found.settled:
        yield _("These shares are not settled yet: the levers cancel one another out.")


def _blocks_table(found: SobolIndices) -> Iterator[str]:
    """The largest first."""
    columns = (found.first_order, found.first_order_error, found.total_order, found.total_order_error)
    order = sorted(range(len(found.names)), key=lambda place: -float(found.total_order[place]))
    rows = [[found.names[place], *(_percent(float(one[place])) for one in columns)] for place in order]
    headers = [_("guess"), _("alone"), "±", _("with the others"), "±"]
    yield from table(headers, rows, texts=1)
    yield ""
    yield _(
        "Share of the doubt that would go if the guess alone were known, and that stays if all but it were."
    )


def _guesses_table(found: Pawn) -> Iterator[str]:
    columns = (found.median, found.dummy_median, found.largest, found.dummy_largest)
    order = sorted(range(len(found.names)), key=lambda place: -float(found.median[place]))
    rows = [[found.names[place], *(number(float(one[place]), 0.01) for one in columns)] for place in order]
    headers = [_("guess"), _("median"), _("if idle"), _("largest"), _("if idle")]
    yield from table(headers, rows, texts=1)
    yield ""
    yield _(
        "How far knowing the guess moves the outcome, from 0 to 1. A number not above that of an idle guess "
        "says nothing."
    )


def _percent(value: float) -> str:
    found = known(value)
    return _("unknown") if found is None else share(found)
