"""How the desk fills the sheet of an agreement, and publishes it through the room's ordinary act."""

from __future__ import annotations

from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from poucet.contribute.agreements.desk.sheet import DAYS, TEXTS, AgreementSheet, find
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.operations import Pledge, pledge_of, write_agreement
from poucet.contribute.agreements.terms import BEFORE_SIGNING, Side
from poucet.measure.desk.observation import written_amount
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import known_or_not
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content
from poucet.town.desk.translating import english_of, with_english
from poucet.town.models import Organisation, Place
from poucet.town.people.models import Service
from poucet.town.things import Reference
from poucet.town.writing import Signature, withdraw

_CHOSEN = {"place": Place, "organisation": Organisation, "service": Service}
_ROW = ("key", "deliverable", "contribution", "unit", "recurrence", "holder", "evidence")
LONGEST_KEY = 50  # of sixty: room is left for « -2 »


def held(agreement: Agreement) -> Content:
    said: Content = {name: getattr(agreement, name) for name in (*TEXTS, "example")}
    said |= {name: str(getattr(agreement, name) or "") for name in DAYS}
    for name in _CHOSEN:
        chosen = getattr(agreement, name)
        said[name] = str(chosen.number) if chosen else ""
    pledges = [pledge_of(row) for row in agreement.commitments.all()]
    return {
        **said,
        "state": agreement.state if agreement.state in BEFORE_SIGNING else "",
        "period": known_or_not(agreement.period),
        "hour_rate_eur": _amount(agreement.hour_rate_eur),
        **{side.value: [_held(one) for one in pledges if one.side == side] for side in Side},
        **english_of(agreement, AgreementSheet.translated),
    }


def _held(pledge: Pledge) -> Content:
    said: Content = {name: getattr(pledge, name) for name in _ROW}
    return said | {"quantity": _amount(pledge.quantity), "due": str(pledge.due or "")}


def _amount(value: Any) -> str:
    return "" if value is None else str(written_amount(value))


def publish(agreement: Agreement | None, sheet: AgreementSheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = agreement.number if agreement else next_number(Agreement)
    # Once signed, an agreement moves on its own page: the sheet leaves its state as it is.
    moves = agreement is None or agreement.state in BEFORE_SIGNING
    chosen = {name: kind.objects.filter(number=said[name] or 0).first() for name, kind in _CHOSEN.items()}
    return write_agreement(
        key=agreement.key if agreement else new_key(Agreement, said["name"], number),
        number=number,
        period=said["period"],
        commitments=_pledges(sheet),
        signed=signed,
        hour_rate_eur=said["hour_rate_eur"],
        example=said["example"],
        translations=with_english(agreement, sheet.english),
        **({"state": said["state"]} if moves and said["state"] else {}),
        **{name: said[name] for name in (*TEXTS, *DAYS)},
        **chosen,
    ).reference


def _pledges(sheet: AgreementSheet) -> list[Pledge]:
    """The rows of both tables; one that is new is called after what it gives."""
    rows = [(side.value, row) for side in Side for row in sheet.cleaned_rows(side.value)]
    taken = {row["key"] for _side, row in rows if row["key"]}
    pledges = []
    for side, row in rows:
        key = row["key"] or _fresh(row["deliverable"], taken)
        taken.add(key)
        pledges.append(Pledge(**{**row, "key": key, "side": side}))
    return pledges


def _fresh(deliverable: str, taken: set[str]) -> str:
    wanted = slugify(deliverable)[:LONGEST_KEY].strip("-_").replace("_", "-") or "engagement"
    key, count = wanted, 1
    while key in taken:
        count += 1
        key = f"{wanted}-{count}"
    return key


AGREEMENT_EDITOR = Editor(
    kind="agreement",
    label=_("Write an agreement"),
    help=_("What the town does, what residents do: the request, both columns, the rules."),
    sheet=AgreementSheet,
    find=find,
    held=held,
    publish=publish,
    withdraw=lambda agreement, signed, reason: withdraw(agreement, signed=signed, reason=reason),
    order=45,
)
