"""Run every check of the house, side by side, and show what each failing one says."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
# `check --deploy` judges a house that is served over HTTPS.
DEPLOYED = {"POUCET_HTTPS": "1", "POUCET_HOSTS": "poucet.example"}


def program(name: str, *arguments: str) -> list[str]:
    return [str(PROGRAMS / name), *arguments]


def tool(name: str, *arguments: str) -> list[str]:
    return [sys.executable, f"tools/{name}.py", *arguments]


def django(*arguments: str) -> list[str]:
    return [sys.executable, "-W", "error", "-m", "django", *arguments]


def templates() -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("src/**/templates/**/*.html"))


def checks() -> dict[str, list[str]]:
    """Name every check; the slowest begin first."""
    return {
        "types": program("mypy"),
        "benchmarks run": tool("bench", "--quick"),
        "template habits": program("djlint", "--lint", "--quiet", "src"),
        "import order of the rooms": program("lint-imports", "--no-cache"),
        "catalogues": tool("messages", "check"),
        "description of the API": tool("api", "check"),
        "migrations match models": django("makemigrations", "--check", "--dry-run"),
        "deployment": django("check", "--deploy", "--fail-level", "WARNING"),
        "documents": tool("documents"),
        "sizes": tool("sizes"),
        "dependencies": program("deptry", "src"),
        "code that nothing calls": program("vulture"),
        "layout of templates": program("djade", "--check", "--target-version", "5.2", *templates()),
        "layout of Python": program(
            "ruff", "format", "--check", "--quiet", "src", "tests", "tools", "benchmarks"
        ),
        "habits of Python": program(
            "ruff", "check", "--output-format", "concise", "src", "tests", "tools", "benchmarks"
        ),
    }


def environment(home: str) -> dict[str, str]:
    """Check a house of its own, never that of the town that may live in this folder."""
    own = {
        "POUCET_HOME": home,
        "POUCET_SECRET_KEY": secrets.token_urlsafe(50),
    }
    inherited = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return inherited | own | DEPLOYED | {"DJANGO_SETTINGS_MODULE": "poucet.web.settings"}


def is_good(name: str, command: list[str], variables: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False)
    good = done.returncode == 0
    said = "" if good else f"\n$ {' '.join(command[:6])}\n{done.stdout}{done.stderr}".rstrip()
    print(f"{'good' if good else 'BAD '}  {name} ({time.monotonic() - began:.1f} s){said}", flush=True)
    return good


def main(wanted: list[str]) -> int:
    """Run all checks, or those whose name holds one of the words given."""
    chosen = {
        name: command
        for name, command in checks().items()
        if not wanted or any(word in name for word in wanted)
    }
    with tempfile.TemporaryDirectory(prefix="poucet-check-") as home, ThreadPoolExecutor(2) as pool:
        Path(home, "static").mkdir()
        variables = environment(home)
        results = list(pool.map(lambda name: is_good(name, chosen[name], variables), chosen))
    print(f"{sum(results)} of {len(results)} checks good")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
