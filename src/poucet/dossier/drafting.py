"""What no schema can see of texts: numbers borne once, answers that are whole, versions that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from poucet.contribute.drafting.models import Suggestion
from poucet.dossier.checking import Dossier
from poucet.dossier.faults import Fault, Steps

Found = tuple[Steps, str, dict[str, Any]]


def check_texts(dossier: Dossier) -> Iterator[Fault]:
    """A paragraph has no blank line, a number is borne once, an answer has its reason and its day."""
    seen: set[int] = set()
    for path, _key, record in dossier.told("texts"):
        document = dossier.documents[path]
        for steps, code, params in (*_paragraphs(record), *_suggestions(record, seen)):
            document.fault(steps, code, **params)
            yield document.faults[-1]


def confront_texts(dossier: Dossier) -> Iterator[Fault]:
    """A suggestion stays on the text that it was made of."""
    held = dict(Suggestion.every.values_list("number", "drafted__key"))
    for path, key, record in dossier.told("texts"):
        document = dossier.documents[path]
        for place, row in enumerate(record.get("suggestions", ())):
            if held.get(row["number"], key) != key:
                said = {"kind": "suggestion", "key": held[row["number"]], "number": row["number"]}
                document.fault(("suggestions", place, "number"), "thing.number_taken", **said)
                yield document.faults[-1]


def _paragraphs(record: dict[str, Any]) -> Iterator[Found]:
    for place, version in enumerate(record["versions"]):
        borne: set[int] = set()
        for at, row in enumerate(version["paragraphs"]):
            steps: Steps = ("versions", place, "paragraphs", at)
            if row["number"] in borne:
                yield (*steps, "number"), "text.paragraph_twice", {"found": row["number"]}
            if not row["text"].strip() or re.search(r"\n\s*\n", row["text"].strip()):
                yield (*steps, "text"), "text.blank_line", {}
            borne.add(row["number"])


def _suggestions(record: dict[str, Any], seen: set[int]) -> Iterator[Found]:
    versions = len(record["versions"])
    for place, row in enumerate(record.get("suggestions", ())):
        steps: Steps = ("suggestions", place)
        if row["number"] in seen:
            yield (*steps, "number"), "suggestion.number_twice", {"found": row["number"]}
        seen.add(row["number"])
        if row["state"] != "waiting" and not ("answer" in row and "answered" in row):
            yield (*steps, "state"), "suggestion.answer_missing", {}
        if (row["state"] == "accepted") != ("version" in row) or row.get("version", 1) > versions:
            yield (*steps, "state"), "suggestion.version_missing", {}
