"""What is quoted of a result: its title and a few lines around the first words that answer, these marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from poucet.town.typography import typeset
from poucet.web.search.question import Question
from poucet.web.search.sheets import Passage
from poucet.web.search.words import composed

LONGEST_EXCERPT = 240
SHORTEST_TOLD = 30  # shorter, it is a name
BEFORE = 70  # letters quoted before the first word that answers


@dataclass(frozen=True)
class Excerpt:
    """A few lines, their language, and whether they were imagined."""

    text: SafeString
    language: str
    example: bool


def marked(text: str, language: str, question: Question) -> SafeString:
    """A short text whole, with the words that answer marked."""
    return _with_marks(composed(text), question.hits(composed(text), language))


def excerpt_of(
    passages: Sequence[Passage], question: Question, *, reader: str, in_title: bool = False
) -> Excerpt | None:
    """The passage that answers best, in the reader's language if it can; where only the title answers, the first.

    A mere name, which the title all but repeats, is not worth quoting.
    """
    if not passages:
        return None
    told = [Passage(one.language, composed(typeset(one.text, one.language)), one.example) for one in passages]
    telling = [one for one in told if len(one.text) >= SHORTEST_TOLD] if in_title else told
    best = max(telling, key=lambda one: (_answers(one, question), one.language == reader), default=told[0])
    if not _answers(best, question):
        best = next((one for one in told if one.language == reader), told[0])
    return Excerpt(_quoted(best, question), best.language, best.example)


def _answers(passage: Passage, question: Question) -> int:
    """How many different words of the passage answer, as typed."""
    hits = question.hits(passage.text, passage.language)
    return len({passage.text[start:end].lower() for start, end in hits})


def _quoted(passage: Passage, question: Question) -> SafeString:
    text = passage.text
    hits = question.hits(text, passage.language)
    start = _word_start(text, max(0, hits[0][0] - BEFORE)) if hits else 0
    end = _word_end(text, start + LONGEST_EXCERPT)
    inside = [(first - start, last - start) for first, last in hits if first >= start and last <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _with_marks(text[start:end], inside), after)


def _word_start(text: str, place: int) -> int:
    """The next start of a word, unless the text has no space near."""
    space = text.find(" ", place, place + BEFORE) if place else -1
    return space + 1 if space >= 0 else place


def _word_end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", place - BEFORE, place)
    return space if space >= 0 else place


def _with_marks(text: str, hits: Sequence[tuple[int, int]]) -> SafeString:
    pieces, done = [], 0
    for start, end in hits:
        pieces.append((text[done:start], text[start:end]))
        done = end
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), conditional_escape(text[done:])
    )
