"""The template prints the picture as a page may: named links, no script, no style, no localised number."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from poucet.pebble.path import Stone, Words, lay_out

LINK = "{http://www.w3.org/2000/svg}a"
TITLE = "{http://www.w3.org/2000/svg}title"


def rendered(stones: list[Stone]) -> str:
    path = {
        shape: lay_out(
            stones,
            today=2026.9,
            horizon=2050,
            star_title="Star & <moon>",
            shape=shape,
            cluster_url=lambda first, last: f"/cailloux?de={first}&a={last}",
            words=Words(horizon="cap 2050"),
        )
        for shape in ("wide", "tall")
    }
    with translation.override("fr"):
        return render_to_string("pebble/_path.html", {"path": path})


@pytest.fixture
def page() -> str:
    stones = [
        Stone(
            1,
            "Church roof & <sun>",
            "/caillou/1",
            "measured",
            2013.18,
            None,
            1.0,
            True,
            False,
            "2013, mesuré",
        ),
        Stone(2, "Next roofs", "/caillou/2", "planned", 2028.0, None, None, False, True, "2028, prévu"),
        Stone(3, "Verge", "/caillou/3", "let_go", None, None, None, True, False, "date inconnue"),
        Stone(4, "Cistern", "/caillou/4", "under_way", 1997.0, 1999.0, None, False, False, "1997/1998"),
        *(Stone(10 + index, "Crowd", "/x", "laid", 2005.5) for index in range(60)),
    ]
    return rendered(stones)


def test_page_is_well_formed_and_carries_no_style_nor_script(page):
    ET.fromstring(page)  # noqa: S314 -- our own page

    assert "style=" not in page
    assert "<script" not in page
    assert " on" not in re.sub(r">[^<]*<|\"[^\"]*\"", "", page)


def test_numbers_keep_their_points_in_french(page):
    assert (
        re.findall(
            r' (?:x|y|x1|y1|x2|y2|r|cx|cy|width|height|points)="[^"]*\d,\d+[^"]*"',
            page.replace('points="', 'p="'),
        )
        == []
    )


def test_links_follow_the_dates_and_bear_a_name(page):
    for picture in ET.fromstring(page):  # noqa: S314 -- our own page
        links = [link for link in picture.iter(LINK) if link.get("tabindex") is None]

        hrefs = [link.get("href") for link in links]
        assert hrefs == ["/caillou/4", "/cailloux?de=2005&a=2005", "/caillou/1", "/caillou/2", "/caillou/3"]
        assert all(link.find(TITLE).text.strip() for link in links)
        assert links[2].get("aria-label") == "Church roof & <sun>, 2013, mesuré"


def test_names_for_the_mouse_stay_out_of_the_keyboard_and_of_the_reader(page):
    for picture in ET.fromstring(page):  # noqa: S314 -- our own page
        hidden = [link for group in picture.iter() if group.get("aria-hidden") for link in group.iter(LINK)]
        others = [link for link in picture.iter(LINK) if link.get("tabindex") == "-1"]

        assert hidden == others


def test_ids_differ_between_the_two_shapes_and_references_hold(page):
    ids = re.findall(r' id="([^"]+)"', page)

    assert len(ids) == len(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", page)) <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(ids)


def test_empty_path_still_shows_where_we_are_and_where_we_go():
    page = rendered([])

    assert page.count("we are here") == 2
    assert page.count("Star &amp; &lt;moon&gt;") == 2
