"""The desk page of identity: an agent saw a document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from poucet.town.errors import RuleError
from poucet.town.identity.civil_status import prints_of_document
from poucet.town.identity.forms import DocumentForm
from poucet.town.identity.operations import Document, see_identity
from poucet.town.people.models import Person
from poucet.town.rights import only_for
from poucet.town.wordings import explain
from poucet.town.writing import Signature


@never_cache
@sensitive_post_parameters("family_name", "given_name", "born_on")
@require_http_methods(["GET", "HEAD", "POST"])
@only_for("residence.check")
@sensitive_variables("form", "said")
def document(request: Any) -> HttpResponse:
    """An agent saw who somebody is."""
    form = DocumentForm(request.POST or None, use_required_attribute=False)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        person = Person.objects.filter(number=said["number"]).first()
        try:
            if person is None:
                raise RuleError("identity.nobody")
            prints = prints_of_document(said["family_name"], said["given_name"], said["born_on"])
            signed = Signature(by=request.person.signs_as, at=now())
            see_identity(person, Document(said["document"]), prints, signed=signed)
        except RuleError as refusal:
            form.add_error("number", explain(refusal))
        else:
            messages.success(request, _after(person))
            return redirect("identity-document")
    return render(request, "identity/document.html", {"form": form})


def _after(person: Person) -> str:
    if person.level < Person.Level.LETTER:
        return _("This person’s identity is proven. That they live here is still to be shown.")
    return _("This person’s identity is proven.")
