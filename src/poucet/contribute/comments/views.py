"""Pages of comments: one with its answers, the form of whoever writes, the one of whoever types in, the sheet."""

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
from django.views.decorators.http import require_http_methods

from poucet.contribute.assisting.operations import key_of, typed_in
from poucet.contribute.comments.forms import EnteredRemarkForm, RemarkFields, RemarkForm, WordsFields
from poucet.contribute.comments.models import Comment, Penned
from poucet.contribute.comments.operations import Remark, rewrite_comment
from poucet.contribute.comments.operations import comment as comment_on
from poucet.contribute.models import Act, Channel, Proposal
from poucet.contribute.operations import Bringer
from poucet.contribute.paper import lines_of
from poucet.contribute.phases import opened_on
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

COMMENT = "comment.write"  # the act, while it waits for a code


@only_read
def comment(request: Any, number: int) -> HttpResponse:
    """A comment with what it is about, its answers, and what it said before."""
    found = get_object_or_404(Comment.objects.select_related("proposal", "parent"), number=number)
    penned = {} if getattr(request, "visit", None) else {"person__number": request.person.number or 0}
    context = {
        "comment": found,
        "answers": Comment.objects.filter(parent=found).order_by("number"),
        "wordings": list(found.wordings.all()),
        "is_mine": bool(penned) and Penned.objects.filter(comment=found, **penned).exists(),
    }
    return render(request, "comments/comment.html", context)


@csrf_exempt  # the seal of the form stands for it: visitors get no cookie, persons a seal of their own
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: Any, number: int) -> HttpResponse:
    """Comment on an idea, or answer a comment of it (`?reponse=12`)."""
    proposal = get_object_or_404(Proposal.objects.select_related("call"), number=number)
    if Act.COMMENT not in opened_on(list(proposal.call.phases.all()), today()):
        return render(
            request, "comments/closed.html", {"proposal": proposal}, status=409 if request.POST else 200
        )
    parent = _answered(request, proposal)
    form = RemarkForm(request.POST or None, asker=request)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            return _brought(request, proposal, parent, form)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
            status = 429 if "too_many" in refusal.code else 200
    if request.method == "POST":
        form.renew()
    context = {
        "form": form,
        "proposal": proposal,
        "parent": parent,
        "letters_leave": bool(settings.MAIL.leaves or settings.DEBUG),
    }
    return render(request, "comments/write.html", context, status=status)


def _brought(request: Any, proposal: Proposal, parent: Comment | None, form: RemarkForm) -> HttpResponse:
    """Published at once for a person who signed in; for a visitor, once their code is typed."""
    said = {**form.said(), "proposal": proposal.number, "parent": parent.number if parent else None}
    if request.person.number:
        signed = Signature(by=request.person.signs_as, at=now())
        return redirect(_carried(said, request.person, signed))
    email = form.cleaned_data["email"]
    return redirect("waiting", put_aside(COMMENT, said, email=email, place=reader_of(request), at=now()))


def carry_out(said: dict[str, Any], person: Person, signed: Signature) -> str:
    """Write the comment that waited for a code; gives its address."""
    return _carried(said, person, signed)


def _carried(said: dict[str, Any], person: Person, signed: Signature) -> str:
    proposal = Proposal.objects.filter(number=said["proposal"]).first()
    if proposal is None:
        raise RuleError("thing.not_standing", kind=Proposal.kind, number=said["proposal"])
    parent = Comment.objects.filter(number=said["parent"] or 0).first()
    if said["parent"] and parent is None:
        raise RuleError("comment.nothing_to_answer", number=said["parent"])
    remark = Remark(said["tag"], said["text"], said["author_name"], parent)
    return comment_on(proposal, remark, Bringer(person), signed=signed).get_absolute_url()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: Any, number: int) -> HttpResponse:
    """Say one's own comment otherwise."""
    found = get_object_or_404(Comment.objects.select_related("proposal"), number=number)
    if not Penned.objects.filter(comment=found, person__number=request.person.number or 0).exists():
        raise Http404
    form = WordsFields(request.POST or None, initial={"tag": found.tag, "text": found.text})
    if request.method == "POST" and form.is_valid():
        signed = Signature(by=request.person.signs_as, at=now())
        try:
            rewrite_comment(found, **form.cleaned_data, by=request.person, signed=signed)
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            return redirect(found)
    return render(request, "comments/rewrite.html", {"form": form, "comment": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("comment.enter")
def enter(request: Any, number: int) -> HttpResponse:
    """Type in a comment for whoever wrote it on paper, called, or came to the counter."""
    proposal = get_object_or_404(Proposal, number=number)
    parent = _answered(request, proposal)
    form = EnteredRemarkForm(request.POST or None, initial={"session": key_of(request.person, now())})
    if request.method == "POST" and form.is_valid():
        said, signed = form.cleaned_data, Signature(by=request.person.signs_as, at=now())
        remark = Remark(said["tag"], said["text"], said["author_name"], parent)
        bringer = Bringer(contact=said["contact"], channel=Channel(said["channel"]))
        try:
            row = typed_in(
                said["session"],
                lambda: comment_on(proposal, remark, bringer, signed=signed).reference,
                agent=request.person,
                signed=signed,
            )
        except RuleError as refusal:
            form.add_error(None, explain(refusal))
        else:
            told = {"number": row.number}
            messages.success(
                request, _("Comment %(number)d is published: give its number to whoever brought it.") % told
            )
            return redirect("comment", row.number)
    return render(request, "comments/enter.html", {"form": form, "proposal": proposal, "parent": parent})


@only_read
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """The same questions on a sheet to print."""
    proposal = get_object_or_404(Proposal, number=number)
    context = {"proposal": proposal, "lines": lines_of(RemarkFields()), "large": "grand" in request.GET}
    return render(request, "comments/paper.html", context)


def _answered(request: HttpRequest, proposal: Proposal) -> Comment | None:
    """The comment that is answered, if the address names one of this idea; an answer's is its parent."""
    number = number_in(request.GET.get("reponse"))
    if number is None:
        return None
    rows = Comment.objects.select_related("parent").filter(proposal=proposal, parent=None)
    found: Comment = get_object_or_404(rows, number=number)
    return found
