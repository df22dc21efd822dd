"""A run as the terminal tells it: what comes out, what is missing, what a careful reader would ask."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import ngettext

from poucet.cli.language import _
from poucet.cli.scenarios.ground import spoken
from poucet.cli.scenarios.running import Answer, Series, chance_of, lost_beneath, question_of, series_of
from poucet.cli.scenarios.tables import number, of_range, points, share, table, unit
from poucet.engines.scenario.lints import unresolved
from poucet.engines.scenario.summarising import Range


def as_text(answer: Answer) -> Iterator[str]:
    """The answer as a reader of the terminal sees it."""
    yield answer.ground.title
    yield from _scenario_lines(answer)
    yield ""
    rows = [row for series in series_of(answer.run) for row in _rows(series, answer)]
    if rows:
        yield from table([_("outcome"), _("unit"), _("year"), *points()], rows, texts=3)
    else:
        yield _("Nothing is asked of this model. Mark an outcome, or write a formula.")
    for lines in (_missing_lines(answer), _goal_lines(answer), _held_lines(answer), _doubts(answer)):
        found = list(lines)
        yield from ("", *found) if found else ()
    yield ""
    yield _("Seed %(seed)s, %(draws)s draws, run %(run)s") % {
        "seed": answer.run.seed,
        "draws": answer.run.draws,
        "run": answer.run.fingerprint,
    }


def _scenario_lines(answer: Answer) -> Iterator[str]:
    name = answer.options.scenario
    for row in answer.ground.record.get("scenarios", ()):
        if row["id"] == name:
            yield _("Scenario: %(name)s") % {"name": f"{spoken(row, 'label')} ({name})"}
    for one, text in answer.options.set:
        yield _("Set: %(name)s") % {"name": f"{one} = {text}"}


def _rows(series: Series, answer: Answer) -> Iterator[list[str]]:
    """The first and the last year of an outcome; one row where every year is alike."""
    model = answer.ground.model
    name = " ".join((series.name, *series.categories.values()))
    measure = unit(model.variables[series.name].unit)
    first, last = model.first_year, model.last_year
    if len(series.ranges) == 1:
        years = str(first) if first == last else f"{first}–{last}"
        yield [name, measure, years, *of_range(series.ranges[0])]
        return
    for year, found in ((first, series.ranges[0]), (last, series.ranges[-1])):
        yield [name, measure, str(year), *of_range(found)]


def _missing_lines(answer: Answer) -> Iterator[str]:
    """Which unknowns hold which outcomes back."""
    names = {one: None for missing in answer.run.missing.values() for one in missing}
    if names:
        yield _("Nobody knows yet:")
    for name in names:
        held = [one for one, missing in answer.run.missing.items() if name in missing]
        said = {"name": name, "label": answer.ground.label(name), "outcomes": ", ".join(held)}
        yield "– " + _("%(name)s (%(label)s), on which rests: %(outcomes)s") % said


def _goal_lines(answer: Answer) -> Iterator[str]:
    for goal in answer.ground.model.goals:
        sign, value = "≥" if goal.upward else "≤", float(goal.value)
        said = unit(answer.ground.model.variables[goal.of].unit)
        shown = number(value, Range(None, value, None, abs(value) * 1e-6).step)
        wanted = f"{goal.of} {sign} {shown} {said} ({goal.year})"
        chance = chance_of(goal, answer)
        yield _("Goal %(name)s: %(wanted)s. Chance: %(chance)s") % {
            "name": goal.id,
            "wanted": wanted,
            "chance": _("unknown") if chance is None else " – ".join(map(share, dict.fromkeys(chance))),
        }


def _held_lines(answer: Answer) -> Iterator[str]:
    """Guesses that their bounds held, and correlations that had to be moved."""
    for name, part in answer.run.clipped.items():
        if part:
            held = {"name": name, "share": share(part)}
            yield _("%(name)s: held at its bounds in %(share)s of the draws.") % held
    for name, distance in answer.run.moved.items():
        if distance:
            moved = {"name": name, "distance": f"{distance:.2g}"}
            yield _("%(name)s: its correlations were moved by %(distance)s to be possible.") % moved


def _doubts(answer: Answer) -> Iterator[str]:
    """What was left out, then what a careful reader would ask."""
    for reason in answer.broken:
        yield _("Left out: %(reason)s") % {"reason": reason}
    for name in sorted(answer.program.skipped):
        needs = ", ".join(lost_beneath(name, answer.program))
        yield _("Left out: %(name)s, which needs %(needs)s") % {"name": name, "needs": needs}
    found = [one for one in answer.lints if one.code != "broken"]
    open_ones = unresolved(tuple(found))
    for one in open_ones:
        yield _("Question on %(name)s: %(question)s") % {"name": one.on, "question": question_of(one)}
    answered = len(found) - len(open_ones)
    if answered:
        sentence = ngettext(
            "%(count)d question was answered in the model.",
            "%(count)d questions were answered in the model.",
            answered,
        )
        yield sentence % {"count": answered}
