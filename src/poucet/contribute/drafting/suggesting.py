"""Pages of whoever suggests: the form, the one of whoever types in, the sheet to print."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.operations import key_of, typed_in
from poucet.contribute.drafting.forms import EnteredSuggestionForm, SuggestionFields, SuggestionForm
from poucet.contribute.drafting.models import Act, Text
from poucet.contribute.drafting.operations import Wish, suggest
from poucet.contribute.models import Channel
from poucet.contribute.operations import Bringer
from poucet.contribute.paper import lines_of
from poucet.town.askers import reader_of
from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.waiting import put_aside
from poucet.town.reading import only_read
from poucet.town.rights import only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature

SUGGEST = "suggestion.write"  # the act, while it waits for a code
_METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(_METHODS)
def write(request: Any, number: int) -> HttpResponse:
    """Suggest something of a paragraph (`?paragraphe=3`)."""
    text = get_object_or_404(Text, number=number)
    if not text.is_open(today()):
        return render(request, "drafting/closed.html", {"text": text}, status=409 if request.POST else 200)
    paragraph, version = _read(request, text)
    form = SuggestionForm(request.POST or None, asker=request, initial=_initial(request, text, paragraph))
    status = 200
    if request.method == "POST" and form.is_valid():
        said = {**form.said(), "text": text.number, "paragraph": paragraph, "version": version}
        try:
            return _brought(request, said, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
    if request.method == "POST":
        form.renew()
    context = {
        "form": form,
        "text": text,
        "paragraph": paragraph,
        "version": version,
        "words": dict(text.paragraphs).get(paragraph, ""),
        "letters_leave": bool(settings.MAIL.leaves or settings.DEBUG),
    }
    return render(request, "drafting/write.html", context, status=status)


def _brought(request: Any, said: dict[str, Any], form: SuggestionForm) -> HttpResponse:
    """Published at once for a person who signed in; for a visitor, once their code is typed."""
    if request.person.number:
        return redirect(carry_out(said, request.person, Signature(by=request.person.signs_as, at=now())))
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(SUGGEST, said, email=email, place=reader_of(request), at=now()))


def carry_out(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Make the suggestion that waited for a code; gives its address."""
    text = Text.objects.filter(number=said["text"]).first()
    if text is None:
        raise RuleError("thing.not_standing", kind=Text.kind, number=said["text"])
    return suggest(text, _wish(said), Bringer(person), signed=signed).get_absolute_url()


@never_cache
@require_http_methods(_METHODS)
@only_for("suggestion.enter")
def enter(request: Any, number: int) -> HttpResponse:
    """Type in a suggestion for whoever wrote it on paper, called, or came to the counter."""
    text = get_object_or_404(Text, number=number)
    paragraph, version = _read(request, text)
    initial = _initial(request, text, paragraph) | {"session": key_of(request.person, now())}
    form = EnteredSuggestionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said, signed = form.cleaned_data, Signature(by=request.person.signs_as, at=now())
        wish = _wish({**form.said(), "paragraph": paragraph, "version": version})
        bringer = Bringer(contact=said["contact"], channel=Channel(said["channel"]))
        try:
            row = typed_in(
                said["session"],
                lambda: suggest(text, wish, bringer, signed=signed).reference,
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            told = {"number": row.number}
            messages.success(
                request,
                _("Suggestion %(number)d is published: give its number to whoever brought it.") % told,
            )
            return redirect("suggestion", row.number)
    context = {"form": form, "text": text, "paragraph": paragraph, "version": version}
    return render(request, "drafting/enter.html", context)


@only_read
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The same questions on a sheet to print, after the text itself."""
    text = get_object_or_404(Text, number=number)
    context = {"text": text, "lines": lines_of(SuggestionFields()), "large": "grand" in request.GET}
    return render(request, "drafting/paper.html", context)


def _wish(said: dict[str, Any]) -> Wish:
    names = ("act", "paragraph", "version", "wording", "reason", "author_name")
    return Wish(**{name: said[name] for name in names})


def _read(request: HttpRequest, text: Text) -> tuple[int, int]:
    """Which paragraph of which version they read: the form says it again, the address said it first."""
    asked = request.POST if request.method == "POST" else request.GET
    version = number_in(request.POST.get("version")) or text.version
    paragraph = 0 if asked.get("paragraphe") == "0" else number_in(asked.get("paragraphe"))
    if paragraph is None or (request.method != "POST" and paragraph not in {0, *text.numbers}):
        raise Http404
    return paragraph, version


def _initial(request: HttpRequest, text: Text, paragraph: int) -> dict[str, str]:
    if paragraph == 0 or "apres" in request.GET:
        return {"act": Act.ADD}
    return {"act": Act.CHANGE, "wording": dict(text.paragraphs).get(paragraph, "")}
