"""Nothing that is typed, or was written, is taken for an order: every question is answered with a page."""

import pytest

from poucet.town.register import one_act
from tests.factories import a_pebble

pytestmark = pytest.mark.usefixtures("commune")

ODD = (
    '"', '""', '"""', "'", "''", "\\", "\\u0000", "\\'", "'; DROP TABLE search_words; --", "a'b", 'a"b', '"a',
    'a"', "*", "a*", "*a", "a OR b", "OR", "AND", "NOT", "a NOT b", "NEAR(a b)", "NEAR(a b, 2)",
    "NEAR/2", "title:toit", "{title body}: a", "-title:a", "^toit", "toit + solaire", "(", ")", "((((",
    "a)(b", "(a OR", "a AND (b", "toit:*", "fr:toit", ":", "::", "a & b", "a | b", "!a", "!!",
    "a <-> b", "<2>", "a:A", "'a':AB", "&&", "%", "%s", "%(q)s", "100%", "_", "a_b", "$1", "$$a$$",
    "{{ 7*7 }}", "{% debug %}", "<script>", "&lt;", "--", "/* a */", ";", "\0", "a\0b", "\x1f", "\x7f",
    "\ufeff", "\u202eabc", "\u200f\u05e9\u05dc\u05d5\u05dd", "مدرسة", "学校", "ﬁn", "½", "²", "ﷺ", "ß",
    "İ", "e\u0301" * 40, "🌳", "👩‍👩‍👧‍👦 toit", "\U0001f1eb\U0001f1f7", "\ud7ff", "\uffff", "\U0010ffff",
    "٣", "Ⅻ", "a" * 5000, "a " * 5000, '"' * 5000, "(" * 5000, "é" * 5000, "0", "-1", "1e309", "NaN",
    "null", "undefined", "None", "true", "+", " ", "\t\n", "de la",
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_whatever_is_typed_is_answered_with_a_page(client, odd):
    a_pebble(name="Le toit", deed="Des panneaux.")
    for question in (odd, f"toit {odd}", f'"{odd} toit"', f"{odd}toit{odd}"):
        narrowed = {"q": question, "genre": odd, "theme": odd, "page": odd}
        assert client.get("/recherche", {"q": question}).status_code == 200
        assert client.get("/recherche", narrowed).status_code == 200


def test_operators_of_a_database_are_words_like_others(seek):
    a_pebble(name="Chaume")
    a_pebble(name="Ardoise")
    assert seek("chaume OR ardoise") == []
    assert seek("chaume NOT ardoise") == []
    assert len(seek("chaume*")) == 1
    assert len(seek("-chaume")) == 1
    assert len(seek("title:chaume")) == 0


def test_whatever_was_written_is_found_by_its_other_words(seek):
    with one_act():
        for odd in ODD:
            a_pebble(name="Chaume", deed=f"Un mot {odd.replace(chr(0), '')} encore")
    pages = -(-len(ODD) // 20)
    found = [address for page in range(1, pages + 1) for address in seek("mot encore", page=str(page))]
    assert len(set(found)) == len(ODD)


def test_hostile_words_are_shown_and_never_obeyed(client):
    hostile = "<script>alert(1)</script> chaume <img src=x onerror=alert(2)> &amp; \"'"
    a_pebble(name=f"Chaume {hostile}", deed=hostile)
    body = client.get("/recherche", {"q": "chaume script"}).content.decode()
    assert "<script>alert" not in body
    assert "<img src=x" not in body
    assert "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt; <mark>chaume</mark>" in body
