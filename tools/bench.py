"""Compare each engine, the dossier and the pages with their named peers and print a table of ratios.

`make bench` runs every module of benchmarks/; ARGS="units" one; ARGS="--quick" shows they run and agree.
"""

import argparse
import importlib
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.comparison import Row

ROOT = Path(__file__).resolve().parent.parent
NOT_ENGINES = {"__init__", "comparison", "door", "house", "large_dossier"}

WORDS = {"engine", "what", "peer", "largest difference"}
COLUMNS = (
    "engine",
    "what",
    "size",
    "peer",
    "ours, ms",
    "peer, ms",
    "ours, per s",
    "peer, per s",
    "times as fast",
    "largest difference",
)


def engines() -> list[str]:
    return sorted(path.stem for path in ROOT.glob("benchmarks/*.py") if path.stem not in NOT_ENGINES)


def line(engine: str, row: "Row") -> str:
    agreement = f"{row.difference:.0e}" + (
        "" if row.agrees else f" DIFFERS (at most {row.case.tolerance:.0e})"
    )
    cells = [
        engine,
        row.case.title,
        f"{row.case.size}",
        row.peer.label,
        f"{row.ours_s * 1000:.2f}",
        f"{row.peer_s * 1000:.2f}",
        f"{row.ours_per_s:,.0f}",
        f"{row.peer_per_s:,.0f}",
        f"{row.peer_s / row.ours_s:.2f}",
        agreement,
    ]
    return f"| {' | '.join(cells)} |"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", nargs="*", default=[], help="engines to compare (all)")
    parser.add_argument("--quick", action="store_true", help="small input, one round: do they run and agree?")
    options = parser.parse_args(arguments)
    sys.path.insert(0, str(ROOT))
    from benchmarks.comparison import compare  # noqa: PLC0415 -- found once the repository is on the path

    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores; medians\n")
    print(f"| {' | '.join(COLUMNS)} |")
    print(f"|{'|'.join('---' if name in WORDS else '---:' for name in COLUMNS)}|")
    agrees, records = True, []
    for engine in options.engine or engines():
        bench = importlib.import_module(f"benchmarks.{engine}")
        for case in bench.cases(quick=options.quick) if hasattr(bench, "cases") else ():
            for row in compare(case, quick=options.quick):
                agrees = agrees and row.agrees
                print(line(engine, row), flush=True)
        found = bench.records(quick=options.quick) if hasattr(bench, "records") else ()
        records += [(engine, one) for one in found]
    if records:
        print("\n| engine | budget of | measured | at most |\n|---|---|---:|---:|")
    for engine, one in records:
        print(f"| {engine} | {one.title} | {one.measured:.0f} {one.unit} | {one.budget:.0f} {one.unit} |")
    return 0 if agrees else 1


if __name__ == "__main__":
    sys.exit(main())
