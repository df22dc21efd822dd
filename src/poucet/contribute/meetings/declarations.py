"""What the meetings tell the house when they start: their kind, what may be stuck or missing."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from poucet.contribute.meetings.api import telling
from poucet.contribute.meetings.desk.editor import MEETING_EDITOR
from poucet.contribute.meetings.models import Access, AgendaItem, Meeting, Minute
from poucet.contribute.meetings.rules import RIGHTS
from poucet.contribute.meetings.summaries import late
from poucet.town.desk.editors import offer
from poucet.town.names import Named, Set
from poucet.town.resting import rests_on
from poucet.town.rights import declare_rights
from poucet.town.stuck import Watch, watch_for
from poucet.town.things import Kind, Part, declare

PARTS = (
    Part("agenda", AgendaItem.objects.all, "meeting__number", ("title",), ("who",)),
    Part("lines", Minute.objects.all, "meeting__number", ("text",), ("who",)),
    Part("access", Access.objects.all, "meeting__number", (), ("note",)),
)


def declare_all() -> None:
    """Called once, by the configuration."""
    declare_rights(RIGHTS)
    telling.offer_all()
    offer(MEETING_EDITOR)
    declare(
        Kind(
            "meeting",
            "rencontre",
            _("meeting"),
            Meeting.objects.all,
            ("purpose", "reason", "minutes", "note"),
            PARTS,
            names=("place_text",),
        )
    )
    rests_on("place", _at_a_place)
    watch_for(
        Watch(
            "meeting.late",
            "meeting",
            _("Meetings whose minutes are late"),
            _("They were promised within fifteen days: what was said there?"),
            lambda day: late(on=day),
            order=30,
        )
    )


def _at_a_place(number: int) -> list[Set | Named]:
    return [Set("meetings", "meeting", Meeting.objects.filter(place__number=number))]
