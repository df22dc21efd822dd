"""What is said in a meeting, written down there and then: an idea has its number before people leave."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from poucet.contribute.meetings.models import Meeting, Minute
from poucet.contribute.models import Call, Channel
from poucet.contribute.operations import Bringer, Idea, propose
from poucet.contribute.sharing.operations import Offered, make_offer
from poucet.town.errors import RuleError
from poucet.town.models import Relation
from poucet.town.register import one_act
from poucet.town.things import Reference
from poucet.town.thread import tie
from poucet.town.writing import Signature, sign_revision
from poucet.town.written import announce


@dataclass(frozen=True)
class Offer:
    """What a promise gives: how much of what."""

    sort: str
    unit: str
    quantity: Decimal | None = None


@dataclass(frozen=True)
class Noted:
    """A line of the minutes; a `call` makes an idea of it, an `offer` an offer of the board, both called `name`."""

    sort: str
    text: str
    who: str = ""
    call: Call | None = None
    name: str = ""
    offer: Offer | None = None
    contact: str = ""


@one_act()
def note(meeting: Meeting, noted: Noted, *, signed: Signature) -> Minute:
    """Add a line to the minutes, and publish the idea or the offer that it tells, tied to the meeting."""
    if meeting.is_cancelled or meeting.withdrawn:
        raise RuleError("meeting.not_held", number=meeting.number)
    thing = _published(noted, signed)
    line = Minute.objects.create(
        meeting=meeting,
        position=meeting.lines.count(),
        sort=noted.sort,
        text=noted.text,
        who=noted.who,
        thing_kind=thing.kind if thing else "",
        thing_number=thing.number if thing else None,
    )
    sign_revision(meeting, ["lines"], signed)
    if thing is not None:
        tie(meeting.reference, Relation.TELLS, thing, signed=signed)
    announce(meeting.reference)
    return line


def _published(noted: Noted, signed: Signature) -> Reference | None:
    """What comes of a line at once, if anything."""
    if noted.call is not None:
        idea = Idea(name=noted.name, text=noted.text, author_name=noted.who)
        brought = Bringer(contact=noted.contact, channel=Channel.MEETING)
        return propose(noted.call, idea, brought, signed=signed).reference
    if noted.offer is None:
        return None
    offered = Offered(noted.name, noted.text, author_name=noted.who, **vars(noted.offer))
    brought_by = {"contact": noted.contact, "channel": Channel.MEETING}
    return make_offer(offered, person=None, signed=signed, **brought_by).reference
