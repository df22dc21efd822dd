"""Pages of the meetings: the list, one meeting, the sheet to sign, the calendars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from poucet.contribute.meetings.calendar import CONTENT_TYPE, calendar_of
from poucet.contribute.meetings.models import Meeting
from poucet.contribute.meetings.registering import is_open, seats_of
from poucet.contribute.meetings.summaries import (
    coming,
    held_before,
    in_calendars,
    last_changes,
    late,
    portrait,
    whole,
)
from poucet.contribute.meetings.thanking import next_feast, thanked, to_thank
from poucet.town.clock import end_of, today
from poucet.town.models import Commune
from poucet.town.pages import leaf
from poucet.town.reading import only_read
from poucet.town.rights import may

PAST_ON_A_PAGE = 30
LINES_TO_SIGN = 24


@only_read
def meetings(request: HttpRequest) -> HttpResponse:
    day = today()
    context = {
        "coming": coming(on=day)[:100],
        "late": late(on=day)[:100],
        "leaf": leaf(request, held_before(on=day), size=PAST_ON_A_PAGE),
    }
    return render(request, "meetings/meetings.html", context)


@only_read
def meeting(request: Any, number: int) -> HttpResponse:
    found = get_object_or_404(whole(), number=number)
    context = {"meeting": found, "portrait": portrait(found, on=today()), **_to_come(request, found)}
    return render(request, "meetings/meeting.html", context)


def _to_come(request: Any, meeting: Meeting) -> dict[str, Any]:
    """What the reader may do to come, or to hold it; nothing on a page of the past."""
    if getattr(request, "visit", None):
        return {}
    opened = is_open(meeting, now())
    return {"seats": seats_of(meeting) if opened else None, "hosts": may(request.person, "meeting.host")}


@only_read
def thanks(request: HttpRequest) -> HttpResponse:
    """Whom to thank at the next feast, and whom one thanked."""
    waiting = leaf(request, to_thank(), size=PAST_ON_A_PAGE)
    context = {"leaf": waiting, "thanked": thanked(), "feast": next_feast(end_of(today()))}
    return render(request, "meetings/thanks.html", context)


@only_read
def meeting_sheet(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet to sign at the door: empty lines, for those who come are nobody else's business."""
    found = get_object_or_404(Meeting.objects.select_related("place"), number=number)
    context = {"meeting": found, "lines": range(1, LINES_TO_SIGN + 1)}
    return render(request, "meetings/sheet.html", context)


@only_read
@cache_control(public=True, max_age=300)
def meetings_ics(request: HttpRequest) -> HttpResponse:
    return _calendar(request, in_calendars(on=today()), "rencontres")


@only_read
@cache_control(public=True, max_age=300)
def meeting_ics(request: HttpRequest, number: int) -> HttpResponse:
    found = get_object_or_404(Meeting.objects.select_related("place"), number=number)
    return _calendar(request, [found], f"rencontre-{number}")


def _calendar(request: HttpRequest, rows: Iterable[Meeting], name: str) -> HttpResponse:
    commune = Commune.objects.first()
    title = _("Meetings of %(commune)s") % {"commune": commune.name} if commune else _("Meetings")
    root = request.build_absolute_uri("/").rstrip("/")
    said = {"title": title, "root": root, "cancelled": _("Cancelled meeting")}
    content = calendar_of(rows, changed=last_changes(), **said)
    headers = {"Content-Disposition": f'inline; filename="{name}.ics"'}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
