"""The page where agents follow an agreement: each act is a form, each form one act of the house."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.agreements import forms
from poucet.contribute.agreements.ledger import Line, tell, validate
from poucet.contribute.agreements.models import Agreement, LedgerLine
from poucet.contribute.agreements.operations import Ending, move_agreement, write_annex
from poucet.contribute.agreements.signing import Signed, issue_code, sign_agreement
from poucet.contribute.agreements.summaries import View
from poucet.contribute.agreements.terms import Side
from poucet.town.clock import today
from poucet.town.errors import RuleError
from poucet.town.rights import may, only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Doer = Callable[[Agreement, dict[str, Any], Signature], str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("agreement.sign")
def follow(request: Any, number: int) -> HttpResponse:
    """Everything that may be done about an agreement, each act apart."""
    view = View(get_object_or_404(Agreement.objects.with_all(), number=number), today())
    asked = request.POST.get("geste", "") if request.method == "POST" else ""
    shown = {code: act for code, act in _ACTS.items() if may(request.person, act[3])}
    if request.method == "POST" and asked not in shown:
        raise Http404
    code, refused = "", None
    if request.method == "POST":
        refused, code = _act(request, view, asked)
        if refused is None and not code:
            messages.success(request, _("It is written."))
            return redirect("agreement-follow", number)
    found = [
        (
            name,
            heading,
            refused if refused and name == asked else kind(view, prefix=name, initial=_initial(name, view)),
        )
        for name, (heading, kind, _doer, _right) in shown.items()
    ]
    return render(request, "agreements/follow.html", {"view": view, "acts": found, "code": code})


def _act(request: Any, view: View, asked: str) -> tuple[forms.Act | None, str]:
    """Do what was asked; gives the form to mend, or what is to be told once."""
    _heading, kind, doer, _right = _ACTS[asked]
    form = kind(view, request.POST, request.FILES, prefix=asked)
    if not form.is_valid():
        return form, ""
    _refuse_for_others(request, form)
    try:
        return None, doer(view.agreement, form.cleaned_data, Signature(by=request.person.signs_as, at=now()))
    except RuleError as refusal:
        form.add_error(None, explain(refusal))
        return form, ""


def _refuse_for_others(request: Any, form: forms.Act) -> None:
    """An elected member signs for the town; only agents write down what residents say or sign."""
    side = form.cleaned_data.get("side")
    if side == Side.RESIDENTS and not may(request.person, "agreement.write"):
        raise Http404


def _initial(name: str, view: View) -> dict[str, Any]:
    annex = getattr(view.agreement, "annex", None) if name == "annexe" else None
    return {"text": annex.text} if annex else {}


def _tell(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    tell(agreement, Line(**said), signed=signed)
    return ""


def _validate(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    line = get_object_or_404(LedgerLine, agreement=agreement, position=said["position"])
    validate(agreement, side=Side(line.side).other, signed=signed, **said)
    return ""


def _sign(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    scan = said.pop("scan")
    digest = hashlib.sha256()
    for chunk in scan.chunks():
        digest.update(chunk)
    sign_agreement(agreement, Signed(paper_digest=digest.hexdigest(), **said), signed=signed)
    return ""


def _code(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    return issue_code(agreement, side=said["side"], signed=signed)


def _move(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    state, on = said.pop("state"), said.pop("on")
    move_agreement(agreement, state=state, on=on, signed=signed, ending=Ending(**said))
    return ""


def _annex(agreement: Agreement, said: dict[str, Any], signed: Signature) -> str:
    write_annex(agreement, text=said["text"], signed=signed)
    return ""


_ACTS: dict[str, tuple[_StrPromise, type[forms.Act], Doer, str]] = {
    "livre": (gettext_lazy("Tell what was done"), forms.TellForm, _tell, "agreement.write"),
    "valide": (
        gettext_lazy("Make sure of what the other half says"),
        forms.ValidateForm,
        _validate,
        "agreement.write",
    ),
    "signe": (gettext_lazy("Record a signature on paper"), forms.SignForm, _sign, "agreement.sign"),
    "code": (gettext_lazy("Give a code to sign with"), forms.CodeForm, _code, "agreement.write"),
    "etat": (gettext_lazy("Move it to its next state"), forms.MoveForm, _move, "agreement.write"),
    "annexe": (gettext_lazy("Write the private annex"), forms.AnnexForm, _annex, "agreement.write"),
}
