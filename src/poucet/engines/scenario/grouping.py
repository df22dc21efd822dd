"""Groups of a model file: guesses that move together, by one correlation for all pairs or by a matrix."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from poucet.engines.errors import InputError
from poucet.engines.scenario.fields import Record
from poucet.engines.scenario.model import Group, Variable

MEMBER_LIMIT = 200
MATRIX_LIMIT = 30


def read_groups(top: Record, variables: Mapping[str, Variable]) -> dict[str, Group]:
    """Read the groups of a model, and see that its variables can be in them.

    Raises
    ------
    InputError
        ``scenario.no_group`` for a variable in a group that is not there; ``scenario.twice``;
        ``scenario.correlation``, ``scenario.matrix``; ``scenario.group_size`` where a matrix has not one row
        for each guess; ``scenario.group_years`` where members go otherwise from year to year;
        ``scenario.too_many``. All with ``steps``.
    """
    rows = top.records("groups", optional=True)
    groups = [_group(row) for row in rows]
    top.no_two("groups", [one.id for one in groups])
    found = {one.id: one for one in groups}
    for place, variable in enumerate(variables.values()):
        if variable.group and variable.group not in found:
            raise InputError("scenario.no_group", name=variable.group, steps=("variables", place, "group"))
    for row, group in zip(rows, groups, strict=True):
        _check_members(row, group, [one for one in variables.values() if one.group == group.id])
    return found


def _group(row: Record) -> Group:
    row.only({"id", "correlation", "note", "en"})
    said = row.value("correlation")
    if isinstance(said, list):
        return Group(row.text("id"), _matrix(said, row))
    rho = row.number("correlation")
    if rho is None or not -1 < rho < 1:
        raise InputError("scenario.correlation", value=str(said), steps=(*row.steps, "correlation"))
    return Group(row.text("id"), rho)


def _matrix(said: list[object], row: Record) -> tuple[tuple[Fraction, ...], ...]:
    """A correlation matrix: square, symmetric, ones on its diagonal, nothing beyond them."""
    inner = Record(dict(enumerate(said)), (*row.steps, "correlation"))
    size = range(len(said))
    if len(said) > MATRIX_LIMIT:
        raise InputError("scenario.too_many", limit=MATRIX_LIMIT, steps=inner.steps)
    rows = tuple(tuple(inner.numbers(place)) for place in size)
    square = all(len(one) == len(rows) for one in rows)
    if not square or not all(
        rows[i][i] == 1 and rows[i][j] == rows[j][i] and abs(rows[i][j]) <= 1 for i in size for j in size
    ):
        raise InputError("scenario.matrix", steps=inner.steps)
    return rows


def _check_members(row: Record, group: Group, members: list[Variable]) -> None:
    count = sum(guess.is_uncertain for one in members for guess in one.guesses.values())
    drawn = [one for one in members if any(guess.is_uncertain for guess in one.guesses.values())]
    if len({(one.over_time, one.persistence) for one in drawn}) > 1:
        raise InputError("scenario.group_years", name=group.id, steps=row.steps)
    if isinstance(group.correlation, tuple) and len(group.correlation) != count:
        raise InputError("scenario.group_size", name=group.id, count=count, steps=(*row.steps, "correlation"))
    if count > MEMBER_LIMIT:
        raise InputError("scenario.too_many", limit=MEMBER_LIMIT, steps=row.steps)
