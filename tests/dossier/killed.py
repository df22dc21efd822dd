"""Load a dossier in forks that are killed: at a given statement, or from outside after a while.

`killed.py FIRST SECOND SEED`: loads FIRST, then begins to load SECOND again and again, each time killed elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django

STATEMENTS, MOMENTS = 14, 10


def forked(act: Callable[[], Any], *, killed_after: float | None = None) -> tuple[bool, Any]:
    """What an act gave in a fork, and whether the fork lived to tell it."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as told:
            json.dump(act(), told)
        os._exit(0)
    os.close(writer)
    if killed_after is not None:
        time.sleep(killed_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, encoding="utf-8") as told:
        said = told.read()
    _pid, how = os.waitpid(child, 0)
    return how == 0, json.loads(said) if said else None


def loaded(folder: str, *, dies_at: int | None = None) -> dict[str, float]:
    """Load a dossier; die by our own hand as a given statement is about to run."""
    from django.db import connection  # noqa: PLC0415 -- a fork opens its own

    from poucet.dossier.loading import load  # noqa: PLC0415 -- once Django is set up
    from poucet.town.writing import Signature  # noqa: PLC0415 -- same

    statements, began = 0, time.monotonic()

    def counted(execute: Any, statement: Any, parameters: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        statements += 1
        if statements == dies_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(statement, parameters, many, context)

    with connection.execute_wrapper(counted):
        acts = load(Path(folder), signed=Signature("essai", datetime(2026, 1, 1, tzinfo=UTC))).acts
    return {"statements": statements, "seconds": time.monotonic() - began, "acts": acts}


def content() -> list[Any]:
    """The digest of every row of every table, and whether the register is whole."""
    from django.apps import apps  # noqa: PLC0415 -- once Django is set up
    from django.db import connection  # noqa: PLC0415 -- a fork opens its own

    from poucet.town import register  # noqa: PLC0415 -- once Django is set up

    digest = hashlib.sha256()
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")  # noqa: S608 -- one of our own
            for row in cursor.fetchall():
                digest.update(
                    repr([bytes(one) if isinstance(one, memoryview) else one for one in row]).encode()
                )
    return [digest.hexdigest(), register.verify().whole]


def main() -> None:
    first, second, seed = sys.argv[1:]
    django.setup()
    drawn = random.Random(seed)
    migrate = __import__("django.core.management", fromlist=["call_command"]).call_command
    forked(lambda: migrate("migrate", verbosity=0))
    _lived, known = forked(lambda: loaded(first))
    _lived, before = forked(content)
    # The same load of another house tells how many statements it takes: here, the first one's count is near enough.
    trials: list[dict[str, Any]] = []
    for at in sorted(drawn.sample(range(2, int(known["statements"])), STATEMENTS)):
        lived, _said = forked(lambda at=at: loaded(second, dies_at=at))
        trials.append({"at": f"statement {at}", "lived": lived, "after": forked(content)[1]})
    for after in sorted(drawn.uniform(0.01, known["seconds"] * 0.9) for _ in range(MOMENTS)):
        lived, _said = forked(lambda: loaded(second), killed_after=after)
        trials.append({"at": f"{after:.3f} s", "lived": lived, "after": forked(content)[1]})
        if lived or trials[-1]["after"] != before:
            break  # it came to its end before it was killed: what follows would start elsewhere
    _lived, last = forked(lambda: loaded(second))
    _lived, again = forked(lambda: loaded(second))
    told = {"before": before, "trials": trials, "last": last, "again": again, "end": forked(content)[1]}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
