"""Which files make a dossier, and which schema each follows."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """A file of the dossier, or a folder of files that look alike."""

    pattern: str
    schema: str
    kind: str = ""  # the kind of thing that each record of the file is

    @property
    def is_folder(self) -> bool:
        return "*" in self.pattern


# In the order in which they are loaded: a chapter points only to those above it, or to itself; but a line of a meeting
# may name an offer, which may serve that meeting (records.meetings.load_what_came_of_them).
CHAPTERS: tuple[Chapter, ...] = (
    Chapter("commune.yaml", "commune"),
    Chapter("sources.yaml", "sources", "source"),
    Chapter("organisations.yaml", "organisations", "organisation"),
    Chapter("places.yaml", "places", "place"),
    Chapter("layers.yaml", "layers", "layer"),
    Chapter("layers/*.geojson", "layer"),
    Chapter("indicators.yaml", "indicators", "indicator"),
    Chapter("observations.csv", "observations", "observation"),
    Chapter("constants.yaml", "constants", "constant"),
    Chapter("conflicts.yaml", "conflicts", "conflict"),
    Chapter("framework.yaml", "framework", "framework"),
    Chapter("star.yaml", "star"),
    Chapter("calls/*.yaml", "call", "call"),
    Chapter("proposals/*.yaml", "proposal", "proposal"),
    Chapter("agreements/*.yaml", "agreement", "agreement"),
    Chapter("pebbles/*.yaml", "pebble", "pebble"),
    Chapter("stories/*.yaml", "story", "story"),
    Chapter("models/*.yaml", "model", "model"),
    Chapter("claims/*.yaml", "claim", "claim"),
    Chapter("meetings/*.yaml", "meeting", "meeting"),
    Chapter("sharing/*.yaml", "posting", "posting"),
    Chapter("texts/*.yaml", "text", "text"),
)
REQUIRED = "commune.yaml"
MEDIA = "media/"
OBSERVATIONS = "observations.csv"
LAYERS = "layers/"
DRAWINGS = ".geojson"
READ = (".yaml", ".yml", ".csv", DRAWINGS)


def chapter_of(path: str) -> Chapter | None:
    """The chapter that a file belongs to."""
    for chapter in CHAPTERS:
        if path.count("/") == chapter.pattern.count("/") and fnmatch.fnmatchcase(path, chapter.pattern):
            return chapter
    return None
