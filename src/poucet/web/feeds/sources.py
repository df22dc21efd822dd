"""What each feed tells: its newest entries, in at most three queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from django.db.models import Min, OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from poucet.contribute.agreements.models import Agreement
from poucet.contribute.models import Proposal, Reply
from poucet.contribute.sharing.models import Posting
from poucet.pebble.linked_data import shown_title
from poucet.pebble.models import Pebble
from poucet.town.clock import today
from poucet.town.models import RegisterEntry
from poucet.town.templatetags.town import day_in_words, spoken
from poucet.town.themes import theme_name
from poucet.web.feeds.atom import Entry

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

MOST = 50


@dataclass(frozen=True)
class Source:
    """A feed that the house offers; `name` is its address without `.atom`."""

    name: str
    title: _StrPromise
    page: str  # the name of the page that it follows
    entries: Callable[[int | None], Iterator[Entry]]  # of one call or facet only, by its number


def _pebbles(facet: int | None) -> Iterator[Entry]:
    rows = Pebble.objects.all()
    if facet is not None:
        rows = rows.filter(effects__facet__number=facet).distinct()
    for one in _latest(rows, Pebble.kind):
        state = (one.state, str(Pebble.State(one.state).label))
        yield _of(one, "deed", (state, (one.theme, theme_name(one.theme))))


def _ideas(call: int | None) -> Iterator[Entry]:
    for one in _latest(_of_call(call), Proposal.kind):
        yield _of(one, "text", ((one.state, str(one.get_state_display())),))


def _agreements(_number: int | None) -> Iterator[Entry]:
    for one in _latest(Agreement.objects.all(), Agreement.kind):
        yield _of(one, "purpose", ((one.state, str(one.get_state_display())),))


def _postings(_number: int | None) -> Iterator[Entry]:
    for one in _latest(Posting.objects.all(), Posting.kind):
        sort = (one.sort, str(one.get_sort_display()))
        yield _of(one, "text", ((one.side, str(one.get_side_display())), sort))


def _answers(call: int | None) -> Iterator[Entry]:
    rows = Reply.objects.filter(proposal__withdrawn=False).exclude(role=Reply.Role.AUTHOR)
    if call is not None:
        rows = rows.filter(proposal__call__number=call)
    for one in rows.select_related("proposal").order_by("-on", "-pk")[:MOST]:
        at = datetime.combine(one.on, time(12), tzinfo=get_default_timezone())
        title = _("%(state)s: %(idea)s") % {
            "state": capfirst(one.get_state_display()),
            "idea": shown_title(one.proposal),
        }
        place = f"idee/{one.proposal.number}#reponse-{one.position + 1}"
        yield Entry(place, title, at, at, one.reason, "fr", ((one.state, str(one.get_state_display())),))


def _late(call: int | None) -> Iterator[Entry]:
    for one in _of_call(call).overdue(on=today()).order_by("-answer_due", "-number")[:MOST]:
        owed = one.next_on if one.next_on and one.next_on < today() else one.answer_due
        at = datetime.combine(owed, time(12), tzinfo=get_default_timezone())
        said = _("An answer was owed by %(day)s.") % {"day": day_in_words(owed)}
        place = f"idee/{one.number}#retard-{owed.isoformat()}"
        yield Entry(place, shown_title(one), at, at, said, "fr")


def _of_call(number: int | None) -> Any:
    return Proposal.objects.filter(call__number=number) if number is not None else Proposal.objects.all()


SOURCES = {
    one.name: one
    for one in (
        Source("cailloux", gettext_lazy("Pebbles of %(commune)s"), "pebbles", _pebbles),
        Source("idees", gettext_lazy("Ideas of %(commune)s"), "proposals", _ideas),
        Source("reponses", gettext_lazy("Answers to the ideas of %(commune)s"), "proposals", _answers),
        Source("retards", gettext_lazy("Answers that are late in %(commune)s"), "proposals-late", _late),
        Source("accords", gettext_lazy("Fifty-fifty agreements of %(commune)s"), "agreements", _agreements),
        Source("entraide", gettext_lazy("Offers and needs of %(commune)s"), "postings", _postings),
    )
}


def _of(thing: Any, name: str, categories: tuple[tuple[str, str], ...]) -> Entry:
    text, language = spoken(thing, name)
    place = thing.get_absolute_url().removeprefix("/")
    return Entry(place, shown_title(thing), thing.updated, thing.published, text, language, categories)


def _latest(rows: QuerySet[Any], kind: str) -> list[Any]:
    """The things that the register spoke of last, with the dates that it gives: one query."""
    own = RegisterEntry.objects.filter(kind=kind, number=OuterRef("number"))
    dated = rows.annotate(
        updated=Subquery(own.order_by("-sequence").values("at")[:1]),
        published=Subquery(own.order_by().values("number").annotate(first=Min("at")).values("first")),
    )
    return list(dated.filter(updated__isnull=False).order_by("-updated", "-number")[:MOST])
