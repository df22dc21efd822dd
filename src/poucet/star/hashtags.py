"""Hashtags written in texts: found, counted, followed back to where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from django.db import transaction

from poucet.star.models import Mention
from poucet.town.models import Thing
from poucet.town.things import kind_of

# A hash that starts a word: neither an address's fragment (page#part), nor an entity (&#233;).
HASHTAG = re.compile(r"(?<![\w&/#.])#([A-Za-zÀ-ÖØ-öø-ÿ][\wÀ-ÖØ-öø-ÿ-]{0,39})")


def tags_in(text: str) -> Counter[str]:
    """How often each tag stands in a text; tags are compared in lower case."""
    return Counter(match.lower() for match in HASHTAG.findall(text))


@transaction.atomic
def index(things: Iterable[Thing]) -> None:
    """Note anew which tags the things of the house mention; given all of them, so that the rest is forgotten."""
    known = {_place(mention): mention for mention in Mention.objects.all()}
    wanted = {
        (tag, thing.kind, thing.number, field): times
        for thing in things
        for field in kind_of(thing.kind).texts
        for tag, times in tags_in(getattr(thing, field)).items()
    }
    stale = [mention.pk for place, mention in known.items() if wanted.get(place) != mention.times]
    fresh = [place for place, times in wanted.items() if place not in known or known[place].times != times]
    Mention.objects.filter(pk__in=stale).delete()
    Mention.objects.bulk_create(
        [
            Mention(tag=tag, kind=kind, number=number, field=field, times=wanted[tag, kind, number, field])
            for tag, kind, number, field in sorted(fresh)
        ],
        batch_size=1000,
    )


def _place(mention: Mention) -> tuple[str, str, int, str]:
    return (mention.tag, mention.kind, mention.number, mention.field)
