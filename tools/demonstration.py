"""The demonstration served as a visitor gets it, from a folder of its own, for as long as it is needed."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from throwaway_postgresql import free_port

PATIENCE_S = 120


class NoAnswerError(RuntimeError):
    """A server that we started stays silent."""


@dataclass(frozen=True)
class Demonstration:
    """Where the demonstration is served, and what opens it to its imagined people."""

    address: str
    password: str


@contextmanager
def demonstration(**environment: str) -> Iterator[Demonstration]:
    """Run `poucet demo`, give the address of its site, then end it and delete its folder."""
    address = f"http://127.0.0.1:{free_port()}"
    command = [str(Path(sys.executable).with_name("poucet")), "demo", "--port", address.rpartition(":")[2]]
    home = tempfile.TemporaryDirectory(prefix="poucet-demo-")
    with home, served(command, address, environment={"POUCET_HOME": home.name, **environment}):
        yield Demonstration(address, Path(home.name, "demo", "demo-password").read_text())


@contextmanager
def served(command: list[str], address: str, *, environment: dict[str, str]) -> Iterator[None]:
    """Run a server until the block ends, from the moment its home page answers."""
    inherited = {name: value for name, value in os.environ.items() if not is_ours(name)}
    server = subprocess.Popen(command, env=inherited | environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(address, server)
        yield
    finally:
        server.terminate()
        server.wait(timeout=30)


def is_ours(name: str) -> bool:
    """Tell the variables that would make of this house another one."""
    return name in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"} or name.startswith("POUCET_")


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(address, timeout=10).close()  # noqa: S310 -- our own server, over HTTP
        except HTTPError:
            return  # it answers, be it with a refusal
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise NoAnswerError(
        f"no page at {address}: the server {'is silent' if server.poll() is None else 'stopped'}"
    )
