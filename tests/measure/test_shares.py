"""Shares of several scopes add up by their numerators and denominators."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from poucet.measure.models import Indicator
from poucet.measure.shares import put_together
from tests.factories import a_figure, an_indicator

pytestmark = pytest.mark.django_db


def shares(indicator: Indicator, *scopes: tuple[str, int, int]) -> None:
    for scope, numerator, denominator in scopes:
        said = {"value": Decimal(100) * numerator / denominator, "scope": scope, "indicator": indicator}
        a_figure(numerator=Decimal(numerator), denominator=Decimal(denominator), **said)


def test_shares_are_put_together_by_their_sums(client: Client) -> None:
    indicator = an_indicator(unit="%", name="Toits équipés")
    shares(indicator, ("nord", 15, 100), ("sud", 15, 50))
    (together,) = put_together(indicator.observations.current())
    assert together.percentage == 20
    page = client.get(indicator.get_absolute_url()).content.decode()
    assert "30 sur 150, soit 20" in page


def test_a_scope_told_twice_is_not_counted_twice() -> None:
    indicator = an_indicator(unit="%", name="Toits équipés")
    shares(indicator, ("nord", 15, 100), ("nord", 20, 100), ("sud", 15, 50))
    assert put_together(indicator.observations.current()) == ()


def test_percentages_without_their_numerators_are_left_alone() -> None:
    indicator = an_indicator(unit="%", name="Toits équipés")
    a_figure(indicator=indicator, value=Decimal(15), scope="nord")
    a_figure(indicator=indicator, value=Decimal(30), scope="sud")
    assert put_together(indicator.observations.current()) == ()
