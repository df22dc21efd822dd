"""Pages of the demonstration under our server beside gunicorn: the same site, two workers, four readers at once."""

import http.client
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path

from benchmarks.comparison import Answer, Case, Peer
from benchmarks.house import HOME
from demonstration import served
from throwaway_postgresql import free_port

PAGES = {"home page": "/", "list of pebbles": "/cailloux", "a pebble": "/caillou/21"}
WORKERS, READERS = 2, 4
PATIENCE_S = 30
HOST = "127.0.0.1"


def cases(*, quick: bool) -> Iterator[Case]:
    requests = 8 if quick else 100
    house = {"POUCET_HOME": str(HOME / "demo")}
    poucet = str(Path(sys.executable).with_name("poucet"))
    prepare = [poucet, "demo", "--no-serve"]
    environment = os.environ | {"POUCET_HOME": str(HOME)}
    subprocess.run(prepare, env=environment, capture_output=True, check=True)  # noqa: S603 -- our own command
    with ExitStack() as opened:

        def started(*command: str) -> int:
            port = free_port()
            words = [word.replace("PORT", str(port)) for word in command]
            opened.enter_context(served(words, f"http://{HOST}:{port}/", environment=house))
            return port

        gunicorn = [sys.executable, "-m", "gunicorn", "poucet.web.wsgi", "--bind", f"{HOST}:PORT"]
        gunicorn += ["--log-level", "error", "--workers", str(WORKERS)]
        ours = started(poucet, "serve", "--port", "PORT", "--workers", str(WORKERS))
        peers = {
            "gunicorn, its default worker": started(*gunicorn),
            "gunicorn, two threads a worker": started(*gunicorn, "--threads", "2"),
        }
        for name, page in list(PAGES.items())[: 1 if quick else None]:
            yield Case(
                f"{name}, requests ({WORKERS} workers, granian {version('granian')})",
                requests,
                Readers(ours, page, requests).read,
                tuple(
                    Peer(label, "gunicorn", Readers(port, page, requests).read)
                    for label, port in peers.items()
                ),
                tolerance=0,
                rounds=3,
            )


class Readers:
    """A few readers at once, each on a connection of its own for every page, as passers-by are."""

    def __init__(self, port: int, page: str, requests: int) -> None:
        self.port, self.page, self.requests = port, page, requests

    def read(self) -> Answer:
        """Give how many answers came, and the status, length and checksum of each that differs."""
        with ThreadPoolExecutor(READERS) as pool:
            answers = list(pool.map(self._ask, range(self.requests)))
        return [len(answers), *(number for answer in sorted(set(answers)) for number in answer)]

    def _ask(self, _turn: int) -> tuple[int, int, int]:
        # Pages name their own address: it must be the same for every server.
        connection = http.client.HTTPConnection(HOST, self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", self.page, headers={"Connection": "close", "Host": HOST})
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        return answer.status, len(body), zlib.crc32(body)
