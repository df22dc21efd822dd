"""What the town hall does: answer an idea, type in what came on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.operations import key_of, typed_in
from poucet.contribute.forms import EnteredForm, ReplyForm, idea_from
from poucet.contribute.letters import invite, tell_author
from poucet.contribute.models import Call, Proposal, Reply
from poucet.contribute.operations import Bringer, Step, propose
from poucet.contribute.operations import reply as reply_to
from poucet.contribute.states import State
from poucet.contribute.summaries import card_of
from poucet.town.clock import today
from poucet.town.errands import run_after
from poucet.town.errors import RuleError
from poucet.town.people.roles import Role
from poucet.town.rights import only_for
from poucet.town.site import site_address
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("proposal.answer")
def reply(request: Any, number: int) -> HttpResponse:
    """Answer an idea: agents for the town hall, elected members in their own name."""
    proposal = get_object_or_404(Proposal.objects.in_full(), number=number)
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role = Reply.Role.AGENT if Role.AGENT in request.person.roles else Reply.Role.ELECTED
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            reply_to(proposal, Step(role=role, **form.cleaned_data), signed=signed)
            _write_to_followers(proposal, signed)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            messages.success(request, _("Your answer is published."))
            return redirect(proposal)
    context = {"form": form, "proposal": proposal, "card": card_of(proposal, today())}
    return render(request, "contribute/reply.html", context)


def _write_to_followers(proposal: Proposal, signed: Signature) -> None:
    """Its author knows at once; of a grouping, whoever supports it as well. The night tells the others."""
    root = site_address()
    if proposal.replies.order_by("position").values_list("state", flat=True).last() == State.GROUPED:
        run_after(partial(invite, proposal, at=signed.at, root=root))
    else:
        run_after(partial(tell_author, proposal, at=signed.at, root=root))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("proposal.enter")
def enter(request: Any, number: int) -> HttpResponse:
    """Type in an idea for whoever wrote it on paper, called, or came to the counter."""
    call = get_object_or_404(Call, number=number)
    opened = {"session": key_of(request.person, now())}
    form = EnteredForm(request.POST or None, initial=opened)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        bringer = Bringer(contact=said["contact"], channel=said["channel"])
        try:
            signed = Signature(by=request.person.signs_as, at=now())
            idea = typed_in(
                said["session"],
                lambda: propose(call, idea_from(form.said()), bringer, signed=signed).reference,
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            told = {"number": idea.number}
            messages.success(
                request, _("Idea %(number)d is published: give its number to whoever brought it.") % told
            )
            return redirect("proposal", idea.number)
    return render(request, "contribute/enter.html", {"form": form, "call": call})
