"""The relations of the thread in words, from either end."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from poucet.town.models import Relation

_BACK = {
    Relation.ANSWERS: _("is answered by"),
    Relation.ASSESSES: _("is assessed by"),
    Relation.DECIDES: _("is decided by"),
    Relation.BINDS: _("is bound by"),
    Relation.TRIES: _("is tried by"),
    Relation.LAYS: _("is laid by"),
    Relation.MEASURES: _("is measured by"),
    Relation.SCALES: _("is scaled up by"),
    Relation.SUPPORTS: _("is supported by"),
    Relation.TEACHES: _("is taught by"),
    Relation.ENABLES: _("was made possible by"),
    Relation.SERVES: _("is served by"),
    Relation.TELLS: _("is told by"),
    Relation.REPLACES: _("is replaced by"),
}


def in_words(relation: str, *, forth: bool) -> str:
    """« made possible » as the origin says it, « was made possible by » as the destination does."""
    known = Relation(relation)
    return str(known.label if forth else _BACK[known])
