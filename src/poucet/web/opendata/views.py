"""The page of the open data, its files and its dictionary."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response

from poucet.contribute.agreements.grants import COLUMNS, VERSION, grants_of
from poucet.dossier.dumping import dump
from poucet.town.api.resources import resources
from poucet.town.exports import tame
from poucet.town.linked_data import block
from poucet.town.models import Commune, RegisterEntry
from poucet.town.reading import only_read
from poucet.web.api.gate import last_seal, tag_of
from poucet.web.api.limits import wait_for
from poucet.web.linked_data import dataset
from poucet.web.opendata.dictionary import HEADER, data_package, lines
from poucet.web.opendata.licences import LICENCES
from poucet.web.opendata.tables import tables
from poucet.web.opendata.writing import COMMA, EXCEL, Dialect, as_csv, as_json
from poucet.web.refusals import too_many

CSV, JSON = "text/csv; charset=utf-8", "application/json; charset=utf-8"
A_DAY_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same files make the same archive
KEPT_FOR = 24 * 3600
Answer = Callable[..., HttpResponseBase]


def measured(view: Answer) -> Answer:
    """A file that costs work: limited like the API, and not made again for one who has it."""

    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        seconds = wait_for(request)
        if seconds:
            return too_many(request, seconds)
        tag = tag_of(request)
        known = get_conditional_response(request, etag=tag)
        response = known if known is not None else view(request, **kwargs)
        response.headers["ETag"] = tag
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


@only_read
def page(request: HttpRequest) -> HttpResponse:
    commune, last = Commune.objects.filter(pk=1).first(), RegisterEntry.objects.order_by("-sequence").first()
    changed = last.at if last else None
    context = {
        "resources": [
            (one, [table for table in tables().values() if table.resource is one]) for one in resources()
        ],
        "grants": grants_of(commune) if commune and commune.siret else None,
        "grants_version": VERSION,
        "licence": LICENCES[settings.LICENCE],
        "changed": changed,
        "linked_data": block(dataset(commune, changed, request.build_absolute_uri("/").rstrip("/"))),
    }
    return render(request, "web/opendata/page.html", context)


@only_read
def dictionary(request: HttpRequest) -> HttpResponse:
    return render(request, "web/opendata/dictionary.html", {"tables": tables().values()})


@only_read
@measured
def dictionary_csv(_request: HttpRequest) -> HttpResponse:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([HEADER, *lines()])
    return HttpResponse(text.getvalue(), content_type=CSV, headers=_saved_as("dictionnaire.csv"))


@only_read
@measured
def package(_request: HttpRequest) -> HttpResponse:
    commune, last = Commune.objects.filter(pk=1).first(), RegisterEntry.objects.order_by("-sequence").first()
    said = data_package(commune.name if commune else "", last.at.isoformat() if last else "")
    return HttpResponse(json.dumps(said, ensure_ascii=False, indent=2), content_type=JSON)


@only_read
@measured
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A table or a kind of things, streamed: memory holds some hundreds of lines."""
    stem, _dot, form = name.partition(".")
    table, root = tables().get(stem), request.build_absolute_uri("/").rstrip("/")
    if table is None or form not in {COMMA.name, EXCEL.name, "json"} or (table.part and form == "json"):
        raise Http404
    if form == "json":
        licence = LICENCES[settings.LICENCE]
        head = json.dumps({"kind": table.resource.kind, "licence": licence.code, "site": f"{root}/"})
        return StreamingHttpResponse(as_json(table.resource, root=root, head=head), content_type=JSON)
    dialect: Dialect = COMMA if form == COMMA.name else EXCEL
    return StreamingHttpResponse(as_csv(table, dialect, root=root), content_type=CSV, headers=_saved_as(name))


@only_read
@measured
def grants(_request: HttpRequest) -> HttpResponse:
    """Money given by agreements, in the columns of the French schema of grants."""
    commune = Commune.objects.filter(pk=1).first()
    rows = [[tame(row[name]) for name in COLUMNS] for row in grants_of(commune).rows] if commune else []
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([COLUMNS, *rows])
    return HttpResponse(text.getvalue(), content_type=CSV, headers=_saved_as("subventions.csv"))


@only_read
@measured
def dossier(_request: HttpRequest) -> HttpResponse:
    """The whole dossier, as `poucet dossier dump` writes it: what any commune can load."""
    name = f"dossier-{last_seal()}"
    packed: bytes | None = caches["pictures"].get(name)
    if packed is None:
        packed = _packed()
        caches["pictures"].set(name, packed, KEPT_FOR)
    return HttpResponse(packed, content_type="application/zip", headers=_saved_as("dossier.zip"))


def _packed() -> bytes:
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for path, content in sorted(dump().items()):
            archive.writestr(zipfile.ZipInfo(path, A_DAY_LONG_AGO), content, zipfile.ZIP_DEFLATED)
    return archived.getvalue()


def _saved_as(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
