"""Write the lock files again: the newest versions at least a week old, held to their hashes, no host named.

Run by `make lock`; `make lock UPGRADE=1` also lifts versions that are already pinned.
"""

import argparse
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WAIT = timedelta(days=7)
# What `bootstrap` and `node` pin was chosen by hand: the wait is for versions that nobody chose.
PINNED_BY_HAND = {"bootstrap", "node"}
# The development lock takes every pin of the base lock, so that tests run what a town runs.
LOCKS = {
    "base": ["pyproject.toml"],
    "dev": ["pyproject.toml", "--group", "dev", "--constraints", "requirements/base.lock"],
    "bootstrap": ["requirements/bootstrap.in"],
    "build": ["requirements/build.in"],
    "node": ["requirements/node.in"],
}
FORM = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate"]


def uv() -> str:
    """Give the uv of the machine, else the one ./poucet installed beside this Python."""
    return shutil.which("uv") or str(Path(sys.executable).with_name("uv"))


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--upgrade", action="store_true", help="lift versions already pinned")
    parser.add_argument("--before", help="take no release after this day (default: a week ago)")
    options = parser.parse_args(arguments)
    before = options.before or (datetime.now(tz=UTC) - WAIT).date().isoformat()
    for name, source in LOCKS.items():
        command = [
            uv(),
            "pip",
            "compile",
            "--quiet",
            *FORM,
            *source,
            "--output-file",
            f"requirements/{name}.lock",
        ]
        command += ["--exclude-newer", before] if name not in PINNED_BY_HAND else []
        command += ["--upgrade"] if options.upgrade else []
        subprocess.run(command, cwd=ROOT, check=True)
        print(f"requirements/{name}.lock", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
