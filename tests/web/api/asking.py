"""The API as a program asks it, and a house with one of everything."""

from typing import Any

from django.test import Client

from poucet.pebble.operations import Enabled, Parts, say_what_it_enabled
from poucet.town.thread import Telling
from tests.factories import (
    SIGNED,
    a_commune,
    a_conflict,
    a_constant,
    a_facet,
    a_figure,
    a_framework,
    a_pebble,
    a_place,
    a_star,
    a_target,
    an_axis,
    an_indicator,
    an_organisation,
)

KINDS = (
    "pebbles", "observations", "indicators", "sources", "constants", "conflicts", "facets", "axes", "frameworks",
    "organisations", "places",
)  # fmt: skip


def asked(client: Client, address: str, **headers: str) -> Any:
    """Give what a program reads at an address of the API."""
    response = client.get(f"/api/v1/{address}", headers=headers or None)
    assert response.status_code == 200, (address, response.content)
    return response.json()


def a_house_of_everything(name: str = "Le toit") -> None:
    """Write one thing of each kind, tied to the others, all under a name."""
    a_commune(name=name)
    a_star(name=name)
    framework, place, organisation = (
        a_framework("soleil", name=name),
        a_place(name=name),
        an_organisation(name=name),
    )
    indicator = an_indicator(name=name)
    facet = a_facet(name=name, indicator=indicator)
    a_target(facet)
    axis = an_axis(name=name, facets=[facet])
    quantity = a_figure(indicator=indicator, value=5000)
    count = a_figure(indicator=an_indicator(name=name, unit="household"), value=2)
    constant = a_constant(name=name)
    a_conflict(quantity, a_figure(indicator=indicator, value=7), name=name)
    parts = Parts(
        pillars=list(framework.pillars.all()),
        places=[place],
        facets=[facet],
        makers=[{"organisation": organisation}],
        effects=[{"indicator": indicator, "role": "effect", "facet": facet}],
        equivalences=[
            {
                "count_number": count.number,
                "quantity_number": quantity.number,
                "constant": constant,
                "note": name,
            }
        ],
        voices=[{"speaker": name, "text": name}],
    )
    first = a_pebble(parts, name=name, deed=name, axis=axis)
    say_what_it_enabled(first, [Enabled(a_pebble(name=name), Telling(note=name))], signed=SIGNED)
