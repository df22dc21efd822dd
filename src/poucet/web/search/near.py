"""Things of a kind whose texts come near to a text, whatever its accents and endings."""

from __future__ import annotations

from django.db import connection

from poucet.web.search.models import Entry
from poucet.web.search.question import Question, Term
from poucet.web.search.stores import store
from poucet.web.search.words import STOP_WORDS, composed, words_in

MOST_TERMS = 40


def nearest(kind: str, text: str, at_most: int) -> list[int]:
    """Their numbers, the nearest first: two queries."""
    words = (found[0] for found in words_in(composed(text)))
    telling = dict.fromkeys(word.lower() for word in words if word.lower() not in STOP_WORDS)
    terms = tuple(Term((word,)) for word in telling)[:MOST_TERMS]
    if not terms:
        return []
    keys = store(connection).nearest(Question(text, terms), kind=kind, at_most=at_most)
    numbers = dict(Entry.objects.filter(pk__in=keys).values_list("pk", "number"))
    return [numbers[key] for key in keys if key in numbers]
