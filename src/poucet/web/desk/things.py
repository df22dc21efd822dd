"""Pages of a thing at the desk: what is being written about it, revise it, withdraw it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poucet.engines.errors import InputError
from poucet.town.alphabet import alphabetical
from poucet.town.desk.editors import Editor
from poucet.town.desk.fields import ChosenField, TextField
from poucet.town.desk.models import Draft
from poucet.town.desk.operations import open_draft, withdraw_thing
from poucet.town.errors import RuleError
from poucet.town.models import RegisterEntry
from poucet.town.names import Set, names_in
from poucet.town.people.names import public_name
from poucet.town.summaries import lines
from poucet.town.templatetags.town import plain_title
from poucet.town.things import Reference, find
from poucet.web.accounts.views import signature_of
from poucet.web.desk.access import at_the_desk, editor_asked, writer
from poucet.web.desk.wording import explain

LAST_LINES = 10


class WithdrawalForm(forms.Form):
    """Why a thing goes, and what takes its place."""

    reason = TextField(
        label=gettext_lazy("Why withdraw it?"),
        rows=3,
        max_length=500,
        help_text=gettext_lazy(
            "“Written twice by mistake”, “the source took it back”. Everybody will read it, and the register "
            "keeps it for ever: name nobody."
        ),
    )
    replaced_by = ChosenField(
        "kind",
        label=gettext_lazy("What replaces it"),
        required=False,
        nothing=gettext_lazy("nothing"),
        help_text=gettext_lazy("Whoever comes to the old address is led there."),
    )

    def __init__(self, editor: Editor, number: int, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False)
        things = editor.declared.public().exclude(number=number)
        named = names_in([Set("kind", editor.kind, things)])["kind"]
        choices = [(str(one.number), f"{plain_title(one)} ({one.number})") for one in named]
        field = self.fields["replaced_by"]
        if isinstance(field, ChosenField):
            field.offering(sorted(choices, key=lambda choice: alphabetical(choice[1])))


@at_the_desk("GET", "HEAD")
def thing(request: HttpRequest, word: str, number: int) -> HttpResponse:
    """What is being written about a thing, and what was."""
    editor = editor_asked(request, word)
    found = _found(editor, number)
    reference = Reference(editor.kind, number)
    drafts = Draft.objects.open().filter(kind=editor.kind, number=number)
    written = RegisterEntry.objects.about(reference).order_by("-sequence")[:LAST_LINES]
    context = {
        "editor": editor,
        "number": number,
        "title": editor.sheet.title_of(editor.held(found)),
        "stands": reference in find([reference]),
        "drafts": [
            (draft, public_name(draft.author))
            for draft in drafts.select_related("author").telling_if_overtaken()
        ],
        "lines": lines(written),
    }
    return render(request, "desk/thing.html", context)


@at_the_desk("POST")
def revise(request: HttpRequest, word: str, number: int) -> HttpResponse:
    """Open a draft from what the thing says now; one's own draft about it, if there is one, goes on."""
    editor, person = editor_asked(request, word), writer(request)
    found = _found(editor, number)
    known = Draft.objects.open().of(person).filter(kind=editor.kind, number=number).first()
    return redirect(known or open_draft(editor, person, thing=found, at=now()))


@at_the_desk("GET", "HEAD", "POST")
def withdraw(request: HttpRequest, word: str, number: int) -> HttpResponse:
    editor = editor_asked(request, word)
    found = _found(editor, number)
    reference = Reference(editor.kind, number)
    if reference not in find([reference]):
        raise Http404
    form = WithdrawalForm(editor, number, request.POST or None)
    resting: Any = ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            withdraw_thing(
                editor,
                number,
                reason=said["reason"],
                replaced_by=said["replaced_by"],
                signed=signature_of(request),
            )
        except (RuleError, InputError) as refusal:
            form.add_error(
                "replaced_by" if refusal.code == "withdrawal.no_such_heir" else None, explain(refusal)
            )
            resting = refusal.params.get("things", ())
        else:
            messages.success(request, _("It is withdrawn. Its address says so, with your reason."))
            return redirect(reverse(editor.kind, args=[number]))
    title = editor.sheet.title_of(editor.held(found))
    context = {"editor": editor, "number": number, "title": title, "form": form, "resting": resting}
    return render(request, "desk/withdraw.html", context)


def _found(editor: Editor, number: int) -> object:
    """The thing of a number, standing or withdrawn."""
    found: object = editor.find(number)
    if found is None:
        raise Http404
    return found
