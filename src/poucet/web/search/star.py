"""The shelf of the star, which has neither number nor siblings, and whose story holds so many words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from poucet.star.models import Star
from poucet.town.templatetags.town import WRITTEN_IN, spoken
from poucet.web.search.question import Question
from poucet.web.search.sheets import Passage
from poucet.web.search.shelves import Find, Shelf

_TEXTS = ("narrative", "note")


def _find(question: Question, _person: object) -> list[Find]:
    star = Star.objects.prefetch_related("statements").first()
    if star is None:
        return []
    passages = [*_told(star, _TEXTS)]
    for statement in star.statements.all():
        passages += _told(statement, ("text", "note"))
    title, language = spoken(star, "name")
    texts = [(told.language, told.text) for told in passages]
    titles = [(WRITTEN_IN, star.name), (get_language() or WRITTEN_IN, star.said("name"))]
    if not question.is_answered_by([*titles, *texts]):
        return []
    return [Find(title, reverse("star"), language, passages)]


def _told(row: Any, names: tuple[str, ...]) -> Iterator[Passage]:
    """Each paragraph in each language: one is quoted, never the end of one with the start of the next."""
    told = {WRITTEN_IN: {name: getattr(row, name) for name in names}} | row.translations
    for language, said in told.items():
        texts = "\n\n".join(said.get(name) or "" for name in names)
        yield from (Passage(language, paragraph) for paragraph in texts.split("\n\n") if paragraph.strip())


STAR_SHELF = Shelf("star", _("The star"), _find)
