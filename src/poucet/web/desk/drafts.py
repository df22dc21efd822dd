"""Pages of a draft: write it, see it, publish it, settle it with what a colleague published, drop it."""

from __future__ import annotations

import copy
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from poucet.engines.errors import InputError
from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.desk.comparing import differences
from poucet.town.desk.editors import Editor, editor_of
from poucet.town.desk.models import Draft
from poucet.town.desk.operations import (
    Incomplete,
    Overtaken,
    drop_draft,
    is_overtaken,
    judged,
    keep_draft,
    open_draft,
    publish_draft,
    rehearse,
    settle_draft,
    take_over,
)
from poucet.town.desk.sheets import Sheet, written
from poucet.town.elections import restraint_on
from poucet.town.errors import RuleError
from poucet.town.people.names import public_name
from poucet.town.things import Reference
from poucet.web.accounts.views import signature_of
from poucet.web.desk.access import at_the_desk, draft_asked, editor_asked, own_draft, writer
from poucet.web.desk.wording import explain

REFUSALS = (RuleError, InputError)


@at_the_desk("GET", "HEAD", "POST")
def new(request: HttpRequest, word: str) -> HttpResponse:
    """Begin a thing; nothing is kept before one asks."""
    editor = editor_asked(request, word)
    if request.method == "POST":
        said = written(editor.sheet, request.POST)
        begun = open_draft(editor, writer(request), at=now(), content=said, asked_by=_asked_by(request))
        return _go_on(request, begun)
    return _show(request, editor, editor.sheet({}, more_of=request.GET.get("plus", "")))


def _asked_by(request: HttpRequest) -> Draft | None:
    """One's own draft that waits for the thing that is begun here."""
    number = number_in(request.GET.get("pour"))
    waiting: Draft | None = Draft.objects.open().of(writer(request)).filter(pk=number or 0).first()
    return waiting


@at_the_desk("GET", "HEAD", "POST")
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Write on; a colleague's draft can be read, and taken over."""
    found = draft_asked(request, pk)
    editor = editor_of(found.kind)
    if found.author_id != writer(request).pk:
        context = {"draft": found, "editor": editor, "author": public_name(found.author)}
        return render(
            request, "desk/colleague.html", context, status=405 if request.method == "POST" else 200
        )
    if request.method == "POST":
        return _keep(request, found, editor)
    if "relire" in request.GET:
        return _read_again(request, found)
    thing = None if found.number is None else editor.find(found.number)
    sheet = editor.sheet(found.says, more_of=request.GET.get("plus", ""), thing=thing)
    return _show(request, editor, sheet, found)


@at_the_desk("GET", "HEAD")
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The very page that the draft would make: published, drawn, and undone."""
    found = draft_asked(request, pk)
    try:
        return rehearse(
            found, lambda reference: _drawn(request, found, reference), signed=signature_of(request)
        )
    except Incomplete as incomplete:
        return _show(request, editor_of(found.kind), incomplete.sheet, found)
    except REFUSALS as refusal:
        return _refused(request, found, refusal)


@at_the_desk("GET", "HEAD", "POST")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Two editors: choose, field by field, between what was published since and what one wrote."""
    found = own_draft(request, pk)
    editor = editor_of(found.kind)
    if found.number is None or not is_overtaken(found):
        return redirect(found)
    current = editor.find(found.number)
    sheet = editor.sheet(found.says, thing=current)
    differing = differences(sheet, found.began or {}, editor.held(current))
    chosen = {one.name: request.POST.get(one.name, "") for one in differing}
    if request.method == "POST" and all(side in {"now", "mine"} for side in chosen.values()):
        settle_draft(found, chosen, at=now())
        messages.success(request, _("The two versions are settled. Read it again, then publish."))
        return redirect(found)
    context = {
        "draft": found,
        "editor": editor,
        "differences": differing,
        "unsettled": request.method == "POST",
        "chosen": chosen,
    }
    return render(request, "desk/settle.html", context)


@at_the_desk("GET", "HEAD", "POST")
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    found = own_draft(request, pk)
    if request.method == "POST":
        drop_draft(found, at=now())
        messages.success(request, _("The draft is dropped. What is published did not change."))
        return redirect("desk")
    return render(request, "desk/drop.html", {"draft": found, "editor": editor_of(found.kind)})


@at_the_desk("POST")
def take(request: HttpRequest, pk: int) -> HttpResponse:
    found = draft_asked(request, pk)
    take_over(found, writer(request), at=now())
    messages.success(request, _("The draft is yours now."))
    return redirect(found)


def _keep(request: HttpRequest, found: Draft, editor: Editor) -> HttpResponse:
    version = request.POST.get("version", "")
    said = written(editor.sheet, request.POST)
    try:
        kept = keep_draft(found, said, version=int(version) if version.isdecimal() else 0, at=now())
    except RuleError as refusal:
        messages.error(request, explain(refusal))
        return redirect("desk")
    if kept.pk != found.pk:
        messages.warning(
            request,
            _(
                "This draft was changed in another window. What you just wrote is kept here, as a second draft."
            ),
        )
        return redirect(kept)
    return _go_on(request, kept)


def _go_on(request: HttpRequest, kept: Draft) -> HttpResponse:
    """What the button that was pressed asks for, once the draft is kept."""
    asked = request.POST.get("act", "keep")
    if asked == "publish":
        return _publish(request, kept)
    if asked == "see":
        return redirect("desk-preview", kept.pk)
    if asked == "source":
        return redirect(f"{reverse('desk-new', args=['source'])}?pour={kept.pk}")
    if asked.startswith("more-"):
        table = asked.removeprefix("more-")
        return redirect(f"{kept.get_absolute_url()}?plus={table}#{table}")
    messages.success(request, _("The draft is kept. Nobody sees it but the desk."))
    return redirect(kept)


def _publish(request: HttpRequest, kept: Draft) -> HttpResponse:
    try:
        reference = publish_draft(kept, signed=signature_of(request))
    except Overtaken:
        return redirect("desk-settle", kept.pk)
    except (Incomplete, *REFUSALS):
        return redirect(f"{kept.get_absolute_url()}?relire=1")
    messages.success(request, _("It is published: everybody can read it."))
    waiting = Draft.objects.open().of(writer(request)).filter(pk=kept.asked_by_id).first()
    return redirect(waiting or reverse(reference.kind, args=[reference.number]))


def _read_again(request: HttpRequest, kept: Draft) -> HttpResponse:
    """The sheet with all that keeps it from being published, found by trying, and undoing."""
    try:
        rehearse(kept, lambda _reference: None, signed=signature_of(request))
    except Incomplete as incomplete:
        return _show(request, editor_of(kept.kind), incomplete.sheet, kept)
    except REFUSALS as refusal:
        return _refused(request, kept, refusal)
    return redirect(kept)


def _refused(request: HttpRequest, kept: Draft, refusal: RuleError | InputError) -> HttpResponse:
    sheet = judged(kept)
    sheet.is_valid()
    sheet.refuse(refusal.code, explain(refusal))
    return _show(request, editor_of(kept.kind), sheet, kept)


def _show(request: HttpRequest, editor: Editor, sheet: Sheet, kept: Draft | None = None) -> HttpResponse:
    address = request.get_full_path() if kept is None else kept.get_absolute_url()
    context = {
        "editor": editor,
        "waiting": _asked_by(request) if kept is None else kept.asked_by,
        "title": kept.title if kept else "",
        "sheet": sheet,
        "draft": kept,
        "faults": list(sheet.faults) if sheet.is_bound else [],
        "action": address,
        "restraint": restraint_on(today()),
    }
    return render(request, "desk/sheet.html", context)


def _drawn(request: HttpRequest, found: Draft, reference: Reference) -> HttpResponse:
    """The public page of a thing, marked as a preview."""
    address = reverse(reference.kind, args=[reference.number])
    seen: Any = copy.copy(request)
    seen.method, seen.path, seen.path_info, seen.GET = "GET", address, address, QueryDict()
    seen.resolver_match = resolve(address)
    seen.preview = found
    response: HttpResponse = seen.resolver_match.func(seen, **seen.resolver_match.kwargs)
    return response
