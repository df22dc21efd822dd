"""Acts on calls: write one with its rules and its phases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from poucet.contribute.models import Call, Charter, Phase, Proposal
from poucet.contribute.operations.holding import day
from poucet.town.errors import RuleError
from poucet.town.register import one_act, record
from poucet.town.rows import differing
from poucet.town.writing import Signature, sign_revision, write
from poucet.town.written import announce

Fields = dict[str, Any]


@dataclass(frozen=True)
class Rules:
    """The rules of the game as given, and why they change if they do."""

    said: Fields
    reason: str = ""
    version: int = 1  # of rules that a dossier tells; the house counts its own
    since: date | None = None
    translations: Fields = field(default_factory=dict)


@one_act()
def write_call(
    *, key: str, number: int, rules: Rules, phases: Sequence[Fields], signed: Signature, **fields: Any
) -> Call:
    """Write a call with its rules and phases; nothing opens while a rule is blank."""
    blank = [name for name in Charter.TEXTS if not str(rules.said.get(name) or "").strip()]
    if blank:
        raise RuleError("charter.blank", fields=blank, key=key)
    call = write(Call, key=key, number=number, signed=signed, **fields)
    changed = [*_set_rules(call, rules, signed), *_set_phases(call, phases)]
    if changed:
        sign_revision(call, changed, signed)
        announce(call.reference)
    return call


def current_charter(call: Call) -> Charter:
    """The rules as they stand."""
    charter: Charter = call.charters.order_by("-version")[0]
    return charter


def _set_rules(call: Call, rules: Rules, signed: Signature) -> list[str]:
    """A first version, or the next one where a rule changes and somebody proposed already."""
    said = {**rules.said, "translations": rules.translations}
    since = rules.since or day(signed)
    last = call.charters.order_by("-version").first()
    if last is None:
        told = {"version": rules.version, "since": since, "reason": rules.reason}
        Charter.objects.create(call=call, **told, **said)
        return []
    if rules.since is not None:
        said["since"] = rules.since
    changed = differing(last, said)
    if not changed:
        return []
    if changed == ["since"] or not Proposal.every.filter(call=call).exists():
        Charter.objects.filter(pk=last.pk).update(**said)
        return ["charter"]
    if not rules.reason.strip():
        raise RuleError("charter.no_reason", key=call.key)
    said["since"] = since
    version = last.version + 1
    Charter.objects.create(call=call, version=version, reason=rules.reason, **said)
    record("call.rules_changed", on=call.reference, by=signed.by, at=signed.at, version=version)
    return ["charter"]


def _set_phases(call: Call, phases: Sequence[Fields]) -> list[str]:
    names = ("name", "since", "until", "acts", "translations")
    wanted = [{name: phase.get(name) for name in names} for phase in phases]
    for phase in wanted:
        phase["translations"] = phase["translations"] or {}
        if phase["until"] is not None and phase["until"] < phase["since"]:
            raise RuleError("phase.reversed", key=call.key, phase=phase["name"])
    known = [{name: getattr(row, name) for name in names} for row in call.phases.all()]
    if known == wanted:
        return []
    call.phases.all().delete()
    Phase.objects.bulk_create(Phase(call=call, position=place, **phase) for place, phase in enumerate(wanted))
    return ["phases"] if known else []
