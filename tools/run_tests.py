"""Run the whole suite: on SQLite, in a browser, then on a PostgreSQL made for the occasion.

A part whose program is missing is left out with a sentence; POUCET_REQUIRE=browser,postgresql,data makes it a
failure. What follows the command goes to pytest: `./poucet test tests/pebble -k path`.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from chromium import chromium
from throwaway_postgresql import programs, throwaway_postgresql

ROOT = Path(__file__).resolve().parent.parent
NO_TEST_COLLECTED = 5


@dataclass(frozen=True)
class Outcome:
    """What one run of pytest came to."""

    title: str
    status: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    @property
    def is_good(self) -> bool:
        return self.status in {0, NO_TEST_COLLECTED} and not self.failed


def required() -> set[str]:
    return {need for need in os.environ.get("POUCET_REQUIRE", "").split(",") if need}


def side_by_side() -> list[str]:
    """Share the tests out among the cores, those of a group on one; below two it would only cost."""
    cores = min(os.cpu_count() or 1, 8)
    return ["-n", str(cores), "--dist", "loadgroup"] if cores > 1 else []


def say(sentence: str) -> None:
    print(f"\n== {sentence}", flush=True)


def counted(report: Path) -> dict[str, int]:
    """Read the counts pytest left; none when it stopped before its first test."""
    if not report.exists():
        return {"passed": 0, "failed": 0, "skipped": 0}
    suites = ET.parse(report).getroot().iter("testsuite")  # noqa: S314 -- pytest wrote it a moment ago
    sums = dict.fromkeys(("tests", "failures", "errors", "skipped"), 0)
    for suite in suites:
        for name in sums:
            sums[name] += int(suite.get(name, "0"))
    failed = sums["failures"] + sums["errors"]
    return {
        "passed": max(0, sums["tests"] - failed - sums["skipped"]),
        "failed": failed,
        "skipped": sums["skipped"],
    }


def environment_for(*, left_out: str, database_url: str | None = None) -> dict[str, str]:
    """Give the variables of one run; `left_out` is the need that another run of the suite answers for."""
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    variables["POUCET_REQUIRE"] = ",".join(sorted(required() - {left_out}))
    return variables | ({"DATABASE_URL": database_url} if database_url else {})


def run_pytest(title: str, arguments: list[str], *, environment: dict[str, str]) -> Outcome:
    say(title)
    with tempfile.TemporaryDirectory(prefix="poucet-report-") as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", f"--junit-xml={report}", *arguments]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        return Outcome(title, status, **counted(report))


def missing(need: str, sentence: str) -> Outcome:
    """Say what was left out, and whether that is a failure here."""
    must_be_here = need in required()
    say(sentence + (f" POUCET_REQUIRE names {need}: this is a failure." if must_be_here else ""))
    return Outcome(need, status=1, failed=1) if must_be_here else Outcome(need, status=0)


def on_sqlite(arguments: list[str]) -> Outcome:
    chosen = ["-m", "not browser", *side_by_side(), *arguments]
    return run_pytest("SQLite", chosen, environment=environment_for(left_out="postgresql"))


def in_browser(arguments: list[str]) -> Outcome:
    if chromium() is None:
        return missing("browser", "No Chromium here (Debian: apt install chromium): no browser tests.")
    chosen = ["-m", "browser", *side_by_side(), *arguments]
    return run_pytest("Browser", chosen, environment=environment_for(left_out="postgresql"))


def on_postgresql(arguments: list[str]) -> Outcome:
    folder = programs()
    if folder is None:
        return missing("postgresql", "No PostgreSQL here (Debian: apt install postgresql): SQLite only.")
    with throwaway_postgresql(folder) as url:
        # What touches no database has said all it has to say on SQLite.
        chosen = ["-m", "database and not browser", *side_by_side(), *arguments]
        environment = environment_for(left_out="browser", database_url=url)
        return run_pytest("PostgreSQL", chosen, environment=environment)


def main(arguments: list[str]) -> int:
    outcomes = [part(arguments) for part in (on_sqlite, in_browser, on_postgresql)]
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped")
    )
    is_good = all(outcome.is_good for outcome in outcomes) and passed > 0
    say("The whole suite" if is_good else "The whole suite, with something to mend")
    for outcome in outcomes:
        verdict = "good" if outcome.is_good else f"not good (pytest said {outcome.status})"
        counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
        print(f"{outcome.title}: {counts}, {verdict}")
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return 0 if is_good else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
