"""Which figure speaks for an effect, and which one a deed is told by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from poucet.measure.models import Observation, Status
from poucet.pebble.equivalences import Told
from poucet.pebble.models import Effect

# What is aimed at is no effect; of the rest, what was measured speaks before what was said of it.
SPEAKING = (Status.MEASURED, Status.DECLARED, Status.DERIVED, Status.ESTIMATED, Status.PRESS)


@dataclass(frozen=True)
class Figures:
    """What one effect of a deed is told by: its figures in order, none where nobody knows."""

    effect: Effect
    figures: tuple[Observation, ...]


def speaking(figures: Iterable[Observation], references: Iterable[int] = ()) -> Observation | None:
    """The figure that speaks for an effect: the chosen reference, else the best known and the latest."""
    chosen = frozenset(references)
    told = [row for row in figures if row.middle is not None and row.status in SPEAKING]
    return max(
        told,
        key=lambda row: (row.number in chosen, -SPEAKING.index(row.status), row.period[:4], -row.number),
        default=None,
    )


def main_figure(figures: Sequence[Figures], told: Sequence[Told]) -> Observation | None:
    """The figure by which a deed is told: the one that people count in households, else its first effect."""
    if told:
        return told[0].quantity
    for role in (Effect.Role.EFFECT, Effect.Role.MADE):
        for one in figures:
            if one.effect.role == role and (row := speaking(one.figures)):
                return row
    return None


def by_indicator(figures: Iterable[Observation]) -> dict[int, tuple[Observation, ...]]:
    groups: dict[int, list[Observation]] = defaultdict(list)
    for row in figures:
        groups[row.indicator_id].append(row)
    return {indicator: tuple(rows) for indicator, rows in groups.items()}


def by_effect(effects: Iterable[Effect], known: Mapping[int, tuple[Observation, ...]]) -> list[Figures]:
    """Each effect with its figures, given by indicator."""
    return [Figures(effect, known.get(effect.indicator_id, ())) for effect in effects]
