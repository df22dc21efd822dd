"""A first dossier for a commune that starts: an example of each file, said to be one, with its schemas."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

from poucet.dossier.yaml_writing import write_yaml

SCHEMAS = ".schemas"  # hidden: editors read them, the dossier does not hold them


def start_dossier(folder: Path, *, name: str) -> None:
    """Write the example dossier in a folder, under the commune's name."""
    with resources.as_file(resources.files("poucet.dossier") / "communes" / "exemple") as example:
        shutil.copytree(example, folder, dirs_exist_ok=True)
    with resources.as_file(resources.files("poucet.dossier") / "schemas") as schemas:
        shutil.copytree(schemas, folder / SCHEMAS, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    commune = folder / "commune.yaml"
    text = commune.read_text(encoding="utf-8")
    named = write_yaml({"name": name}).decode()
    commune.write_text(text.replace("name: Commune exemple\n", named), encoding="utf-8")
