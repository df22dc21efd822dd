"""Pages of who holds the site: who may come in, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from poucet.town.errors import RuleError
from poucet.town.models import Organisation
from poucet.town.pages import leaf
from poucet.town.people.invitations import invite
from poucet.town.people.models import Delegation, Person, Service
from poucet.town.people.operations import entrust, read_private_data, relieve
from poucet.town.people.roles import ENTRUSTED, Role
from poucet.town.rights import Asked, only_for
from poucet.web.accounts.views import signature_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_BEARINGS: dict[Role, type[Organisation | Service | Delegation]] = {
    Role.MEMBER: Organisation,
    Role.AGENT: Service,
    Role.ELECTED: Delegation,
}
_REFUSALS: dict[str, _StrPromise] = {
    "person.address_taken": gettext_lazy("This address has an account already."),
    "person.already_entrusted": gettext_lazy("This person holds this role already."),
    "person.last_steward": gettext_lazy("This is the last steward: entrust the site to somebody else first."),
    "person.erased": gettext_lazy("This person is erased: nothing can be entrusted to them."),
}


class InvitationForm(forms.Form):
    """Whose account to open."""

    address = forms.EmailField(label=gettext_lazy("E-mail address"))
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)


class RoleForm(forms.Form):
    """A role, and the organisation, service or delegation that it is for."""

    role = forms.ChoiceField(label=gettext_lazy("Role and what it is for"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(_role_choices())  # type: ignore[attr-defined]

    def chosen(self) -> tuple[Role, Organisation | Service | Delegation | None]:
        """The role, and the thing that it bears on."""
        role, _colon, number = self.cleaned_data["role"].partition(":")
        kind = _BEARINGS.get(Role(role))
        thing = kind.objects.get(number=number) if kind and number else None
        return Role(role), thing


def _role_choices() -> Any:
    for role in ENTRUSTED:
        if role is not Role.MEMBER:
            yield role.value, role.label
        kind = _BEARINGS.get(role)
        for thing in kind.objects.all() if kind else ():
            yield f"{role.value}:{thing.number}", f"{role.label} – {thing.title}"


@never_cache
@only_for("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: Asked) -> HttpResponse:
    """Everybody, and a form to let somebody in."""
    form, key = InvitationForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            _person, key = invite(said["address"], name=said["name"], roles=(), signed=signature_of(request))
        except RuleError as refusal:
            form.add_error("address", str(_REFUSALS.get(refusal.code, refusal)))
        else:
            form = InvitationForm()
    rows = Person.objects.prefetch_related("grants__organisation", "grants__service", "grants__delegation")
    context = {"leaf": leaf(request, rows, size=50), "form": form, "key": key}
    return render(request, "web/people.html", context)


@never_cache
@only_for("people.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: Asked, number: int) -> HttpResponse:
    """One person: what they are entrusted with, and a form to entrust more."""
    found = get_object_or_404(Person, number=number)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        role, thing = form.chosen()
        try:
            entrust(found, role, bears_on=thing, signed=signature_of(request))
        except RuleError as refusal:
            form.add_error("role", str(_REFUSALS.get(refusal.code, refusal)))
        else:
            messages.success(request, _("The role is entrusted."))
            return redirect("person", number=number)
    return _show(request, found, form=form)


@never_cache
@only_for("people.manage")
@require_POST
def end_role(request: Asked, number: int, grant: int) -> HttpResponse:
    """End a role, from now on."""
    held = get_object_or_404(Person, number=number).grants.standing().filter(pk=grant)
    try:
        relieve(get_object_or_404(held), signed=signature_of(request))
    except RuleError as refusal:
        messages.error(request, str(_REFUSALS.get(refusal.code, refusal)))
    else:
        messages.success(request, _("The role has come to its end."))
    return redirect("person", number=number)


@never_cache
@only_for("people.manage")
@require_POST
def private(request: Asked, number: int) -> HttpResponse:
    """The address of a person: reading it is written in the register, and the person can see that."""
    found = get_object_or_404(Person.objects.select_related("account"), number=number, account__isnull=False)
    read_private_data(found, signed=signature_of(request))
    return _show(request, found, form=RoleForm(), address=found.account.email if found.account else "")


def _show(request: Asked, found: Person, *, form: RoleForm, address: str = "") -> HttpResponse:
    grants = found.grants.select_related("organisation", "service", "delegation")
    context = {"person": found, "grants": grants, "form": form, "address": address, "now": now()}
    return render(request, "web/person.html", context)
