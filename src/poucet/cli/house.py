"""Wake the house for a command: settings, language, database."""

from __future__ import annotations

import os
import re
import secrets
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from poucet.cli.language import _, chosen

if TYPE_CHECKING:
    from poucet.town.writing import Signature


_COMMAND = re.compile(
    r"(?<![\w./-])poucet(?= (?:check|demo|dossier|init|organisations|person|register|search|serve)\b)"
)


class Refused(SystemExit):
    """The command stops here: the reason was printed."""

    def __init__(self) -> None:
        super().__init__(1)


def as_called(text: str) -> str:
    """A text whose commands are written as this one was called: `./poucet check` from a clone."""
    return _COMMAND.sub(os.environ.get("POUCET_CALLED", "poucet"), text)


def say(text: str) -> None:
    """A line on the standard output."""
    sys.stdout.write(f"{as_called(text)}\n")
    sys.stdout.flush()


def tell(text: str) -> None:
    """A line on the standard error: what goes on, or what went wrong."""
    sys.stderr.write(f"{as_called(text)}\n")
    sys.stderr.flush()


def wake_for_files() -> None:
    """Wake for a verb that reads plain files: it has nothing to sign, so no secret is made and kept for it."""
    os.environ.setdefault("POUCET_SECRET_KEY", secrets.token_urlsafe(50))
    wake()


def wake() -> None:
    """Settle the settings and the language; a setting that cannot be understood stops the command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "poucet.web.settings")
    import django
    from django.utils import translation

    from poucet.web.environment import SettingError

    try:
        django.setup()
    except SettingError as error:
        tell(
            _("The setting %(name)s cannot be used: “%(found)s”. Expected: %(expected)s.")
            % {"name": error.name, "found": error.found, "expected": _expected(error.expected)}
        )
        raise Refused from error
    translation.activate(chosen())


def _expected(english: str) -> str:
    """What a setting should have been, said before Django could speak."""
    known = {
        "1 or 0": _("1 or 0"),
        "32 characters or more": _("32 characters or more"),
    }
    return known.get(english, english)


def prepare_database() -> None:
    """Bring the tables to this version; quick when they already are."""
    from django.core.management import call_command
    from django.db import OperationalError, connection

    from poucet.web.readiness import waits_for_migration
    from poucet.web.search.index import rebuild_if_missing

    try:
        if waits_for_migration() and connection.introspection.table_names():
            tell(_("The database is brought to this version of Poucet."))
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        rebuild_if_missing()
    except OperationalError as error:
        tell(_("The database does not answer: %(problem)s") % {"problem": str(error).strip()})
        raise Refused from error


def signature() -> Signature:
    """Acts done from the terminal are signed so."""
    from poucet.town.writing import Signature

    return Signature(by="command", at=datetime.now(UTC))
