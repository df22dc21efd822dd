"""The dossier beside what reads rows and what reads files: Django's loaddata, a plain YAML and schema check.

Both do less. loaddata checks no meaning and seals no register: its rows were dumped from a house of ours. The
plain check follows no reference from file to file and cannot say on which line a fault is.
"""

import csv
import io
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from django.apps import apps
from django.core.management import call_command
from django.db.models import Sum
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from benchmarks.comparison import Answer, Case, Peer
from benchmarks.house import HOME, EmptyDatabases
from benchmarks.large_dossier import write_dossier
from poucet.dossier.layout import chapter_of
from poucet.dossier.loading import examine, load
from poucet.dossier.validation import schema_of
from poucet.measure.models import Observation
from poucet.town.models import RegisterEntry
from poucet.town.writing import Signature

ROOMS = ("town", "measure", "star", "pebble", "dossier")
SIGNED = Signature(by="bench", at=datetime(2026, 1, 1, tzinfo=UTC))
ROUNDS = 3  # a load of the large one takes seconds


class PlainLoader(yaml.CSafeLoader):
    """PyYAML's quickest loader; a date stays the text it is written as."""

    yaml_implicit_resolvers = {
        first: [(tag, shape) for tag, shape in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }


def cases(*, quick: bool) -> Iterator[Case]:
    databases = EmptyDatabases()
    with ExitStack() as opened:
        shipped = resources.files("poucet.dossier") / "communes" / "loos-en-gohelle"
        folders = {"Loos-en-Gohelle": opened.enter_context(resources.as_file(shipped))}
        if not quick:
            folders["1,000 pebbles, 5,000 figures"] = HOME / "large"
            write_dossier(HOME / "large", pebbles=1000, observations=5000)
        for name, folder in folders.items():
            yield loading(name, folder, databases)
            yield checking(name, folder)


def loading(name: str, folder: Path, databases: EmptyDatabases) -> Case:
    rows = HOME / "rows.json"

    def ours() -> Answer:
        databases.another()
        load(folder, signed=SIGNED)
        return told_by_the_database()

    def by_loaddata() -> Answer:
        databases.another()
        call_command("loaddata", str(rows), verbosity=0)
        return told_by_the_database()

    size = int(sum(ours()[: len(tables())]))
    call_command("dumpdata", *ROOMS, use_base_manager=True, output=str(rows), verbosity=0)
    peer = Peer("Django, loaddata of the same rows", "django", by_loaddata)
    return Case(f"load a dossier ({name}), rows", size, ours, (peer,), tolerance=0, rounds=ROUNDS)


def tables() -> list[Any]:
    return [
        model for room in ROOMS for model in apps.get_app_config(room).get_models(include_auto_created=True)
    ]


def told_by_the_database() -> Answer:
    """Give the rows of every table, what the figures add up to, and the seal of the register."""
    counts = [float(model._base_manager.count()) for model in tables()]
    total = Observation.objects.aggregate(total=Sum("value"))["total"]
    seal = int(RegisterEntry.objects.latest("sequence").digest[:12], 16)
    return [*counts, float(total), float(seal)]


def checking(name: str, folder: Path) -> Case:
    def ours() -> Answer:
        files, _dossier, faults = examine(folder)
        return [len(files), len(faults)]

    def by_schema_alone() -> Answer:
        files = [path for path in sorted(folder.rglob("*")) if path.suffix in {".yaml", ".csv"}]
        return [len(files), sum(faults_by_schema(folder, path) for path in files)]

    peer = Peer("PyYAML CSafeLoader, then jsonschema", "jsonschema", by_schema_alone)
    return Case(f"check a dossier ({name}), files", int(ours()[0]), ours, (peer,), tolerance=0, rounds=ROUNDS)


def faults_by_schema(folder: Path, path: Path) -> int:
    text = path.read_text(encoding="utf-8")
    chapter = chapter_of(path.relative_to(folder).as_posix())
    if chapter is None or path.suffix == ".csv":  # a table holds only texts until somebody reads them
        return sum(None in row for row in csv.DictReader(io.StringIO(text)))
    common = Resource.from_contents(schema_of("common"))
    registry: Registry[Any] = Registry().with_resource("common.schema.json", common)
    validator = Draft202012Validator(schema_of(chapter.schema), registry=registry)
    value = yaml.load(text, Loader=PlainLoader)  # noqa: S506 -- it is PyYAML's safe loader, less its dates
    return sum(1 for _error in validator.iter_errors(value))
