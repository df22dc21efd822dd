"""The public text of an agreement, as both halves sign it, and its fingerprint.

Its labels are French and fixed, whatever the reader's language: a catalogue mended later must not unsign an agreement.
Nothing private is in it, nor what changes without anybody signing (the state, the ledger).
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from poucet.contribute.agreements.models import Agreement, Commitment

_PARTIES = {
    "association": "association", "school": "école ou classe", "street": "rue ou quartier",
    "group": "groupe d’habitants", "company": "entreprise ou exploitation", "resident": "habitant",
}  # fmt: skip
_GIVEN = {
    "time": "temps", "skill": "savoir-faire", "material": "matériel", "place": "lieu",
    "money": "promesse d’argent", "observation": "observation", "transport": "transport",
}  # fmt: skip
_OFTEN = {
    "weekly": "chaque semaine", "monthly": "chaque mois", "quarterly": "tous les trois mois",
    "yearly": "chaque année",
}  # fmt: skip
_CLAUSES = (
    ("Propriété", "ownership"),
    ("Assurance", "insurance"),
    ("Règle d’entretien", "upkeep"),
    ("Période d’entretien", "upkeep_period"),
    ("Sortie", "exit_clause"),
    ("Droit à l’erreur", "error_clause"),
    ("Si une moitié s’arrête", "handover_clause"),
)
NOBODY_KNOWS = "inconnu"


def public_text(agreement: Agreement, commitments: Iterable[Commitment]) -> str:
    """What is signed: the same bytes for whoever asks, until a word of it changes."""
    return normalised("\n".join(_lines(agreement, list(commitments))))


def normalised(text: str) -> str:
    """The same text however a browser or an editor ends its lines: nothing that one reads is changed."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def digest_of(text: str) -> str:
    """SHA-256 of a text, in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def party_of(agreement: Agreement) -> str:
    """Who the other half is, as the agreement names it in the commune's language."""
    names = (agreement.organisation.name if agreement.organisation else "", agreement.party)
    return ", ".join(name for name in names if name)


def quantity_of(commitment: Commitment) -> str:
    """How much, in the commune's language."""
    return f"{plain(commitment.quantity)} {commitment.unit}".strip()


def plain(amount: Decimal | None) -> str:
    """A number as French writes it, exact; or that nobody knows it."""
    if amount is None:
        return NOBODY_KNOWS
    return format(amount.normalize(), "f").replace(".", ",")


def _lines(agreement: Agreement, commitments: list[Commitment]) -> Iterator[str]:
    yield f"ACCORD FIFTY-FIFTY n° {agreement.number}, version {agreement.version}"
    yield f"Intitulé : {agreement.name}"
    if agreement.example:
        yield "Exemple imaginé : cet accord n’engage personne."
    yield f"Objet : {agreement.purpose}"
    yield f"Lieu : {agreement.place.name if agreement.place else NOBODY_KNOWS}"
    nature = _PARTIES[agreement.party_nature]
    yield f"Entre la commune (interlocuteur : {agreement.town_contact or NOBODY_KNOWS})"
    yield f"et {party_of(agreement)}, {nature} (interlocuteur : {agreement.residents_contact or NOBODY_KNOWS})"
    yield f"Durée : {agreement.period or NOBODY_KNOWS}"
    yield f"Première revue : {_day(agreement.review_on)}"
    for side, heading in (("town", "CE QUE FAIT LA COMMUNE"), ("residents", "CE QUE FONT LES HABITANTS")):
        yield ""
        yield heading
        mine = [one for one in commitments if one.side == side]
        for place, one in enumerate(sorted(mine, key=lambda one: one.position), start=1):
            yield f"{place}. {one.deliverable} ({_GIVEN[one.contribution]})"
            yield f"   Quantité : {quantity_of(one)}"
            yield f"   Échéance : {_day(one.due)}{', puis ' + _OFTEN[one.recurrence] if one.recurrence else ''}"
            yield f"   Qui en répond : {one.holder or NOBODY_KNOWS}"
            yield f"   Preuve attendue : {one.evidence or 'aucune'}"
    yield ""
    yield "RÈGLES"
    for label, field in _CLAUSES:
        yield f"{label} : {getattr(agreement, field) or NOBODY_KNOWS}"


def _day(day: date | None) -> str:
    return day.isoformat() if day else NOBODY_KNOWS
