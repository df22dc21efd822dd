"""Money that the town gives an organisation by a signed agreement, as the French schema of grants tells it.

Schema: scdl/subventions 2.1.1, https://schema.data.gouv.fr/scdl/subventions/2.1.1/documentation.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from poucet.contribute.agreements.counted import promise_of
from poucet.contribute.agreements.models import Agreement, Commitment
from poucet.contribute.agreements.occasions import dates_of
from poucet.contribute.agreements.terms import Contribution, Side
from poucet.town.models import Commune

VERSION = "2.1.1"
COLUMNS = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire",
    "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE",
    "notificationUE", "pourcentageSubvention", "dispositifAide",
)  # fmt: skip
_DAY = r"\d{4}-\d{2}-\d{2}"
_PATTERNS = {
    "nomAttribuant": r".+",
    "idAttribuant": r"\d{14}",
    "dateConvention": _DAY,
    "nomBeneficiaire": r".+",
    "idBeneficiaire": r"(\d{14})?",
    "rnaBeneficiaire": r"(W\d{9})?",
    "objet": r".{1,256}",
    "montant": r"\d+(\.\d+)?",
    "conditionsVersement": r"unique|échelonné",
    "datesPeriodeVersement": rf"{_DAY}(/{_DAY})?",
}
_LONGEST_SUBJECT = 256
_EURO = {"€", "euro", "euros"}

Row = dict[str, str]


@dataclass(frozen=True)
class Grants:
    """The rows that the schema accepts, and the numbers of agreements of which a fact is missing."""

    rows: list[Row]
    incomplete: list[int]


def grants_of(commune: Commune) -> Grants:
    """Every sum that the town's half gives an organisation, one row each; nothing is guessed to fill a row."""
    rows, incomplete = [], []
    for agreement, commitment, signed_on in _promised():
        row = _row(commune, agreement, commitment, signed_on)
        if row is None or faults_in(row):
            incomplete.append(agreement.number)
        else:
            rows.append(row)
    return Grants(rows, sorted(set(incomplete)))


def faults_in(row: Row) -> list[str]:
    """The columns that the schema would refuse."""
    return [name for name, pattern in _PATTERNS.items() if not re.fullmatch(pattern, row[name])]


def _promised() -> Iterator[tuple[Agreement, Commitment, date]]:
    found = Agreement.objects.filter(organisation__isnull=False, texts__signatures__isnull=False)
    for agreement in found.distinct().with_all().order_by("number"):
        signed = [row for row in agreement.texts.all() if row.version == agreement.version]
        days = [one.on for text in signed for one in text.signatures.all()]
        if len(days) < len(Side):
            continue  # what one half alone has signed binds nobody
        for row in agreement.commitments.all():
            if row.side == Side.TOWN and row.contribution == Contribution.MONEY:
                yield agreement, row, max(days)


def _row(commune: Commune, agreement: Agreement, commitment: Commitment, signed_on: date) -> Row | None:
    days, to = _days(agreement, commitment), agreement.organisation
    in_euros = commitment.unit.strip().casefold() in _EURO
    if to is None or not in_euros or not commitment.quantity or not days:
        return None
    first, last = days[0], days[-1]
    period = not commitment.is_upkeep and commitment.due is None
    times = 1 if period else len(days)
    subject = f"{agreement.name}{f' : {commitment.deliverable}' if commitment.deliverable else ''}"
    return dict.fromkeys(COLUMNS, "") | {
        "nomAttribuant": commune.name,
        "idAttribuant": commune.siret,
        "dateConvention": signed_on.isoformat(),
        "nomBeneficiaire": to.name,
        "idBeneficiaire": to.siret,
        "rnaBeneficiaire": to.rna,
        "objet": " ".join(subject.split())[:_LONGEST_SUBJECT],
        "montant": _amount(commitment.quantity * times),
        "nature": "aide en numéraire",
        "conditionsVersement": "unique" if times == 1 else "échelonné",
        "datesPeriodeVersement": f"{first}/{last}" if first != last else f"{first}",
        "notificationUE": "non",  # an aid notified to the Commission goes through no fifty-fifty
        "pourcentageSubvention": "1.00",
    }


def _days(agreement: Agreement, commitment: Commitment) -> list[date]:
    """When it is paid; the two ends of the agreement where no date is said; none where that is not known either."""
    if commitment.due is None:
        return [agreement.since, agreement.until] if agreement.since and agreement.until else []
    if not commitment.is_upkeep:
        return [commitment.due]
    if agreement.until is None:
        return []
    return list(dates_of(promise_of(commitment), until=agreement.until, through=agreement.until))


def _amount(sum_given: Decimal) -> str:
    return f"{sum_given:.2f}"
