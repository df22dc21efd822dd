"""The dossier of a commune that has measured and laid much: as large as asked, the same every time.

All of it is invented, and says so. `python -m benchmarks.large_dossier FOLDER` writes one.
"""

from benchmarks.large_dossier.writing import write_dossier

__all__ = ["write_dossier"]
