"""What no schema can see of a need or an offer: its days in order, euros for money alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from poucet.dossier.checking import Dossier
from poucet.dossier.faults import Fault, Steps

Found = tuple[Steps, str, dict[str, Any]]
_DAYS = ("from", "to", "posted", "closed", "accountant")


def check_postings(dossier: Dossier) -> Iterator[Fault]:
    """Days that calendars have, in order; quantities to the hundredth; what belongs to money kept to it."""
    for path, _key, record in dossier.told("sharing"):
        document = dossier.documents[path]
        for steps, code, params in (*_days(record), *_counts(record)):
            document.fault(steps, code, **params)
            yield document.faults[-1]


def _days(record: dict[str, Any]) -> Iterator[Found]:
    days = {name: _day(record[name]) for name in _DAYS if name in record}
    for name, day in days.items():
        if day is None:
            yield (name,), "posting.no_such_day", {"found": record[name]}
    since, until = days.get("from"), days.get("to")
    if since and until and until < since:
        yield ("to",), "posting.ends_before", {}


def _counts(record: dict[str, Any]) -> Iterator[Found]:
    quantity, is_money = record.get("quantity"), record["type"] == "money"
    if quantity is not None and Decimal(str(quantity)) != round(Decimal(str(quantity)), 2):
        yield ("quantity",), "posting.too_precise", {}
    if is_money and record["unit"] != "€":
        yield ("unit",), "posting.money_in_euros", {}
    if not is_money and record["unit"] == "€":
        yield ("unit",), "posting.not_money", {}
    for name in ("mandate", "accountant"):
        if not is_money and name in record:
            yield (name,), "posting.not_money", {}
    if record.get("worksite") and record["side"] != "need":
        yield ("worksite",), "posting.worksite_offered", {}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
