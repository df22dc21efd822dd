"""A house of its own for benchmarks, woken by the import: settings as a town has them, empty databases at will."""

import os
import shutil
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from demonstration import is_ours

_home = tempfile.TemporaryDirectory(prefix="poucet-bench-", ignore_cleanup_errors=True)
HOME = Path(_home.name)

for _name in [name for name in os.environ if is_ours(name)]:
    del os.environ[_name]
os.environ |= {"POUCET_HOME": _home.name, "DJANGO_SETTINGS_MODULE": "poucet.web.settings"}
django.setup()


class EmptyDatabases:
    """SQLite files with every table and no row, copied from one that was migrated once."""

    def __init__(self) -> None:
        self.count = 0
        point_to(HOME / "template.sqlite3")
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()  # which folds the journal into the file

    def another(self) -> None:
        """Leave the present database for an empty one."""
        connection.close()
        (HOME / f"empty-{self.count}.sqlite3").unlink(missing_ok=True)
        self.count += 1
        path = HOME / f"empty-{self.count}.sqlite3"
        shutil.copyfile(HOME / "template.sqlite3", path)
        point_to(path)


def point_to(path: Path) -> None:
    connection.close()
    connection.settings_dict["NAME"] = str(path)
