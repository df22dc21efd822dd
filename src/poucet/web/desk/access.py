"""Who comes to the desk: for anybody else, its pages do not exist."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, ParamSpec

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.town.desk.editors import Editor, editor_at, editor_of
from poucet.town.desk.models import Draft
from poucet.town.people.models import Person
from poucet.town.rights import View, may, only_for

P = ParamSpec("P")
Method = Literal["GET", "HEAD", "POST"]


def at_the_desk(*methods: Method) -> Callable[[View[P]], Any]:
    """A page of the desk: for those who may open it, never kept by anything on the way."""

    def dressed(view: View[P]) -> Any:
        return never_cache(require_http_methods(list(methods))(only_for("desk.open")(view)))

    return dressed


def writer(request: Any) -> Person:
    """The person who writes."""
    person: Person = request.person
    return person


def editor_asked(request: HttpRequest, word: str) -> Editor:
    """The editor at an address; what one may not write does not exist."""
    editor = editor_at(word)
    if editor is None or not may(writer(request), editor.right):
        raise Http404
    return editor


def draft_asked(request: HttpRequest, pk: int) -> Draft:
    """A draft of a kind that the person may write, theirs or a colleague's, while it is open."""
    found: Draft = get_object_or_404(
        Draft.objects.open().select_related("author").telling_if_overtaken(), pk=pk
    )
    if not may(writer(request), editor_of(found.kind).right):
        raise Http404
    return found


def own_draft(request: HttpRequest, pk: int) -> Draft:
    """One's own draft: a colleague's is taken over first."""
    found = draft_asked(request, pk)
    if found.author_id != writer(request).pk:
        raise Http404
    return found
