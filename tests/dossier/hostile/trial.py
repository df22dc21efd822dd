"""Run the real command on many dossiers, each in a process of its own, under limits: told on standard output.

The processes are forks of one that has loaded the house already, so that what is limited is what the dossier costs:
two seconds of processor and 200 MB of memory above what an idle house takes. Past them, a process dies.
"""

from __future__ import annotations

import io
import json
import os
import resource
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

SECONDS, BYTES = 2, 200_000_000


def limited() -> None:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    spent = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(spent.ru_utime + spent.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    room = pages * resource.getpagesize() + BYTES
    resource.setrlimit(resource.RLIMIT_AS, (room, room))


def tried(verb: str, folder: str) -> dict[str, object]:
    """What the command said of a dossier, in a fork."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w", encoding="utf-8") as told:
            limited()
            out, err = io.StringIO(), io.StringIO()
            from poucet.cli import main  # noqa: PLC0415 -- the parent imported it

            with redirect_stdout(out), redirect_stderr(err):
                status = main(["dossier", verb, folder, "--json"])
            json.dump({"status": status, "said": out.getvalue(), "aside": err.getvalue()}, told)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, encoding="utf-8") as told:
        said = told.read()
    _pid, how, used = os.wait4(child, 0)
    spent = {"seconds": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss}
    return {"folder": folder, "died": how, **spent, **(json.loads(said) if said else {})}


def main() -> None:
    verb, *folders = sys.argv[1:]
    from poucet.cli.house import prepare_database, wake  # noqa: PLC0415 -- once the environment says where

    wake()
    import scipy.stats  # noqa: F401, PLC0415 -- what the first scenario of a process loads, once

    if verb == "load":
        from django.db import connections  # noqa: PLC0415 -- same

        prepare_database()  # what every house has had since its first day
        connections.close_all()  # each fork opens its own
    import poucet.dossier.wording  # noqa: F401, PLC0415 -- what every check takes, paid once

    for folder in folders:
        sys.stdout.write(json.dumps(tried(verb, folder)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
