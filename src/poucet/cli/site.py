"""`poucet demo`, `poucet serve`, `poucet check`."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake
from poucet.cli.language import _


def demo(options: Namespace) -> int:
    """Serve Loos-en-Gohelle from an embedded database of its own, whatever else is set."""
    home = Path(os.environ.get("POUCET_HOME") or ".poucet") / "demo"
    os.environ["POUCET_HOME"] = str(home.resolve())
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("POUCET_SECOND_FACTOR", "0")  # nobody sets a telephone up to have a look
    wake()
    from django.db import transaction

    from poucet.dossier.loading import is_loaded, load
    from poucet.town.models import RegisterEntry
    from poucet.web.demonstration import add_examples
    from poucet.web.demonstration_people import accounts, add_people, password_of

    tell(_("Preparing the demonstration…"))
    prepare_database()
    with resources.as_file(resources.files("poucet.dossier") / "communes" / "loos-en-gohelle") as folder:
        if not is_loaded(folder):
            if RegisterEntry.objects.exists():
                _start_afresh()
            with transaction.atomic():
                load(folder, signed=signature())
                add_examples(signed=signature())
    password = password_of(home.resolve())
    add_people(signed=signature(), password=password)
    _gather_static_files()
    say(
        _("To come in, choose an imagined person; the password of each is: %(password)s")
        % {"password": password}
    )
    for address, role in accounts():
        say(f"  {address:<26}{role}")
    if options.no_serve:
        return DONE
    return _listen(options.host, options.port, workers=2)


def _start_afresh() -> None:
    """A demonstration of an earlier version is thrown away: nobody's work is in it."""
    from django.conf import settings
    from django.db import connection

    connection.close()
    for file in Path(settings.POUCET_HOME).glob("poucet.sqlite3*"):
        file.unlink()
    prepare_database()


def serve(options: Namespace) -> int:
    """Serve the commune that was loaded."""
    wake()
    prepare_database()
    _gather_static_files()
    return _listen(options.host, options.port, workers=options.workers)


def check(_options: Namespace) -> int:
    """What is missing before the site opens to the public; nothing is changed."""
    wake()
    from poucet.web.readiness import shortcomings

    found = shortcomings()
    for shortcoming in found:
        tell(f"– {shortcoming}")
    say(_("The site may open.") if not found else _("%(count)d things to see to.") % {"count": len(found)})
    return REFUSED if found else DONE


def _gather_static_files() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def _listen(host: str, port: int, *, workers: int) -> int:
    if not _is_free(host, port):
        tell(
            _("Port %(port)d is taken. Choose another one: --port %(other)d")
            % {"port": port, "other": port + 1}
        )
        return REFUSED
    with _warming():
        return _serve(host, port, workers)


@contextmanager
def _warming() -> Iterator[None]:
    """Draw the first pictures meanwhile, in a process apart.

    The drawing library starts threads, which the processes that answer, forked from this one, would wait for in vain.
    """
    program = "from poucet.cli.house import wake; wake(); from poucet.web.warming import warm; warm()"
    apart = subprocess.Popen(  # noqa: S603 -- a program of our own
        [sys.executable, "-c", program], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        apart.terminate()
        apart.wait()


def _serve(host: str, port: int, workers: int) -> int:
    from granian import Granian
    from granian.constants import Interfaces

    say(_("The site is at http://%(host)s:%(port)d/ (Ctrl-C to stop)") % {"host": host, "port": port})
    server = Granian(
        "poucet.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=1,  # pages are computed, not waited for: a second thread would only take turns
        log_enabled=False,
    )
    server.serve()
    return DONE


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
