"""`poucet organisations import|count`."""

from __future__ import annotations

import json
import re
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake
from poucet.cli.language import _

if TYPE_CHECKING:
    from poucet.measure.associations.counting import Counted
    from poucet.measure.associations.importing import Imported
    from poucet.town.rna.reading import Fault, Reading

LARGEST_FILE = 200_000_000
MOST_NAMED = 20
_DAY_IN_NAME = re.compile(r"(20[0-9]{2})([01][0-9])([0-3][0-9])")


class _Undone(Exception):
    """A dry run: all that was written is taken back."""


def take(options: Namespace) -> int:
    """Take in the associations of a file of the register, all of them or none."""
    wake()
    from poucet.measure.associations.importing import import_associations
    from poucet.town.errors import RuleError

    prepare_database()
    reading, insee = _read(options)
    if reading is None:
        return REFUSED
    if reading.faults:
        return _refuse_rows(reading, options)
    on = options.on or _day_of(options.file) or reading.on
    if on is None:
        return _refuse("rna.no_day", {}, options)
    try:
        with _perhaps(options):
            imported = import_associations(reading.associations, insee=insee, on=on, signed=signature())
            _say_imported(imported, reading, options)
            if options.dry_run:
                raise _Undone
    except RuleError as refusal:
        return _refuse(refusal.code, dict(refusal.params), options)
    return DONE


def count(options: Namespace) -> int:
    """Write the series of associations alive at the end of each year."""
    wake()
    from poucet.measure.associations.counting import count_associations
    from poucet.town.errors import RuleError

    prepare_database()
    try:
        with _perhaps(options):
            said = {"first": options.first, "last": options.last}
            counted = count_associations(options.indicator, signed=signature(), **said)
            _say_counted(counted, options)
            if options.dry_run:
                raise _Undone
    except RuleError as refusal:
        return _refuse(refusal.code, dict(refusal.params), options)
    return DONE


@contextmanager
def _perhaps(options: Namespace) -> Iterator[None]:
    """One act; of a dry run, nothing is left."""
    from poucet.town.register import one_act

    try:
        with one_act():
            yield
    except _Undone:
        if not options.json:
            say(_("Nothing was written: this was a dry run."))


def _read(options: Namespace) -> tuple[Reading | None, str]:
    """The file as the register tells the commune; None where it cannot be read, or nothing says which commune."""
    from poucet.town.models import Commune as House
    from poucet.town.rna.reading import Commune, read

    file, house = Path(options.file), House.objects.first()
    insee = options.insee or (house.insee if house else "")
    if not insee:
        _refuse("associations.no_insee", {}, options)
        return None, ""
    if not file.is_file() or file.stat().st_size > LARGEST_FILE:
        _refuse("rna.unreadable", {"file": str(file), "limit": LARGEST_FILE // 1_000_000}, options)
        return None, ""
    name = house.name if house else ""
    return read(file.read_bytes(), Commune(insee, options.postal_code, name)), insee


def _day_of(name: str) -> date | None:
    """The files bear their day: rna_waldec_20260901_dpt_62.csv."""
    match = _DAY_IN_NAME.search(Path(name).name)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _refuse_rows(reading: Reading, options: Namespace) -> int:
    if options.json:
        _print_json({"imported": False, "faults": [_as_json(fault) for fault in reading.faults]})
        return REFUSED
    for fault in reading.faults:
        place = f"{options.file}:{fault.line}"
        tell(": ".join(part for part in (place, fault.column, _wrong(fault)) if part))
    tell(_("Nothing was imported."))
    return REFUSED


def _as_json(fault: Fault) -> dict[str, Any]:
    return {**asdict(fault), "message": _wrong(fault)}


def _wrong(fault: Fault) -> str:
    """What is wrong in a row, and what to do."""
    return _words()[fault.code] % {"found": fault.found, "column": fault.column}


def _refuse(code: str, params: dict[str, Any], options: Namespace) -> int:
    sentence = _words().get(code, _("The house refuses this (%(code)s).")) % {"code": code, **params}
    if options.json:
        _print_json({"done": False, "code": code, **params, "message": sentence})
    else:
        tell(sentence)
    return REFUSED


def _say_imported(imported: Imported, reading: Reading, options: Namespace) -> None:
    told = asdict(imported) | {"rows": reading.rows, "unplaced": reading.unplaced}
    if options.json:
        _print_json({"imported": not options.dry_run, **told})
        return
    say(
        _(
            "Rows read: %(rows)d. Associations added: %(created)d; revised: %(revised)d; unchanged: %(unchanged)d."
        )
        % {**told, "created": len(imported.created), "revised": len(imported.revised)}
    )
    if reading.unplaced:
        say(_("Rows without an Insee code: %(unplaced)d. Say --postal-code to place them.") % told)
    for sentence, numbers in (
        (_("Withdrawn here, and left so:"), imported.withdrawn),
        (_("No longer in the file for this commune; look at them:"), imported.gone),
        (_("Lines whose SIRET does not check, and was not taken:"), imported.without_siret),
    ):
        if numbers:
            shown = ", ".join(map(str, numbers[:MOST_NAMED]))
            say(f"{sentence} {shown}{' …' if len(numbers) > MOST_NAMED else ''}")
    for one in imported.renamed[:MOST_NAMED]:
        say(_("/organisation/%(number)d is “%(name)s” here, “%(registered)s” in the register.") % vars(one))


def _say_counted(counted: Counted, options: Namespace) -> None:
    if options.json:
        years = [{"year": one.year, "low": one.surely, "high": one.most} for one in counted.years]
        recorded = list(counted.recorded)
        _print_json({"recorded": [] if options.dry_run else recorded, "years": years})
        return
    for one in counted.years:
        say(f"{one.year}  {one.surely}" + (f"–{one.most}" if one.perhaps else ""))
    say(_("Figures written: %(count)d.") % {"count": len(counted.recorded)})


def _print_json(value: dict[str, Any]) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))


def _words() -> dict[str, str]:
    """What is wrong, then what to do."""
    return {
        "rna.cells": _("This row has %(found)s cells. Take the file again from data.gouv.fr."),
        "rna.malformed": _("The file cannot be read beyond this line. Check its quotes."),
        "rna.separator": _(
            "Semicolons separate the columns of the register. Take its file as it is published."
        ),
        "rna.no_column": _("The column “%(column)s” is missing. Take the file as data.gouv.fr publishes it."),
        "rna.no_insee_column": _(
            "This file has no Insee codes (it is the older one, rna_import). Say --postal-code."
        ),
        "rna.more_faults": _("There are more than %(found)s faults. Mend these first."),
        "rna.id": _("“%(found)s” is no number of an association. Write W and nine digits."),
        "rna.twice": _("This association is there twice: %(found)s. Keep one of the lines."),
        "rna.no_title": _("This association has no title. Write it."),
        "rna.position": _("“%(found)s” is no position. Write A (active), D (dissolved) or S (removed)."),
        "rna.day": _("“%(found)s” is no day. Write 1998-03-02, or leave the cell empty."),
        "rna.dissolved_before": _(
            "It is dissolved (%(found)s) before it was founded. Mend a date, or empty it."
        ),
        "rna.active_and_dissolved": _(
            "It is active (A), and dissolved on %(found)s. Write D, or empty the date."
        ),
        "rna.no_day": _("Nothing tells the day of this file. Say --on 2026-09-01."),
        "rna.unreadable": _("“%(file)s” cannot be read as a file of %(limit)d MB at most. Name another one."),
        "associations.no_insee": _(
            "The Insee code of the commune is unknown. Write it in commune.yaml (an import also takes --insee)."
        ),
        "associations.no_indicator": _(
            "There is no indicator “%(key)s”. Add it to indicators.yaml, in “associations”."
        ),
        "associations.other_unit": _("“%(key)s” counts in “%(unit)s”. Name an indicator in “associations”."),
        "associations.no_file": _("No file of the register was imported. Begin with “organisations import”."),
        "associations.year_not_over": _(
            "The file does not reach the end of %(year)d. Count to %(complete)d."
        ),
        "associations.years_reversed": _("There is no year from %(first)d to %(last)d. Say them in order."),
        "organisation.rna_taken": _("%(rna)s is the number of “%(other)s” already. Mend it there first."),
    }
