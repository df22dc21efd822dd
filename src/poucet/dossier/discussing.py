"""What no schema can see of comments: each number once, each answer beside what it answers."""

from __future__ import annotations

from collections.abc import Iterator

from poucet.contribute.comments.models import Comment
from poucet.dossier.checking import Dossier
from poucet.dossier.faults import Fault, Steps


def check_comments(dossier: Dossier) -> Iterator[Fault]:
    """A number is borne once; an answer names a comment of the same idea, before it, that answers none."""
    seen: set[int] = set()
    for path, _key, record in dossier.told("proposals"):
        document, answerable = dossier.documents[path], set[int]()
        for place, row in enumerate(record.get("comments", ())):
            steps: Steps = ("comments", place)
            if row["number"] in seen:
                document.fault((*steps, "number"), "comment.number_twice", found=row["number"])
                yield document.faults[-1]
            if "answers" in row and row["answers"] not in answerable:
                document.fault((*steps, "answers"), "comment.answers_nothing", found=row["answers"])
                yield document.faults[-1]
            seen.add(row["number"])
            if "answers" not in row:
                answerable.add(row["number"])


def confront_comments(dossier: Dossier) -> Iterator[Fault]:
    """A comment stays on the idea that it was written on."""
    held = dict(Comment.every.values_list("number", "proposal__key"))
    for path, key, record in dossier.told("proposals"):
        document = dossier.documents[path]
        for place, row in enumerate(record.get("comments", ())):
            if held.get(row["number"], key) != key:
                said = {"kind": "comment", "key": held[row["number"]], "number": row["number"]}
                document.fault(("comments", place, "number"), "thing.number_taken", **said)
                yield document.faults[-1]
