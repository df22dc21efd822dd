"""The published schemas, for editors that check a file while it is typed."""

from __future__ import annotations

from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control

from poucet.dossier.layout import CHAPTERS
from poucet.dossier.validation import schema_of
from poucet.town.reading import only_read

PUBLISHED = {chapter.schema for chapter in CHAPTERS} | {"common"}


@only_read
@cache_control(public=True, max_age=3600)
def schema(_request: HttpRequest, name: str) -> JsonResponse:
    """A schema under the name that the others call it by."""
    if name not in PUBLISHED:
        raise Http404
    return JsonResponse(schema_of(name), json_dumps_params={"ensure_ascii": False, "indent": 2})
