import re
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import caches
from django.utils import translation

from poucet.measure import charts
from poucet.measure.series import Rule, series_of
from tests.factories import a_figure, an_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_cache():
    caches["pictures"].clear()


def a_series(rule=None, **named):
    indicator = an_indicator(**named)
    figures = [
        a_figure(indicator=indicator, value=Decimal(12000), period="2013"),
        a_figure(
            indicator=indicator,
            value=Decimal(30),
            unit="MWh/an",
            low=Decimal(20),
            high=Decimal(40),
            period="2020",
        ),
        a_figure(indicator=indicator, state="unknown", period="2021"),
        a_figure(indicator=indicator, value=Decimal(1), period=""),
    ]
    return series_of(indicator, figures, rule)


def test_series_says_all_points_in_the_unit_of_the_indicator():
    points = a_series().points
    assert [(round(point.at, 1), point.value, point.low, point.high) for point in points] == [
        (2013.5, 12000, None, None),
        (2020.5, 30000, 20000, 40000),
    ]


def test_chart_has_no_inline_style_and_only_colours_of_the_design_language():
    svg = charts.drawn(a_series(Rule(50000, 2030)))
    assert "style" not in svg
    assert "font-family" not in svg
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b|rgb\(", svg)
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) <= {
        "none",
        "var(--ink)",
        "var(--green)",
        "var(--line)",
    }


def test_chart_is_named_and_told_in_words():
    root = ET.fromstring(charts.drawn(a_series(name="L'eau & le <toit>")))  # noqa: S314 -- our own picture
    parts = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    named = [parts[one] for one in root.get("aria-labelledby").split()]
    assert named[0] == "L’eau & le <toit>"
    assert named[1].startswith("2 ")
    assert root.get("role") == "img"
    assert root.get("width") is None
    assert root.get("viewBox")


def test_chart_writes_its_numbers_in_the_language_of_the_reader():
    series = a_series(Rule(50000, 2030))
    with translation.override("fr"):
        assert "30\u202f000" in charts.drawn(series)
    with translation.override("en"):
        assert "30,000" in charts.drawn(series)


def test_chart_is_drawn_once(monkeypatch):
    series = a_series()
    first = charts.drawn(series)
    monkeypatch.setattr(charts, "_svg", lambda *_: pytest.fail("drawn again"))
    assert charts.drawn(series) == first


def test_one_point_makes_no_chart():
    indicator = an_indicator()
    assert charts.drawn(series_of(indicator, [a_figure(indicator=indicator)])) is None


def test_words_make_no_series():
    indicator = an_indicator(nature="text")
    figure = a_figure(indicator=indicator, state="statement", statement="oui")
    assert series_of(indicator, [figure, figure]).points == ()
