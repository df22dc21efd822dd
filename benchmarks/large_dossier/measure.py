"""What the large dossier costs: load, load again, dump, and the pages as many readers ask them of the real server.

`python -m benchmarks.large_dossier.measure FOLDER [--port N]`, with POUCET_HOME and perhaps DATABASE_URL naming an
empty house; prints a table. Each step runs in a process of its own, whose peak of memory is told.
"""

import argparse
import http.client
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median, quantiles

PAGES = (
    "/", "/chemin", "/chemin?de=2019&a=2019", "/chemin?facette=1", "/cailloux", "/cailloux?page=100",
    "/cailloux?annee=2020", "/facette/1", "/facette/9", "/figures", "/indicateur/1", "/indicateur/20",
    "/caillou/77", "/figure/100", "/etoile", "/mot/implication", "/inconnues", "/registre",
)  # fmt: skip
WORKERS, READERS, REQUESTS = 2, 2, 40
POUCET = str(Path(sys.executable).with_name("poucet"))


def step(title: str, *command: str) -> None:
    """Run a command; say its time and its peak of memory."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
    _pid, status, used = os.wait4(process.pid, 0)
    wall, cpu = time.perf_counter() - began, used.ru_utime + used.ru_stime
    verdict = "" if status == 0 else " FAILED"
    say(f"| {title}{verdict} | {wall:.1f} s | {cpu:.1f} s | {used.ru_maxrss / 1000:.0f} MB |")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def asked(port: int, page: str) -> tuple[float, int]:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", page, headers={"Connection": "close"})
        answer = connection.getresponse()
        answer.read()
    finally:
        connection.close()
    return time.perf_counter() - began, answer.status


def pages(port: int) -> None:
    say("\n| page | first answer | median | 95th percentile |\n|---|---:|---:|---:|")
    with ThreadPoolExecutor(READERS) as pool:
        for page in PAGES:
            first, status = asked(port, page)
            times = [
                seconds
                for seconds, _status in pool.map(lambda _turn, p=page: asked(port, p), range(REQUESTS))
            ]
            slow = quantiles(times, n=20)[-1]
            shown = page if status == 200 else f"{page} ({status})"
            say(f"| {shown} | {first * 1000:.0f} ms | {median(times) * 1000:.0f} ms | {slow * 1000:.0f} ms |")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_dossier.measure", description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--port", type=int, default=8440)
    options = parser.parse_args()
    say("| step | time | processor | peak |\n|---|---:|---:|---:|")
    step("check", POUCET, "dossier", "check", options.folder)
    step("load", POUCET, "dossier", "load", options.folder)
    step("load again, unchanged", POUCET, "dossier", "load", options.folder)
    with tempfile.TemporaryDirectory() as copy:
        step("dump", POUCET, "dossier", "dump", f"{copy}/dump")
        same = contents(Path(options.folder)) == contents(Path(copy, "dump"))
        say(f"The dump is {'the same to the byte' if same else 'DIFFERENT'}.")
    command = [POUCET, "serve", "--port", str(options.port), "--workers", str(WORKERS)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own command
    try:
        ready = time.monotonic() + 120
        while time.monotonic() < ready:
            try:
                asked(options.port, "/a-propos")
                break
            except OSError:
                time.sleep(0.5)
        pages(options.port)
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
