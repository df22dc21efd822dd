"""Public pages of moderation: the notice, the page of a case for those concerned, the rules and the log."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.contribute.moderation.following import Concerned, concerned, token_of
from poucet.contribute.moderation.forms import AppealForm, ReportForm
from poucet.contribute.moderation.grounds import (
    APPEAL_DAYS,
    HOURS_OTHER,
    HOURS_URGENT,
    URGENT,
    Ground,
)
from poucet.contribute.moderation.letters import send_receipt
from poucet.contribute.moderation.log import as_csv, months
from poucet.contribute.moderation.models import Case
from poucet.contribute.moderation.moderable import is_moderable
from poucet.contribute.moderation.operations import Notice, report
from poucet.contribute.moderation.operations import appeal as object_to
from poucet.contribute.moderation.rules import DECIDE
from poucet.town.askers import reader_of
from poucet.town.errors import RuleError
from poucet.town.reading import only_read
from poucet.town.rights import may
from poucet.town.things import Reference, find, kind_at
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def point_at(request: Any, word: str, number: int) -> HttpResponse:
    """The notice: by anybody, about one thing."""
    thing = _asked(word, number)
    address = request.build_absolute_uri(thing.get_absolute_url())
    form = ReportForm(request.POST or None, asker=request, initial={"address": address})
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _received(request, thing, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
    if request.method == "POST":
        form.renew()
    context = {"form": form, "thing": thing, "may_decide": may(request.person, DECIDE)}
    return render(request, "moderation/point_at.html", context, status=status)


def _received(request: Any, thing: Any, form: ReportForm) -> HttpResponse:
    said = form.cleaned_data
    person = request.person if request.person.number else None
    email = person.account.email if person and person.account else said.get("email", "")
    notice = Notice(
        ground=said["ground"],
        explanation=said["explanation"],
        address=said["address"],
        name=said["name"],
        email=email,
        person=person,
        place=reader_of(request),
    )
    signed = Signature(by="resident", at=now())
    row, is_new = report(thing.reference, notice, signed=signed)
    if not is_new:
        messages.info(request, _("You had already told us: this is where it stands."))
        if person is None:  # whoever gives an address does not thereby read what its owner wrote
            return redirect("moderation-again")
    else:
        send_receipt(row, at=signed.at, root=request.build_absolute_uri("/").rstrip("/"))
    return redirect("moderation-follow", token_of(row.case, row))


@only_read
def again(request: HttpRequest) -> HttpResponse:
    """Somebody had pointed at it with that address already: the link is in their letter."""
    return render(request, "moderation/again.html")


@csrf_exempt  # the address is the secret of its reader, and the form has its seal
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Any, token: str) -> HttpResponse:
    """Where a case stands, for its author or for somebody who pointed at it; and the appeal."""
    who = concerned(token)
    if who is None:
        raise Http404
    form = AppealForm(request.POST or None, asker=request)
    if request.method == "POST" and form.is_valid():
        try:
            object_to(
                who.case,
                form.cleaned_data["text"],
                of=who.report,
                signed=Signature(by="resident", at=now()),
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            return redirect(request.path)
    if request.method == "POST":
        form.renew()
    return render(request, "moderation/follow.html", {**_standing(who), "form": form})


def _standing(who: Concerned) -> dict[str, Any]:
    case = who.case
    decisions = list(case.decisions.all())
    appeals = list(case.appeals.all())
    mine = any((one.report is None) == who.is_author and one.report == who.report for one in appeals)
    standing = find([case.reference])
    return {
        "case": case,
        "who": who,
        "thing": standing.get(case.reference),
        "decisions": decisions,
        "appeals": [one for one in appeals if one.report == who.report],
        "may_appeal": len(decisions) == 1 and not mine and case.purged_at is None,
        "days": APPEAL_DAYS,
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD"])
def mine(request: Any) -> HttpResponse:
    """What was decided on the words of who came in."""
    cases = Case.objects.filter(author__number=request.person.number or 0, decisions__isnull=False)
    rows = [(case, token_of(case, None)) for case in cases.distinct().order_by("-number")]
    return render(request, "moderation/mine.html", {"cases": rows})


@only_read
def moderation(request: HttpRequest) -> HttpResponse:
    """The rules, the delays, and what was decided month after month."""
    context = {
        "months": months(),
        "urgent": [ground.label for ground in Ground if ground in URGENT],
        "others": [ground.label for ground in Ground if ground not in URGENT],
        "hours_urgent": HOURS_URGENT,
        "hours_other": HOURS_OTHER,
        "days": APPEAL_DAYS,
    }
    return render(request, "moderation/moderation.html", context)


@only_read
def moderation_csv(_request: HttpRequest) -> HttpResponse:
    headers = {"Content-Disposition": 'inline; filename="moderation.csv"'}
    return HttpResponse(as_csv(months()), content_type="text/csv; charset=utf-8", headers=headers)


def _asked(word: str, number: int) -> Any:
    kind = kind_at(word)
    if kind is None or not is_moderable(kind.code):
        raise Http404
    thing = find([Reference(kind.code, number)]).get(Reference(kind.code, number))
    if thing is None:
        raise Http404
    return thing
