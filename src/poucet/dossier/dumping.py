"""Dump the house as a dossier: the files that were loaded, to the byte, where they still say it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from poucet.dossier.comparing import same_content
from poucet.dossier.faults import Fault
from poucet.dossier.folder import Files, read_folder
from poucet.dossier.layout import MEDIA
from poucet.dossier.models import KeptFile
from poucet.dossier.records import (
    agreements,
    claims,
    drafting,
    ideas,
    layers,
    measure,
    meetings,
    pebble,
    sharing,
    star,
    stories,
    town,
)
from poucet.dossier.records.fields import arranged_as
from poucet.dossier.yaml_writing import write_yaml
from poucet.pebble.models import Picture


def dump() -> Files:
    """Every file of the dossier; one that somebody laid out differently comes back as they wrote it."""
    kept = {file.path: bytes(file.content) for file in KeptFile.objects.all()}
    files: Files = {}
    for path, content in written_anew().items():
        before = kept.get(path)
        files[path] = before if before is not None and same_content(path, before, content) else content
    pictures = _pictures()
    return files | {path: content for path, content in kept.items() if path in pictures}


def would_lose(folder: Path, files: Files) -> list[Fault]:
    """Files of a folder that say what was never loaded: writing a dump over them would lose it."""
    kept = dict(KeptFile.objects.values_list("path", "digest"))
    there, _faults = read_folder(folder)
    return [
        Fault(path, 0, "", "file.would_be_lost")
        for path, content in there.items()
        if content != files.get(path) and hashlib.sha256(content).hexdigest() != kept.get(path)
    ]


def written_anew() -> Files:
    """The dossier as the house itself would write it, knowing nothing of earlier files."""
    chapters: dict[str, tuple[str, Any]] = {
        "commune.yaml": ("commune", town.dump_commune()),
        "sources.yaml": ("sources", measure.dump_sources()),
        "organisations.yaml": ("organisations", town.dump_organisations()),
        "places.yaml": ("places", town.dump_places()),
        "layers.yaml": ("layers", layers.dump_layers()),
        "indicators.yaml": ("indicators", measure.dump_indicators()),
        "constants.yaml": ("constants", measure.dump_constants()),
        "conflicts.yaml": ("conflicts", measure.dump_conflicts()),
        "framework.yaml": ("framework", star.dump_frameworks()),
        "star.yaml": ("star", star.dump_star()),
    }
    files = {path: write_yaml(arranged_as(schema, said)) for path, (schema, said) in chapters.items() if said}
    files |= layers.dump_drawings()
    figures = measure.dump_observations()
    if figures is not None:
        files["observations.csv"] = figures
    folders = {
        "call": ("calls", ideas.dump_calls()),
        "proposal": ("proposals", ideas.dump_proposals()),
        "agreement": ("agreements", agreements.dump_agreements()),
        "pebble": ("pebbles", pebble.dump_pebbles()),
        "story": ("stories", stories.dump_stories()),
        "model": ("models", claims.dump_models()),
        "claim": ("claims", claims.dump_claims()),
        "meeting": ("meetings", meetings.dump_meetings()),
        "posting": ("sharing", sharing.dump_postings()),
        "text": ("texts", drafting.dump_texts()),
    }
    for schema, (folder, records) in folders.items():
        for key, record in records.items():
            files[f"{folder}/{key}.yaml"] = write_yaml(arranged_as(schema, record))
    return files


def _pictures() -> set[str]:
    return {name for name in Picture.objects.values_list("file", flat=True) if name.startswith(MEDIA)}
