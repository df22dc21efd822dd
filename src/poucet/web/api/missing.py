"""What is not there: never was, may not be shown, or was withdrawn."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from poucet.town.api.resources import Resource
from poucet.town.models import RegisterEntry
from poucet.town.signers import signer_by_number
from poucet.town.things import Reference, label_of
from poucet.web.api.problems import Refusal


def not_here(resource: Resource, number: int) -> Refusal:
    """Why a thing that may not be shown is not shown: the register knows what was withdrawn."""
    entry = _withdrawal(resource, number) if resource.is_thing else None
    if entry is None:
        return Refusal("not-found")
    detail = _("%(kind)s %(number)d was withdrawn on %(day)s. Signed: %(by)s.") % {
        "kind": label_of(resource.kind).capitalize(),
        "number": number,
        "day": date_format(localtime(entry.at), "DATE_FORMAT"),
        "by": signer_by_number(entry.by),
    }
    return Refusal("withdrawn", detail, {"withdrawn_at": entry.at.isoformat()})


def _withdrawal(resource: Resource, number: int) -> RegisterEntry | None:
    lines = RegisterEntry.objects.about(Reference(resource.kind, number)).order_by("-sequence")
    found: RegisterEntry | None = lines.filter(act__endswith=".withdrawn").first()
    return found
