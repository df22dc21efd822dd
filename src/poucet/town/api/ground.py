"""The commune, the thread of a thing and the register, as the API tells them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_noop as _

from poucet.town.api import fields
from poucet.town.api.fields import NOT_APPLICABLE, UNKNOWN, known
from poucet.town.api.resources import Filters, Resource, offer
from poucet.town.api.schemas import (
    LANGUAGE,
    Commune,
    Stretch,
    Thread,
    Told,
    dated,
    named_ref,
    ref_if,
    tongue,
)
from poucet.town.models import Commune as CommuneRow
from poucet.town.models import RegisterEntry
from poucet.town.signers import signer_by_number
from poucet.town.summaries import Stretch as ShownStretch
from poucet.town.summaries import Thread as ShownThread


class Entry(Told):
    """One line of the register: who did what to which thing, sealed with the line before."""

    id: str = fields.value(_("The kind and the number of the line: “entry/40”."))
    number: int = fields.value(_("The place of the line in the register."))
    url: str = fields.value(_("The address of its page."))
    self: str = fields.value(_("Its address in this API."))
    at: str = fields.value(
        _("When it was done (ISO 8601, universal time)."), examples=["2026-01-05T09:30:00+00:00"]
    )
    act: str = fields.text(_("What was done, as a code."))
    thing: str = fields.text(_("What it was done to: “pebble/12”; “not_applicable” for the whole house."))
    by: str = fields.text(_("Who did it, as the pages of the site say it."))
    details: dict[str, Any] = fields.value(
        _("What the line adds: which fields, which relation. Never a personal text.")
    )
    previous: str = fields.text(_("The seal of the line before."))
    digest: str = fields.text(_("The seal of the line (SHA-256)."))


class EntryFilters(Filters):
    """What may be asked of the register."""

    kind: str | None = fields.asked(_("Only what was done to things of this kind."))
    thing: int | None = fields.asked_number(_("Only what was done to things of this number."))
    act: str | None = fields.asked(_("Only this act."))


def tell_commune(row: CommuneRow, root: str) -> Commune:
    """The commune: one, so its addresses bear no number."""
    return Commune(
        self=f"{root}/api/v1/commune",
        **tongue(row),
        id="commune/1",
        number=1,
        url=f"{root}/",
        name=row.name,
        insee=known(row.insee),
        postal_code=known(row.postal_code),
        siret=known(row.siret),
        latitude=UNKNOWN if row.latitude is None else float(row.latitude),
        longitude=UNKNOWN if row.longitude is None else float(row.longitude),
        description=row.description,
        website=known(row.website),
        demonstration=row.demonstration,
        notice=row.notice,
    )


def tell_thread(thread: ShownThread, root: str) -> Thread:
    """A thread, each end by its name."""
    stretches = [_stretch(one, root) for one in thread.stretches]
    return Thread(start=named_ref(thread.start, root), stretches=stretches)


def tell_entries(rows: Sequence[RegisterEntry], root: str) -> list[Entry]:
    """Lines of the register; who signed is said as the pages say it, in the commune's language."""
    with translation.override(LANGUAGE):
        return [_entry(row, root) for row in rows]


def offer_all() -> None:
    """Called once, by the room's configuration."""
    offer(
        Resource(
            kind="entry",
            path="register",
            schema=Entry,
            rows=RegisterEntry.objects.all,
            tell=tell_entries,
            summary=_("The register: who did what to which thing, in order"),
            filters=EntryFilters,
            lookups={"kind": "kind", "thing": "number", "act": "act"},
            order="sequence",
            is_thing=False,
        )
    )


def _entry(row: RegisterEntry, root: str) -> Entry:
    return Entry(
        self=f"{root}/api/v1/register/{row.sequence}",
        id=f"entry/{row.sequence}",
        number=row.sequence,
        url=f"{root}/registre",
        at=row.at.isoformat(timespec="microseconds"),
        act=row.act,
        thing=NOT_APPLICABLE if row.number is None else f"{row.kind}/{row.number}",
        by=signer_by_number(row.by),
        details=row.details,
        previous=row.previous,
        digest=row.digest,
    )


def _stretch(one: ShownStretch, root: str) -> Stretch:
    link = one.link
    return Stretch(
        **dated(link),
        **tongue(link),
        origin=named_ref(one.origin, root),
        relation=link.relation,
        destination=named_ref(one.destination, root),
        source=ref_if("source", one.source.number if one.source else None, root),
        confidence=link.confidence or UNKNOWN,
        note=link.note,
    )
