"""Pages of the agreements for everybody: the list, one agreement, what is overdue, its check, its paper forms."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.agreements.documents import as_odt, as_pdf
from poucet.contribute.agreements.forms import CheckForm, SignWithCodeForm, verdict
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.operations import ANSWER_WITHIN
from poucet.contribute.agreements.signing import sign_with_code
from poucet.contribute.agreements.summaries import View, views_of
from poucet.contribute.agreements.terms import State
from poucet.measure.forms import Choice
from poucet.town.askers import reader_of
from poucet.town.clock import today
from poucet.town.converters import number_in
from poucet.town.errors import RuleError
from poucet.town.models import Commune, Place
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may
from poucet.town.templatetags.town import plain_title
from poucet.town.wordings import explain

AGREEMENTS_ON_A_PAGE = 30


@only_read
def agreements(request: HttpRequest) -> HttpResponse:
    state, place = request.GET.get("etat", ""), number_in(request.GET.get("lieu"))
    found = Agreement.objects.all()
    if state in State.values:
        found = found.filter(state=state)
    if place is not None:
        found = found.filter(place__number=place)
    places = Place.objects.filter(agreements__withdrawn=False).distinct()
    shown = leaf(request, found.with_all().order_by("-number"), size=AGREEMENTS_ON_A_PAGE)
    context = {
        "leaf": shown,
        "views": views_of(shown.page.object_list, today()),
        "filters": [
            (
                "etat",
                _("State"),
                _("all states"),
                [Choice(code, str(label), code == state) for code, label in State.choices],
            ),
            (
                "lieu",
                _("Place"),
                _("all places"),
                [Choice(str(one.number), plain_title(one), one.number == place) for one in places],
            ),
        ],
    }
    return render(request, "agreements/agreements.html", context)


@only_read
def agreement(request: HttpRequest, number: int) -> HttpResponse:
    return render(request, "agreements/agreement.html", {"view": _view(number), "may": _acts(request)})


@only_read
def overdue(request: HttpRequest) -> HttpResponse:
    found = Agreement.objects.overdue(on=today()).with_all().order_by("answer_due", "number")
    living = Agreement.objects.living().with_all()
    late = [view for view in views_of(living, today()) if view.counted.late]
    context = {"views": views_of(found, today()), "late": late, "days": ANSWER_WITHIN.days}
    return render(request, "agreements/overdue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, number: int) -> HttpResponse:
    """Is this the signed text? What is given is held against the fingerprints, and kept nowhere."""
    view = _view(number)
    form = CheckForm(request.POST or None, request.FILES or None)
    candidates: set[str] = set()
    if request.method == "POST" and form.is_valid():
        candidates = form.candidates()
    elif request.GET.get("empreinte"):
        candidates = {request.GET["empreinte"].strip().lower()}
    context = {
        "view": view,
        "form": form,
        "asked": bool(candidates),
        "verdict": verdict(view.agreement, candidates),
    }
    return render(request, "agreements/check.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign with a code, after the text: no account is asked."""
    view = _view(number)
    form = SignWithCodeForm(
        request.POST or None, initial={"digest": view.digest}, use_required_attribute=False
    )
    if request.method == "POST" and form.is_valid():
        try:
            sign_with_code(view.agreement, place=reader_of(request), at=now(), **form.cleaned_data)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("Signed. Thank you: what you promise is written in the ledger."))
            return redirect(view.agreement)
    return render(request, "agreements/sign.html", {"view": view, "form": form})


@only_read
def text(request: HttpRequest, number: int) -> HttpResponse:
    """The public text, to keep: of this version, or of one that was signed before."""
    view, version = _view(number), number_in(request.GET.get("version"))
    said = {one.version: one.text for one in view.agreement.texts.all()}
    said.setdefault(view.agreement.version, view.text)
    if version is not None and version not in said:
        raise Http404
    content = said[version or view.agreement.version]
    return HttpResponse(content, content_type="text/plain; charset=utf-8")


@only_read
def pdf(request: HttpRequest, number: int) -> HttpResponse:
    content = as_pdf(_view(number), Commune.objects.filter(pk=1).first())
    return _document(content, "application/pdf", f"accord-{number}.pdf")


@only_read
def odt(request: HttpRequest, number: int) -> HttpResponse:
    content = as_odt(_view(number), Commune.objects.filter(pk=1).first())
    return _document(content, "application/vnd.oasis.opendocument.text", f"accord-{number}.odt")


def _view(number: int) -> View:
    found: Agreement = get_object_or_404(Agreement.objects.with_all(), number=number)
    return View(found, today())


def _acts(request: HttpRequest) -> bool:
    person = getattr(request, "person", None)
    return person is not None and may(person, "agreement.sign")


def _document(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
