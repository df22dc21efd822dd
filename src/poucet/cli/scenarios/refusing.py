"""Why a scenario is not told: each reason with its place and its remedy, on the standard error or as JSON."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import say, tell
from poucet.cli.language import _
from poucet.dossier.faults import Fault
from poucet.dossier.wording import sentence
from poucet.engines.errors import InputError

Answer = TypeVar("Answer")
# Of what is asked on the command line: the option to mend.
_OPTIONS = {
    "scenario.draws": "--draws",
    "scenario.too_few_draws": "--draws",
    "scenario.too_many_draws": "--draws",
    "scenario.seed": "--seed",
    "scenario.no_scenario": "--scenario",
    "scenario.no_lever": "--set",
    "scenario.not_one_number": "--on",
    "scenario.unknown_value": "--on",
    "scenario.broken": "--on",
    "scenario.dependent_groups": "--method",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: a file, its line (0 is the file as a whole) and field, or an option; a code; a sentence."""

    code: str
    message: str
    path: str = ""
    line: int = 0
    field: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return ": ".join(part for part in (place, self.field, self.message) if part)

    @property
    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in ("path", "line", "field", "code", "message")}


class Refusal(Exception):
    """What is asked cannot be told, for these reasons."""

    def __init__(self, *reasons: Reason) -> None:
        super().__init__("; ".join(map(str, reasons)))
        self.reasons = reasons


def because(refusal: InputError, *, path: str, line: int = 0, field: str = "") -> Reason:
    """What an engine refuses, in words."""
    params = {name: value for name, value in refusal.params.items() if name != "steps"}
    ours = {
        "scenario.too_few_draws": _("Too few draws for this method: ask for %(needed)s at least."),
        "scenario.unknown_value": _(
            "In some draws nothing can be computed (a division by zero, for one). Mend the model, or narrow its ranges."
        ),
    }
    if refusal.code in ours:
        return Reason(refusal.code, ours[refusal.code] % params, path, line, field)
    return Reason(refusal.code, sentence(Fault(path, line, field, refusal.code, params)), path, line, field)


def at_option(refusal: InputError, otherwise: str = "") -> Reason:
    """What an engine refuses of what was asked on the command line."""
    return because(refusal, path=_OPTIONS.get(refusal.code, otherwise))


@contextmanager
def asked_by_options(otherwise: str = "") -> Iterator[None]:
    """What is refused in here was asked on the command line: its reason names the option."""
    try:
        yield
    except InputError as refusal:
        raise Refusal(at_option(refusal, otherwise)) from refusal


def answered(
    options: Namespace,
    compute: Callable[[Namespace], Answer],
    *,
    as_json: Callable[[Answer], dict[str, Any]],
    as_text: Callable[[Answer], Iterator[str]],
) -> int:
    """Print an answer as it was asked for, or why there is none."""
    try:
        answer = compute(options)
    except Refusal as refusal:
        for reason in refusal.reasons:
            tell(_sayable(str(reason)))
        if options.json:
            _print_json({"faults": [reason.as_json for reason in refusal.reasons]})
        return REFUSED
    if options.json:
        _print_json(as_json(answer))
    else:
        say("\n".join(as_text(answer)))
    return DONE


def _print_json(value: dict[str, Any]) -> None:
    say(_sayable(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False)))


def _sayable(text: str) -> str:
    """A text that may repeat what was typed: bytes that are no text stay escaped."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
