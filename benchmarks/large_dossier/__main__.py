"""Write a large dossier in a folder: by default the size that the house promises to bear."""

import argparse
import sys
from pathlib import Path

from benchmarks.large_dossier import write_dossier

parser = argparse.ArgumentParser(prog="python -m benchmarks.large_dossier", description=__doc__)
parser.add_argument("folder", type=Path)
parser.add_argument("--pebbles", type=int, default=10_000)
parser.add_argument("--observations", type=int, default=200_000)
options = parser.parse_args()
write_dossier(options.folder, pebbles=options.pebbles, observations=options.observations)
sys.stdout.write(
    f"{sum(1 for path in options.folder.rglob('*') if path.is_file())} files in {options.folder}\n"
)
