"""What residents do: choose a call, propose in three screens, support, rewrite; and the form to print."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from poucet.contribute.alike import alike
from poucet.contribute.forms import LAST, ProposalForm, RewriteForm, idea_from
from poucet.contribute.models import Act, Authorship, Call, Proposal
from poucet.contribute.operations import Bringer, current_charter, take_support_back
from poucet.contribute.operations import propose as propose_idea
from poucet.contribute.operations import rewrite as rewrite_idea
from poucet.contribute.operations import support as support_idea
from poucet.contribute.paper import paper_lines
from poucet.contribute.phases import calls_open, opened_on
from poucet.town.askers import reader_of
from poucet.town.clock import today
from poucet.town.errors import RuleError
from poucet.town.people.models import Person
from poucet.town.people.waiting import put_aside
from poucet.town.reading import only_read
from poucet.town.templatetags.town import day_in_words
from poucet.town.wordings import explain
from poucet.town.writing import Signature

PROPOSE = "proposal.propose"  # the act, while it waits for a code


@only_read
def choose(request: HttpRequest) -> HttpResponse:
    """Which call one proposes to."""
    return render(request, "contribute/choose.html", {"calls": calls_open(Act.PROPOSE, today())})


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: Any, number: int) -> HttpResponse:
    """Three screens at most, without script; nothing is written before the last."""
    call = get_object_or_404(Call.objects.prefetch_related("phases"), number=number)
    if Act.PROPOSE not in opened_on(list(call.phases.all()), today()):
        return render(request, "contribute/closed.html", {"call": call}, status=409 if request.POST else 200)
    if request.method != "POST":
        return _screen(request, call, ProposalForm(asker=request, screen=1))
    screen = _screen_sent(request)
    form = ProposalForm(request.POST, asker=request, screen=screen)
    if "back" in request.POST:
        return _screen(request, call, _handed_on(request, form, max(1, screen - 1)))
    if form.is_valid() and screen < LAST:
        return _screen(request, call, _handed_on(request, form, screen + 1))
    return _sent(request, call, form)


def _sent(request: Any, call: Call, form: ProposalForm) -> HttpResponse:
    """The last screen, or one that needs mending: what was typed comes back with every refusal."""
    status = 200
    if form.is_valid():
        try:
            return _brought(request, call, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
    if form.screen == LAST:
        form.renew()
    return _screen(request, call, form, status=status)


def _brought(request: Any, call: Call, form: ProposalForm) -> HttpResponse:
    """Published at once for a person who signed in; for a visitor, once their code is typed."""
    said = {**form.said(), "call": call.number}
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        proposal = propose_idea(call, idea_from(said), Bringer(request.person), signed=signed)
        messages.success(request, _thanks(proposal))
        return redirect(proposal)
    email = form.cleaned_data["email"]
    token = put_aside(PROPOSE, said, email=email, place=reader_of(request), at=now())
    return redirect("waiting", token)


def carry_out(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Bring the idea that waited for a code; gives its address."""
    call = Call.objects.filter(number=said["call"]).first()
    if call is None:
        raise RuleError("call.closed", call=said["call"], act=Act.PROPOSE)
    return propose_idea(call, idea_from(said), Bringer(person), signed=signed).get_absolute_url()


@login_required
@require_POST
def support(request: Any, number: int) -> HttpResponse:
    """Support an idea, or take one's support back."""
    proposal, person = get_object_or_404(Proposal, number=number), request.person
    if person.number is None:
        raise Http404
    signed = Signature(by=person.signs_as, at=now())
    try:
        if "back" in request.POST:
            take_support_back(proposal, person=person, signed=signed)
        else:
            support_idea(proposal, person=person, signed=signed)
    except RuleError as refusal:
        messages.error(request, explain(refusal))
    return redirect(proposal)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: Any, number: int) -> HttpResponse:
    """Say one's own idea otherwise, until somebody supports it."""
    proposal = get_object_or_404(Proposal, number=number)
    if not Authorship.objects.filter(proposal=proposal, person__number=request.person.number or 0).exists():
        raise Http404
    form = RewriteForm(request.POST or None, initial={"name": proposal.name, "text": proposal.text})
    if request.method == "POST" and form.is_valid():
        signed = Signature(by=request.person.signs_as, at=now())
        try:
            rewrite_idea(proposal, **form.cleaned_data, by=request.person, signed=signed)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            return redirect(proposal)
    return render(request, "contribute/rewrite.html", {"form": form, "proposal": proposal})


@only_read
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The same questions on a sheet to print: the definition of the form is that of the screens."""
    call = get_object_or_404(Call, number=number)
    context = {
        "call": call,
        "charter": current_charter(call),
        "lines": paper_lines(),
        "large": "grand" in request.GET,
    }
    return render(request, "contribute/paper.html", context)


def _screen(request: Any, call: Call, form: ProposalForm, status: int = 200) -> HttpResponse:
    context = {
        "call": call,
        "form": form,
        "screen": form.screen,
        "last": LAST,
        "alike": alike(f"{form['name'].value()} {form['text'].value()}") if form.screen == 2 else [],
        "letters_leave": bool(settings.MAIL.leaves or settings.DEBUG),
    }
    return render(request, "contribute/propose.html", context, status=status)


def _screen_sent(request: HttpRequest) -> int:
    sent = request.POST.get("screen", "")
    return int(sent) if sent in {"1", "2", "3"} else 1


def _handed_on(request: Any, form: ProposalForm, screen: int) -> ProposalForm:
    """The next screen, or the one before, with all that was said so far and the first seal."""
    said = {name: request.POST.get(name, "") for name in ProposalForm.base_fields}
    fresh = ProposalForm(asker=request, screen=screen, initial=said)
    fresh.initial["seal"] = form.kept_seal
    return fresh


def _thanks(proposal: Proposal) -> str:
    return _("Thank you: your idea is published. The town hall owes you an answer before %(day)s.") % {
        "day": day_in_words(proposal.answer_due)
    }
