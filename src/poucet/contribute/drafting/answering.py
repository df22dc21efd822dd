"""The page of whoever answers a suggestion: what was read then, what the text says now, what is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.drafting.forms import AnswerForm
from poucet.contribute.drafting.models import State, Suggestion, Text
from poucet.contribute.drafting.operations import accept, refuse
from poucet.contribute.drafting.summaries import pieces_of
from poucet.town.converters import number_in
from poucet.town.errors import RuleError
from poucet.town.rights import only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("suggestion.answer")
def answer(request: Any, number: int) -> HttpResponse:
    """Answer a suggestion; after a refusal the page shows the text as it is now, to decide again over that."""
    found = get_object_or_404(Suggestion.objects.select_related("drafted"), number=number)
    form = AnswerForm(request.POST or None, initial={"wording": found.wording})
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(found, form.cleaned_data, request)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("The answer is published."))
            return redirect(found)
    text = Text.objects.get(pk=found.drafted_id)
    context = {
        "form": form,
        "suggestion": found,
        "pieces": pieces_of(found),
        "now": dict(text.paragraphs).get(found.paragraph),
        "version": text.version,
    }
    return render(request, "drafting/answer.html", context)


def _carry_out(row: Suggestion, said: dict[str, Any], request: Any) -> None:
    signed = Signature(by=request.person.signs_as, at=now())
    if said["state"] == State.REFUSED:
        refuse(row, reason=said["reason"], signed=signed)
        return
    over = number_in(request.POST.get("version")) or 0
    accept(row, over=over, wording=said["wording"], reason=said["reason"], signed=signed)
