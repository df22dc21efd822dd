"""What is said in a meeting, written down there and then: an idea has its number before people leave."""

from __future__ import annotations

from dataclasses import dataclass

from poucet.contribute.meetings.models import Meeting, Minute
from poucet.contribute.models import Call, Channel, Proposal
from poucet.contribute.operations import Bringer, Idea, propose
from poucet.town.errors import RuleError
from poucet.town.models import Relation
from poucet.town.register import one_act
from poucet.town.thread import tie
from poucet.town.writing import Signature, sign_revision
from poucet.town.written import announce


@dataclass(frozen=True)
class Noted:
    """A line of the minutes; `call` and `name` make an idea of it."""

    sort: str
    text: str
    who: str = ""
    call: Call | None = None
    name: str = ""
    contact: str = ""


@one_act()
def note(meeting: Meeting, noted: Noted, *, signed: Signature) -> Minute:
    """Add a line to the minutes, and publish the idea that it tells, tied to the meeting."""
    if meeting.is_cancelled or meeting.withdrawn:
        raise RuleError("meeting.not_held", number=meeting.number)
    idea = _published(noted.call, noted, signed) if noted.call is not None else None
    line = Minute.objects.create(
        meeting=meeting,
        position=meeting.lines.count(),
        sort=noted.sort,
        text=noted.text,
        who=noted.who,
        thing_kind=idea.kind if idea else "",
        thing_number=idea.number if idea else None,
    )
    sign_revision(meeting, ["lines"], signed)
    if idea is not None:
        tie(meeting.reference, Relation.TELLS, idea.reference, signed=signed)
    announce(meeting.reference)
    return line


def _published(call: Call, noted: Noted, signed: Signature) -> Proposal:
    said = Idea(name=noted.name, text=noted.text, author_name=noted.who)
    brought = Bringer(contact=noted.contact, channel=Channel.MEETING)
    return propose(call, said, brought, signed=signed)
