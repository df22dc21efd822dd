"""`poucet dossier check|load|dump`, `poucet init`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake, wake_for_files
from poucet.cli.language import _

if TYPE_CHECKING:
    from poucet.dossier.faults import Fault


MOST_WITHDRAWN = 20


def check(options: Namespace) -> int:
    """Name every fault of a dossier; needs no database."""
    wake_for_files()
    from poucet.dossier.loading import examine

    files, _dossier, faults = examine(Path(options.folder))
    if options.json:
        _print_json({"files": len(files), "faults": [_as_json(fault) for fault in faults]})
    elif faults:
        _print_faults(faults)
    else:
        say(_("%(files)d files, no fault.") % {"files": len(files)})
    return REFUSED if faults else DONE


def load(options: Namespace) -> int:
    """Load a dossier, all or nothing."""
    wake()
    from poucet.dossier.faults import FaultyDossier
    from poucet.dossier.loading import load as load_dossier

    prepare_database()
    try:
        loaded = load_dossier(Path(options.folder), signed=signature())
    except FaultyDossier as faulty:
        if options.json:
            _print_json({"loaded": False, "faults": [_as_json(fault) for fault in faulty.faults]})
        else:
            _print_faults(faulty.faults)
            tell(_("Nothing was loaded."))
        return REFUSED
    if options.json:
        _print_json({"loaded": True, **vars(loaded)})
    elif loaded.acts:
        say(_("%(files)d files loaded; %(acts)d acts signed in the register.") % vars(loaded))
    else:
        say(_("%(files)d files read: the site already said all of it.") % vars(loaded))
    if loaded.withdrawn and not options.json:
        _print_withdrawn(loaded.withdrawn)
    return DONE


def _print_withdrawn(withdrawn: Sequence[str]) -> None:
    """What the site no longer shows, because the dossier no longer says it."""
    from django.utils.translation import ngettext

    count = len(withdrawn)
    say(
        ngettext(
            "%(count)d page is withdrawn, which the dossier no longer holds:",
            "%(count)d pages are withdrawn, which the dossier no longer holds:",
            count,
        )
        % {"count": count}
    )
    for line in withdrawn[:MOST_WITHDRAWN]:
        say(f"  {line}")
    if count > MOST_WITHDRAWN:
        say("  …")
    say(_("To bring one back: put it in the dossier again, or prepare it again at the desk."))


def dump(options: Namespace) -> int:
    """Write the house as a dossier; what a folder holds and the house does not know is left alone."""
    wake()
    from poucet.dossier.dumping import dump as dump_dossier
    from poucet.dossier.dumping import would_lose
    from poucet.dossier.folder import read_folder, write_folder
    from poucet.town.models import Commune

    prepare_database()
    folder = Path(options.folder)
    if not Commune.objects.exists():
        tell(_("There is no commune here yet. Load a dossier first: poucet dossier load FOLDER"))
        return REFUSED
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not read_folder(folder)[0])):
        tell(
            _("“%(folder)s” holds something else than a dossier. Name an empty folder.") % {"folder": folder}
        )
        return REFUSED
    files = dump_dossier()
    lost = would_lose(folder, files) if folder.exists() and not options.force else []
    if lost:
        _print_faults(lost)
        tell(_("Nothing was written. Load these files first, name another folder, or say --force."))
        return REFUSED
    write_folder(folder, files)
    say(_("%(files)d files written in %(folder)s.") % {"files": len(files), "folder": folder})
    return DONE


def init(options: Namespace) -> int:
    """Write an example dossier, ready to be made one's own."""
    wake_for_files()
    from poucet.dossier.starting import start_dossier

    folder = Path(options.folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        tell(_("“%(folder)s” is not empty. Name a new folder.") % {"folder": folder})
        return REFUSED
    start_dossier(folder, name=options.name or folder.resolve().name)
    say(_("Your dossier is in %(folder)s. What comes next:") % {"folder": folder})
    for command in ("dossier check", "dossier load"):
        say(f"  poucet {command} {folder}")
    say("  poucet serve")
    return DONE


def _print_faults(faults: list[Fault]) -> None:
    from django.utils.translation import ngettext

    from poucet.dossier.wording import line

    for fault in faults:
        tell(line(fault))
    tell(ngettext("%(count)d fault.", "%(count)d faults.", len(faults)) % {"count": len(faults)})


def _as_json(fault: Fault) -> dict[str, Any]:
    from poucet.dossier.wording import sentence

    return {
        "path": fault.path,
        "line": fault.line,
        "field": fault.field,
        "code": fault.code,
        "message": sentence(fault),
    }


def _print_json(value: dict[str, Any]) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=2))
