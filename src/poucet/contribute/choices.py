"""What the list of ideas can be narrowed to, by its address."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from poucet.contribute.models import Call, Proposal
from poucet.contribute.states import State
from poucet.measure.forms import Choice
from poucet.star.models import Facet
from poucet.town.converters import number_in
from poucet.town.templatetags.town import plain_title

_BY_NUMBER = {"demarche": "call__number", "facette": "facet__number"}


def asked(question: QueryDict) -> tuple[Any, dict[str, str]]:
    """The ideas that a question asks for, the newest first, and what it was understood to choose."""
    rows, chosen = Proposal.objects.newest(), dict[str, str]()
    for name, lookup in _BY_NUMBER.items():
        number = number_in(question.get(name))
        if number is not None:
            rows, chosen[name] = rows.filter(**{lookup: number}), str(number)
    state = question.get("etat", "")
    if state in State.values:
        rows, chosen["etat"] = rows.filter(state=state), state
    return rows, chosen


def filters(chosen: dict[str, str]) -> list[tuple[str, str, str, list[Choice]]]:
    """The lists to choose from: name in the address, label, what choosing nothing means, choices."""
    calls = [(str(one.number), plain_title(one)) for one in Call.objects.all()]
    facets = [
        (str(one.number), plain_title(one))
        for one in Facet.objects.filter(proposals__withdrawn=False).distinct()
    ]
    states = [(code, str(label)) for code, label in State.choices]
    return [
        ("demarche", _("Call"), _("all calls"), _chosen(calls, chosen.get("demarche"))),
        ("etat", _("State"), _("all states"), _chosen(states, chosen.get("etat"))),
        ("facette", _("Facet of the star"), _("all facets"), _chosen(facets, chosen.get("facette"))),
    ]


def _chosen(choices: list[tuple[str, str]], chosen: str | None) -> list[Choice]:
    return [Choice(code, label, code == chosen) for code, label in choices]
