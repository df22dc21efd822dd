"""The bar that whoever works at the desk sees above every page: the way to the desk, and to revise what is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from poucet.town.desk.editors import editors_for
from poucet.town.desk.models import Draft
from poucet.town.rights import may


@dataclass(frozen=True)
class Bar:
    """Where one may go from this page; the draft that it shows, in a preview."""

    revise: str = ""
    preview: Draft | None = None
    is_at_the_desk: bool = False


def bar_for(request: HttpRequest) -> Bar | None:
    """The bar of this page, for those who may open the desk."""
    person: Any = getattr(request, "person", None)
    if person is None or not may(person, "desk.open"):
        return None
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    preview: Draft | None = getattr(request, "preview", None)
    written = next((editor for editor in editors_for(person) if editor.kind == name), None)
    revise = (
        reverse("desk-thing", args=[written.word, match.kwargs["number"]])
        if written and match and preview is None
        else ""
    )
    return Bar(revise, preview, name.startswith("desk"))
