"""Charts drawn on the server: Vega-Lite turned into an SVG that the page's own style colours.

The strict content policy allows no inline style: every colour is a presentation attribute that names
a custom property of the design language, so light, dark and print are the style sheet's business.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from django.core.cache import caches
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from poucet.measure.models import Status
from poucet.measure.series import Point, Series, thinned
from poucet.measure.templatetags.measure import amount_of, at_their_constants, unit
from poucet.town.templatetags.town import plain_title

WIDTH, HEIGHT, FONT_SIZE = 400, 220, 16  # read on a phone, where the picture is 350 pixels wide
_NUMBERS = {
    "fr": {"decimal": ",", "thousands": "\u202f", "grouping": [3], "currency": ["", "\u00a0€"]},
    "en": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["€", ""]},
}
_OPENING = re.compile(r"<svg[^>]*?viewBox=\"([^\"]*)\"[^>]*>")
_IDLE = re.compile(r' (?:role|class|font-family|pointer-events|aria-\w+)="[^"]*"')
MOST_POINTS = 400  # two for each of the picture's pixels that a phone can tell apart
_KEPT_FOR = 30 * 24 * 3600
_INK, _GREEN, _LINE = "var(--ink)", "var(--green)", "var(--line)"


def drawn(series: Series) -> SafeString | None:
    """The chart of a series as inline SVG, or None when there is too little to draw."""
    if not series.can_be_drawn:
        return None
    language = get_language() or "fr"
    drawing = json.dumps(specification(series), sort_keys=True)
    name = hashlib.sha256(f"{language}{drawing}".encode()).hexdigest()[:24]
    inner = caches["pictures"].get(f"chart-{name}")
    if inner is None:
        inner = _svg(drawing, language)
        caches["pictures"].set(f"chart-{name}", inner, _KEPT_FOR)
    box, shapes = inner
    opening = format_html(
        '<svg class="chart" viewBox="{}" role="img" aria-labelledby="chart-{}-title chart-{}-text">'
        '<title id="chart-{}-title">{}</title><desc id="chart-{}-text">{}</desc>',
        box, name, name, name, plain_title(series.indicator), name, in_words(series),
    )  # fmt: skip
    picture: SafeString = mark_safe(f"{opening}{shapes}</svg>{_left_out(series)}")  # noqa: S308 -- drawn by us, its texts escaped by the drawer
    return picture


def _left_out(series: Series) -> SafeString:
    """What the picture leaves out of a long series, said under it."""
    drawn_ones, every = len(thinned(series.points, MOST_POINTS)), len(series.points)
    if drawn_ones == every:
        return SafeString()
    said = _(
        "Drawn: %(drawn)s figures of %(every)s, the lowest and the highest of each stretch of time. "
        "The table has them all."
    )
    return format_html(
        '<figcaption class="note">{}</figcaption>',
        said % {"drawn": amount_of(drawn_ones), "every": amount_of(every)},
    )


def in_words(series: Series) -> str:
    """What the chart shows, for those who do not see it."""
    values = [point.value for point in series.points]
    years = [int(point.at) for point in series.points]
    said = ngettext(
        "%(count)s dated figure, from %(first)s to %(last)s, between %(least)s and %(most)s %(unit)s.",
        "%(count)s dated figures, from %(first)s to %(last)s, between %(least)s and %(most)s %(unit)s.",
        len(values),
    ) % {
        "count": len(values),
        "first": str(min(years)),
        "last": str(max(years)),
        "least": amount_of(min(values)),
        "most": amount_of(max(values)),
        "unit": _unit_of(series),
    }
    target = f"{_rule_label(series)}. " if series.rule else ""
    return f"{said} {target}{_('The table below says the same.')}"


def specification(series: Series) -> dict[str, Any]:
    """The Vega-Lite picture: figures as points, ranges as bars, the target as a labelled rule."""
    layers = [
        {"mark": {"type": "rule", "color": _INK}, "transform": [{"filter": "isValid(datum.low)"}],
         "encoding": {"x": _years(series), "y": _amounts(series, "low"), "y2": {"field": "high"}}},
        {"mark": {"type": "rule", "color": _INK}, "transform": [{"filter": "isValid(datum.since)"}],
         "encoding": {"x": {**_years(series), "field": "since"}, "x2": {"field": "until"},
                      "y": _amounts(series, "value")}},
        {"mark": {"type": "point", "filled": True, "size": 110, "color": _GREEN, "opacity": 1},
         "encoding": {"x": _years(series), "y": _amounts(series, "value"),
                      "shape": {"field": "status", "type": "nominal",
                                "legend": {"orient": "bottom", "title": None, "columns": 3}}}},
    ]  # fmt: skip
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": HEIGHT,
        "background": None,
        "data": {"values": [_row(point) for point in thinned(series.points, MOST_POINTS)]},
        "layer": layers + _rule_layers(series),
        "config": _look(),
    }


def _row(point: Point) -> dict[str, Any]:
    span = {"since": point.since, "until": point.until} if point.lasts else {}
    bounds = {} if point.low is None else {"low": point.low, "high": point.high}
    return {"at": point.at, "value": point.value, "status": str(Status(point.status).label), **span, **bounds}


def _years(series: Series) -> dict[str, Any]:
    ends = [point.since for point in series.points] + [point.until for point in series.points]
    margin = max(0.5, (max(ends) - min(ends)) / 30)
    domain = [round(min(ends) - margin, 2), round(max(ends) + margin, 2)]
    axis = {"format": "d", "tickMinStep": 1, "title": None, "grid": False, "tickCount": 6}
    return {"field": "at", "type": "quantitative", "axis": axis, "scale": {"domain": domain, "nice": False}}


def _amounts(series: Series, field: str) -> dict[str, Any]:
    title = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "start", "titleX": 0, "titleY": -14}
    axis = {"format": ",~f", "tickCount": 5, "title": _unit_of(series), **title}
    return {"field": field, "type": "quantitative", "axis": axis, "scale": {"zero": True}}


def _rule_layers(series: Series) -> list[dict[str, Any]]:
    if series.rule is None:
        return []
    values = {"values": [{"value": series.rule.value, "label": _rule_label(series)}]}
    y = _amounts(series, "value")
    dashed = {"type": "rule", "color": _INK, "strokeDash": [7, 4], "strokeWidth": 2}
    written = {"type": "text", "align": "right", "dy": -8, "color": _INK}
    return [
        {"data": values, "mark": dashed, "encoding": {"y": y}},
        {"data": values, "mark": written,
         "encoding": {"y": y, "x": {"value": WIDTH - 4}, "text": {"field": "label", "type": "nominal"}}},
    ]  # fmt: skip


def _unit_of(series: Series) -> str:
    """The unit in words, with the constant that the counts take."""
    return at_their_constants(unit(series.indicator.unit), series.constants)


def _rule_label(series: Series) -> str:
    if series.rule is None:
        return ""
    said = f"{amount_of(series.rule.value)}\u00a0{_unit_of(series)}"
    if series.rule.horizon is None:
        return _("Target: %(value)s") % {"value": said}
    return _("Target for %(year)s: %(value)s") % {"value": said, "year": str(series.rule.horizon)}


def _look() -> dict[str, Any]:
    words = {"labelColor": _INK, "labelFontSize": FONT_SIZE, "titleColor": _INK, "titleFontSize": FONT_SIZE}
    lines = {"gridColor": _LINE, "domainColor": _INK, "tickColor": _INK, "titleFontWeight": "normal"}
    return {
        "view": {"stroke": None},
        "axis": words | lines,
        "legend": {
            "labelColor": _INK,
            "labelFontSize": FONT_SIZE,
            "symbolFillColor": _GREEN,
            "symbolOpacity": 1,
        },
        "text": {"fontSize": FONT_SIZE},
        "aria": False,
    }


def _svg(drawing: str, language: str) -> tuple[str, str]:
    """The picture's box and its shapes, stripped of what the page says better."""
    import vl_convert  # noqa: PLC0415 -- half a second, only where a chart is drawn anew

    svg: str = vl_convert.vegalite_to_svg(
        drawing, format_locale=_NUMBERS.get(language, _NUMBERS["en"]), allowed_base_urls=[]
    )
    opening = _OPENING.search(svg)
    if opening is None:
        raise ValueError("the drawer gave no picture")
    return opening[1], _IDLE.sub("", svg[opening.end() : svg.rindex("</svg>")])
