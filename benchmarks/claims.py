"""A claim in a browser: from a slider that moves to the new sentence and picture, as a resident waits for them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Page, sync_playwright

from benchmarks.comparison import Record
from benchmarks.house import HOME
from demonstration import served
from throwaway_postgresql import free_port

CLAIM, GUESS = "/affirmation/1", "part_qui_suivrait"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
WAITED = """([guess, value]) => new Promise((done) => {
  const began = performance.now();
  document.body.addEventListener("htmx:afterSettle", () => done(performance.now() - began), { once: true });
  const slider = document.querySelector(`input[name=${guess}] + input[type=range]`);
  slider.value = value;
  slider.dispatchEvent(new Event("input"));
})"""


def records(*, quick: bool) -> Iterator[Record]:
    moves = 3 if quick else 60
    poucet = str(Path(sys.executable).with_name("poucet"))
    environment = os.environ | {"POUCET_HOME": str(HOME)}
    subprocess.run([poucet, "demo", "--no-serve"], env=environment, capture_output=True, check=True)  # noqa: S603 -- our own command
    port = free_port()
    words = [poucet, "serve", "--port", str(port)]
    house = {"POUCET_HOME": str(HOME / "demo")}
    with served(words, f"http://127.0.0.1:{port}/", environment=house), sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{port}{CLAIM}")
        first = _moved(page, 11)
        waits = [first, *(_moved(page, 12 + turn % 60) for turn in range(moves))]
        browser.close()
    yield Record(f"slider to new picture, median of {len(waits)} moves", median(waits), 400, "ms")
    yield Record("slider to new picture, 95th percentile", quantiles(waits, n=20)[-1], 400, "ms")


def _moved(page: Page, value: int) -> float:
    """Milliseconds from the move to the new picture, the pause that gathers moves included."""
    return float(page.evaluate(WAITED, [GUESS, str(value)]))
