"""What no schema can see: figures, constants and targets that must agree with one another."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from poucet.dossier.checking import Dossier
from poucet.dossier.computing import check_models
from poucet.dossier.discussing import check_comments
from poucet.dossier.drafting import check_texts
from poucet.dossier.faults import Fault, Steps
from poucet.dossier.gathering import check_meetings
from poucet.dossier.layout import DRAWINGS, LAYERS, MEDIA, OBSERVATIONS
from poucet.dossier.lending import check_postings
from poucet.dossier.table import Row
from poucet.dossier.validation import UNKNOWN
from poucet.engines.units import parse_unit
from poucet.measure.quotients import Amount, agrees, middle_of, quotient
from poucet.town.actors import faults_in, is_siret


def check_meaning(dossier: Dossier) -> list[Fault]:
    """Faults between files; called only for a dossier whose files are each sound."""
    indicators = {one["id"]: one for one in dossier.records("indicators.yaml")}
    rows = {row.number: row for row in dossier.rows}
    return [
        *_figure_units(dossier, indicators),
        *_targets(dossier, indicators),
        *_constants(dossier, rows),
        *_equivalences(dossier, rows),
        *_states(dossier),
        *_conflicts(dossier),
        *_pictures(dossier),
        *_layers(dossier),
        *_commune(dossier),
        *_organisations(dossier),
        *check_comments(dossier),
        *check_meetings(dossier),
        *check_postings(dossier),
        *check_texts(dossier),
        *check_models(dossier),
    ]


def _fault(dossier: Dossier, path: str, steps: Steps, code: str, **params: Any) -> Fault:
    document = dossier.documents[path]
    document.fault(steps, code, **params)
    return document.faults[-1]


def _figure_units(dossier: Dossier, indicators: dict[str, Any]) -> Iterator[Fault]:
    for row in dossier.rows:
        expected, found = indicators[row.indicator].get("unit"), row.cells["unit"]
        if expected and found and parse_unit(found).dimension != parse_unit(expected).dimension:
            params = {"source": found, "target": expected, "indicator": row.indicator}
            yield Fault(OBSERVATIONS, row.line, "unit", "unit.incompatible", params)


def _targets(dossier: Dossier, indicators: dict[str, Any]) -> Iterator[Fault]:
    star = dossier.value("star.yaml") or {}
    if len(star.get("narrative", "").split()) > 600:
        yield _fault(dossier, "star.yaml", ("narrative",), "star.narrative_too_long", limit=600)
    for place, facet in enumerate(star.get("facets", ())):
        indicator = indicators.get(facet.get("indicator"), {})
        for index, target in enumerate(facet.get("targets", ())):
            steps: Steps = ("facets", place, "targets", index)
            if target["value"] == UNKNOWN:
                yield _fault(dossier, "star.yaml", (*steps, "value"), "target.unknown")
            if target["version"] != index + 1:
                yield _fault(
                    dossier, "star.yaml", (*steps, "version"), "target.version_skipped", expected=index + 1
                )
            unit, expected = target.get("unit"), indicator.get("unit")
            if unit and expected and parse_unit(unit).dimension != parse_unit(expected).dimension:
                yield _fault(
                    dossier, "star.yaml", (*steps, "unit"), "unit.incompatible", source=unit, target=expected
                )


def _constants(dossier: Dossier, rows: dict[int, Row]) -> Iterator[Fault]:
    for place, constant in enumerate(dossier.records("constants.yaml")):
        derived = constant.get("derived_from")
        if derived is None:
            continue
        found = _quotient(rows[derived["quantity"]], rows[derived["count"]], constant["unit"])
        if not agrees(found, Fraction(constant["value"])):
            steps = (place, "derived_from")
            shown = None if found is None else round(float(found), 2)
            yield _fault(dossier, "constants.yaml", steps, "constant.not_the_quotient", quotient=shown)


def _equivalences(dossier: Dossier, rows: dict[int, Row]) -> Iterator[Fault]:
    constants = {one["id"]: one for one in dossier.records("constants.yaml")}
    for path, _key, pebble in dossier.pebbles():
        for place, said in enumerate(pebble.get("equivalences", ())):
            constant, count = constants[said["constant"]], _amount(rows[said["count"]])
            found = _quotient(rows[said["quantity"]], rows[said["count"]], constant["unit"])
            if found is None or count is None:
                yield _fault(dossier, path, ("equivalences", place), "equivalence.no_quotient")
                continue
            told = Fraction(count.value)
            recounted = found * told / Fraction(constant["value"])
            # A count is told rounded: half of one, or a hundredth of it, is no disagreement.
            if abs(recounted - told) > max(Fraction(1, 2), told / 100):
                params = {"count": float(told), "recounted": round(float(recounted), 1)}
                yield _fault(dossier, path, ("equivalences", place), "equivalence.not_the_quotient", **params)


def _states(dossier: Dossier) -> Iterator[Fault]:
    """An effect says why it has no figure only where it has none."""
    told = {row.indicator for row in dossier.rows if row.cells["value"] != UNKNOWN}
    for path, _key, pebble in dossier.pebbles():
        for place, effect in enumerate(pebble["figures"]):
            if "state" in effect and effect["indicator"] in told:
                yield _fault(dossier, path, ("figures", place, "state"), "effect.has_figures")


def _conflicts(dossier: Dossier) -> Iterator[Fault]:
    for place, conflict in enumerate(dossier.records("conflicts.yaml")):
        reference = conflict.get("reference")
        if reference is not None and reference not in conflict["observations"]:
            yield _fault(dossier, "conflicts.yaml", (place, "reference"), "conflict.reference_elsewhere")


def _pictures(dossier: Dossier) -> Iterator[Fault]:
    shown = set()
    for path, _key, pebble in dossier.pebbles():
        for place, picture in enumerate(pebble.get("pictures", ())):
            shown.add(picture["file"])
            if picture["file"] not in dossier.sizes:
                yield _fault(
                    dossier, path, ("pictures", place, "file"), "picture.absent", file=picture["file"]
                )
    for file in sorted(dossier.sizes.keys() - shown):
        if file.startswith(MEDIA):
            yield Fault(file, 0, "", "picture.unused")


def _layers(dossier: Dossier) -> Iterator[Fault]:
    """Each layer has its drawing, and each drawing its layer."""
    wanted = {f"{LAYERS}{record['id']}{DRAWINGS}" for record in dossier.records("layers.yaml")}
    for place, record in enumerate(dossier.records("layers.yaml")):
        file = f"{LAYERS}{record['id']}{DRAWINGS}"
        if file not in dossier.drawings:
            yield _fault(dossier, "layers.yaml", (place, "id"), "layer.no_drawing", file=file)
    for file in sorted(dossier.drawings.keys() - wanted):
        yield Fault(file, 0, "", "layer.unnamed")


def _commune(dossier: Dossier) -> Iterator[Fault]:
    siret = dossier.value("commune.yaml").get("siret", "")
    if siret and not is_siret(siret):
        yield _fault(dossier, "commune.yaml", ("siret",), "organisation.siret", found=siret)


def _organisations(dossier: Dossier) -> Iterator[Fault]:
    """Facts that hold together, a register's number once, each year once."""
    holders: dict[str, str] = {}
    for place, record in enumerate(dossier.records("organisations.yaml")):
        said = {name: str(value) for name, value in record.items() if isinstance(value, str | int)}
        for fault in faults_in({name: value for name, value in said.items() if value != UNKNOWN}):
            yield _fault(dossier, "organisations.yaml", (place, fault.field), fault.code, found=fault.found)
        rna = record.get("rna")
        if rna and holders.setdefault(rna, record["id"]) != record["id"]:
            params = {"rna": rna, "other": holders[rna]}
            yield _fault(dossier, "organisations.yaml", (place, "rna"), "organisation.rna_taken", **params)
        seen: set[int] = set()
        for index, row in enumerate(record.get("years", ())):
            steps: Steps = (place, "years", index, "year")
            if row["year"] in seen:
                yield _fault(
                    dossier, "organisations.yaml", steps, "organisation.year_twice", found=row["year"]
                )
            seen.add(row["year"])


def _quotient(quantity: Row, count: Row, unit: str) -> Fraction | None:
    """Quantity over count in the unit of the constant; None where that makes no sense."""
    above, below = _amount(quantity), _amount(count)
    return quotient(above, below, unit=unit) if above and below else None


def _amount(row: Row) -> Amount | None:
    value = middle_of(row.value, row.low, row.high)
    return None if value is None else Amount(value, row.cells["unit"])
