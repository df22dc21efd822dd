"""Take in the associations of a file of the register, in one act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from poucet.measure.models import Citation, Source
from poucet.measure.operations import Cited, cite_all, write_source
from poucet.town.actors import Nature, is_siret
from poucet.town.desk.naming import next_number
from poucet.town.models import Confidence, Organisation
from poucet.town.operations import write_organisations
from poucet.town.register import one_act
from poucet.town.rna.reading import Association
from poucet.town.templatetags.town import WRITTEN_IN, day_in_words
from poucet.town.writing import Signature, Wanted

SOURCE_PREFIX = "rna-"
ADDRESS = "https://www.data.gouv.fr/datasets/repertoire-national-des-associations/"


@dataclass(frozen=True)
class Renamed:
    """An organisation that the register calls otherwise: told, never changed for the town."""

    number: int
    name: str
    registered: str


@dataclass(frozen=True)
class Imported:
    """What an import did: numbers of organisations."""

    source: int
    created: tuple[int, ...]
    revised: tuple[int, ...]
    unchanged: int
    withdrawn: tuple[int, ...]  # in the file, and withdrawn here: left as the town decided
    gone: tuple[int, ...]  # seated here by an earlier file, and not in this one
    renamed: tuple[Renamed, ...]
    without_siret: tuple[int, ...]  # lines of the file whose SIRET does not check, and was not taken


@one_act()
def import_associations(rows: Sequence[Association], *, insee: str, on: date, signed: Signature) -> Imported:
    """Write the associations of a file of the register, in one act; the same file again changes nothing.

    What the register alone knows (its dates, whether it stands) is taken each time; what the town may have
    written better (name, purpose, field, SIRET, website) is filled in where it is empty.
    """
    source = _source(on, signed)
    known = _known(rows)
    wanted: list[Wanted] = []
    withdrawn: list[int] = []
    renamed: list[Renamed] = []
    number = next_number(Organisation)
    for row in rows:
        before = known.get(row.id)
        if before is not None and before.withdrawn:
            withdrawn.append(before.number)
            continue
        if before is None:
            wanted.append(Wanted(_key(row.id), number, _facts(row, None, insee)))
            number += 1
            continue
        wanted.append(Wanted(before.key, before.number, _facts(row, before, insee)))
        if before.name != row.name:
            renamed.append(Renamed(before.number, before.name, row.name))
    said = {one.key: {name: getattr(one, name) for name in _TAKEN} for one in known.values()}
    written = write_organisations(wanted, signed=signed)
    _cite(written, source, signed)
    created = [one.number for one in written if one.key not in said]
    revised = [one.number for one in written if one.key in said and _differs(one, said[one.key])]
    return Imported(
        source.number,
        tuple(created),
        tuple(revised),
        len(written) - len(created) - len(revised),
        tuple(withdrawn),
        _gone(rows, insee),
        tuple(renamed),
        tuple(row.line for row in rows if row.siret and not is_siret(row.siret)),
    )


_FROM_THE_REGISTER = ("founded", "dissolved", "standing")
_WHERE_EMPTY = ("role", "field", "siret", "website", "rna", "nature")
_TAKEN = (*_FROM_THE_REGISTER, *_WHERE_EMPTY, "seat")


def _facts(row: Association, before: Organisation | None, insee: str) -> dict[str, Any]:
    said: dict[str, Any] = {
        "role": row.purpose,
        "field": row.field,
        "siret": row.siret if is_siret(row.siret) else "",
        "website": row.website,
        "rna": row.rna,
        "nature": Nature.ASSOCIATION.value,
    }
    facts = {name: getattr(row, name) for name in _FROM_THE_REGISTER} | {"seat": insee}
    if before is None:
        return facts | said | {"name": row.name}
    return facts | {name: getattr(before, name) or said[name] for name in _WHERE_EMPTY}


def _known(rows: Sequence[Association]) -> dict[str, Organisation]:
    """Organisations by the number of their row: those that bear it, else those that an import knew by an older one."""
    by_rna = {one.rna: one for one in Organisation.every.exclude(rna="")}
    by_key = {one.key: one for one in Organisation.every.filter(key__startswith=SOURCE_PREFIX)}
    found = {}
    for row in rows:
        one = (
            by_rna.get(row.rna)
            or by_key.get(_key(row.id))
            or (by_key.get(_key(row.former)) if row.former else None)
        )
        if one is not None:
            found[row.id] = one
    return found


def _key(number: str) -> str:
    return f"{SOURCE_PREFIX}{number.lower()}"


def _differs(one: Organisation, before: dict[str, Any]) -> bool:
    return any(getattr(one, name) != value for name, value in before.items())


def _cite(written: Sequence[Organisation], source: Source, signed: Signature) -> None:
    """Name the register as the source of those that have none; a source that the town chose stays."""
    cited = set(Citation.objects.filter(kind=Organisation.kind).values_list("number", flat=True))
    said = [Cited(one.reference, source, Confidence.HIGH.value) for one in written if one.number not in cited]
    cite_all(said, signed=signed)


def _gone(rows: Sequence[Association], insee: str) -> tuple[int, ...]:
    there = {row.rna for row in rows if row.rna}
    if not there:  # the older file, which knows nothing of those with a new number
        return ()
    seated = Organisation.objects.filter(seat=insee, nature=Nature.ASSOCIATION).exclude(rna="")
    return tuple(number for number, rna in seated.values_list("number", "rna") if rna not in there)


def _source(on: date, signed: Signature) -> Source:
    """The edition of the register that a file is, named by its last change."""
    key = f"{SOURCE_PREFIX}{on.isoformat()}"
    before: Source | None = Source.every.filter(key=key).first()
    if before is not None and not before.withdrawn:
        return before
    with translation.override(WRITTEN_IN):
        name = _("National register of associations (RNA), file of %(day)s") % {"day": day_in_words(on)}
        publisher = _("Ministry of the Interior")
    number = before.number if before else next_number(Source)
    told = {"name": name, "publisher": publisher, "year": on.year, "url": ADDRESS}
    return write_source(key=key, number=number, signed=signed, **told)
