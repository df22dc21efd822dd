"""Coalitions of levers, and what the model says of them: asked in chunks, checked, by group when asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from poucet.engines.errors import InputError

ValueOf = Callable[[NDArray[np.bool_]], NDArray[np.float64]]


@dataclass(frozen=True, eq=False)
class Game:
    """The model seen as a game: players are levers, or groups of levers pulled together.

    Parameters
    ----------
    value_of : callable
        From coalitions of levers, bool (n_coalitions, n_levers), to values (n_coalitions, n_outputs).
    players : tuple of str
        Names of the levers, or of the groups.
    owner : ndarray of int, shape (n_levers,)
        Which player pulls each lever.
    at_once : int
        The most coalitions handed to the model in one call.
    """

    value_of: ValueOf
    players: tuple[str, ...]
    owner: NDArray[np.intp]
    at_once: int

    def values(self, coalitions: NDArray[np.bool_]) -> NDArray[np.float64]:
        """What coalitions of players are worth.

        Parameters
        ----------
        coalitions : ndarray of bool, shape (n_coalitions, n_players)

        Returns
        -------
        ndarray of float, shape (n_coalitions, n_outputs)

        Raises
        ------
        InputError
            ``scenario.shape`` or ``scenario.unknown_value`` for an answer that is none.
        """
        starts = range(0, len(coalitions), self.at_once)
        answers = [self._asked(coalitions[start : start + self.at_once]) for start in starts]
        if len({answer.shape[1] for answer in answers}) > 1:
            raise InputError("scenario.shape", what="value_of", found="outputs vary between calls")
        return np.concatenate(answers)

    def _asked(self, coalitions: NDArray[np.bool_]) -> NDArray[np.float64]:
        answer = np.asarray(self.value_of(coalitions[:, self.owner]), dtype=np.float64)
        if answer.ndim not in (1, 2) or len(answer) != len(coalitions) or not answer.size:
            raise InputError("scenario.shape", what="value_of", found=answer.shape)
        if not np.isfinite(answer).all():
            raise InputError("scenario.unknown_value", what="value_of")
        return answer.reshape(len(coalitions), -1)


def players_of(
    levers: Sequence[str], groups: Mapping[str, Sequence[str]] | None
) -> tuple[tuple[str, ...], NDArray[np.intp]]:
    """Name the players and say which of them pulls each lever.

    Parameters
    ----------
    levers : sequence of str
    groups : mapping of str to sequence of str, or None
        Every lever in exactly one group; None makes each lever a player.

    Returns
    -------
    tuple of str, ndarray of int
        Players, and for each lever the index of its player.

    Raises
    ------
    InputError
        ``scenario.levers`` for none or a repeated one; ``scenario.groups`` when a lever is in no group or
        in several, or a group is empty or names an unknown lever.
    """
    if not levers or len(set(levers)) != len(levers):
        raise InputError("scenario.levers", levers=tuple(levers))
    if groups is None:
        return tuple(levers), np.arange(len(levers))
    members = [lever for group in groups.values() for lever in group]
    if sorted(members) != sorted(levers) or not all(groups.values()):
        raise InputError("scenario.groups", groups=tuple(groups))
    owners = {lever: rank for rank, group in enumerate(groups.values()) for lever in group}
    return tuple(groups), np.array([owners[lever] for lever in levers])
