"""Pictures of the dossier, served as the dossier keeps them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils.http import quote_etag

from poucet.dossier.models import KeptFile
from poucet.town.reading import only_read

# The dossier lets in no picture whose content is not what its name says; nothing else is served.
PICTURES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
}


@only_read
def media(request: HttpRequest, name: str) -> HttpResponse:
    """One picture; browsers may keep it for a week, then ask whether it changed."""
    content_type = PICTURES.get(name.rpartition(".")[2].lower())
    if content_type is None:
        raise Http404
    kept = get_object_or_404(KeptFile, path=f"media/{name}")
    etag = quote_etag(kept.digest)
    response: HttpResponse
    if request.headers.get("If-None-Match") == etag:
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(bytes(kept.content), content_type=content_type)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=604800"
    return response
