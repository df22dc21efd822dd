"""How the desk publishes a need, or an offer of an organisation."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from poucet.contribute.sharing.desk.sheet import SERVED, WORKSITE, PostingSheet
from poucet.contribute.sharing.models import Posting, Worksite
from poucet.contribute.sharing.operations import prepare_worksite, withdraw_posting, write_posting
from poucet.contribute.sharing.summaries import served_by
from poucet.town.desk.editors import Editor
from poucet.town.desk.naming import new_key, next_number
from poucet.town.desk.sheets import Content
from poucet.town.desk.translating import english_of, with_english
from poucet.town.models import Organisation, Place
from poucet.town.people.models import Service
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.writing import Signature

_TEXTS = (
    "side", "sort", "name", "text", "unit", "place_text", "conditions", "mandate_reference", "note",
)  # fmt: skip
_DAYS = ("from_day", "to_day", "accountant_on", "closed_on")
_HOLDERS: dict[str, Any] = {"place": Place, "service": Service, "organisation": Organisation}


def held(posting: Posting) -> Content:
    said: Content = {name: getattr(posting, name) for name in (*_TEXTS, "example", "is_worksite")}
    said |= {name: _day(getattr(posting, name)) for name in _DAYS}
    said["quantity"] = "" if posting.quantity is None else f"{posting.quantity.normalize():f}"
    said |= {name: str(getattr(posting, name).number) if getattr(posting, name) else "" for name in _HOLDERS}
    served = {one.kind: str(one.number) for one in served_by([posting]).get(posting.number, ())}
    said |= {kind: served.get(kind, "") for kind in SERVED}
    site = Worksite.objects.filter(posting=posting).first() or Worksite()
    said |= {name: getattr(site, name) for name in WORKSITE}
    said["insurer_told_on"] = _day(site.insurer_told_on)
    return {**said, **english_of(posting, PostingSheet.translated)}


def _day(day: Any) -> str:
    return day.isoformat() if day else ""


@one_act()
def publish(posting: Posting | None, sheet: PostingSheet, signed: Signature) -> Reference:
    said = sheet.cleaned_data
    number = posting.number if posting else next_number(Posting)
    written = write_posting(
        key=posting.key if posting else new_key(Posting, said["name"], number),
        number=number,
        serves=[Reference(kind, int(said[kind])) for kind in SERVED if said[kind]],
        signed=signed,
        posted_on=posting.posted_on if posting else localdate(signed.at),
        author_name=posting.author_name if posting else "",
        translations=with_english(posting, sheet.english),
        **{name: model.objects.filter(number=said[name] or 0).first() for name, model in _HOLDERS.items()},
        **{name: said[name] for name in (*_TEXTS, *_DAYS, "quantity", "example", "is_worksite")},
    )
    if said["is_worksite"]:
        prepare_worksite(written, signed=signed, **{name: said[name] for name in WORKSITE})
    return written.reference


POSTING_EDITOR = Editor(
    kind="posting",
    label=_("Write a need"),
    help=_("What is lacking: hours, hands, tools, a room, a ride; how much, when, for what."),
    sheet=PostingSheet,
    find=lambda number: (
        Posting.every.select_related("place", "service", "organisation").filter(number=number).first()
    ),
    held=held,
    publish=publish,
    withdraw=lambda posting, signed, reason: withdraw_posting(posting, signed=signed, reason=reason),
    order=55,
)
