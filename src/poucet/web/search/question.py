"""What a reader asks for: words, and « groups of words » between quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from poucet.web.search.words import STEMMERS, STOP_WORDS, composed, forms, stemmed_as, words_in

LONGEST_QUESTION = 200
MOST_TERMS = 12
_QUOTED = re.compile(r'"([^"]*)"')
_QUOTES = str.maketrans(dict.fromkeys("«»“”„‟", '"'))


@dataclass(frozen=True)
class Term:
    """One word, or several that must follow one another."""

    words: tuple[str, ...]

    def alternatives(self, languages: Iterable[str]) -> Iterator[tuple[str, ...]]:
        """The runs of forms of which one suffices; a group of words is compared without accents."""
        for language in languages:
            if len(self.words) == 1:
                yield from ((form,) for form in forms(self.words[0], language))
            else:
                yield tuple(forms(word, language)[0] for word in self.words)


@dataclass(frozen=True)
class Question:
    """What is sought: every term, in any language of the house."""

    text: str
    terms: tuple[Term, ...]

    @cached_property
    def sought(self) -> frozenset[str]:
        """Every form that answers, of any term: what an excerpt marks."""
        return frozenset(
            form
            for term in self.terms
            for word in term.words
            for language in STEMMERS
            for form in forms(word, language)
        )

    def hits(self, text: str, language: str) -> list[tuple[int, int]]:
        """Where the words that answer stand in a composed text."""
        spoken = stemmed_as(language)
        return [
            found.span() for found in words_in(text) if not self.sought.isdisjoint(forms(found[0], spoken))
        ]

    def is_answered_by(self, texts: Iterable[tuple[str, str]]) -> bool:
        """Whether these texts, each after its language, bear every term: for the little that needs no index."""
        streams = [
            (language, [forms(found[0], stemmed_as(language)) for found in words_in(composed(text))])
            for language, text in texts
        ]
        return bool(self.terms) and all(
            any(_holds(stream, run) for _language, stream in streams for run in term.alternatives(STEMMERS))
            for term in self.terms
        )


def ask(text: str) -> Question:
    """Understand what was typed; what holds no word asks for nothing, and nothing typed is a mistake."""
    asked = composed(" ".join(text.replace("\0", " ").split()))[:LONGEST_QUESTION]
    terms = list(dict.fromkeys(_terms(asked.translate(_QUOTES))))
    telling = [term for term in terms if len(term.words) > 1 or term.words[0].lower() not in STOP_WORDS]
    return Question(asked, tuple((telling or terms)[:MOST_TERMS]))


def _terms(text: str) -> Iterator[Term]:
    for place, part in enumerate(_QUOTED.split(text)):
        words = tuple(found[0] for found in words_in(part) if forms(found[0], "fr"))
        if place % 2:  # what stood between quotes
            yield from (Term(words[:MOST_TERMS]),) if words else ()
        else:
            yield from (Term((word,)) for word in words)


def _holds(stream: list[tuple[str, ...]], run: tuple[str, ...]) -> bool:
    if len(run) == 1:
        return any(run[0] in found for found in stream)
    plain = [found[:1] for found in stream]
    wanted = [(form,) for form in run]
    return any(plain[start : start + len(run)] == wanted for start in range(len(plain)))
