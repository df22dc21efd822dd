"""The page where a visitor types the code that was sent to them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.town.errors import RuleError
from poucet.town.people.waiting import confirm, waits
from poucet.town.wordings import explain
from poucet.web.accounts.forms import CodeForm


@csrf_exempt  # the code is a secret that only the reader of the letter has; no cookie is set before that
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def waiting(request: HttpRequest, token: str) -> HttpResponse:
    """What was written waits here, for two hours and five tries."""
    held = waits(token, at=now())
    if held is None:
        raise Http404
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(confirm(token, form.cleaned_data["code"], at=now()))
        except RuleError as refusal:
            form.add_error("code" if refusal.code == "waiting.wrong_code" else None, _said(refusal))
    return render(request, "web/waiting.html", {"form": form, "email": held.email})


def _said(refusal: RuleError) -> str:
    left = int(str(refusal.params.get("left", 0)))
    if refusal.code == "waiting.wrong_code" and left:
        return ngettext(
            "This is not the code that we sent. %(left)d try is left.",
            "This is not the code that we sent. %(left)d tries are left.",
            left,
        ) % {"left": left}
    if refusal.code.startswith("waiting."):
        return _("What you wrote no longer waits here. Please begin again.")
    return explain(refusal)
