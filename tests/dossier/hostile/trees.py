"""YAML that bites: bombs, tags, anchors, merged keys, numbers that are none, things named twice."""

from tests.dossier.hostile.tools import PEBBLE, Case, added_to, rewritten, swapped, text_in

STAR, SOURCES = "star.yaml", "sources.yaml"
LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
SOURCE = "- id: {id}\n  number: {number}\n  title: x\n  year: {year}\n"


def source(year: str) -> str:
    return SOURCE.format(id="neuve", number=50, year=year)


CASES = (
    Case("a billion laughs", text_in(STAR, LAUGHS), "yaml.alias", STAR),
    Case("an anchor", swapped(STAR, "title: ", "title: &t "), "yaml.anchor", STAR),
    Case("an anchor that holds itself", text_in(STAR, "a: &a [*a]\n"), "yaml.alias", STAR),
    Case("merged keys", added_to(SOURCES, "- &m\n  id: m\n- <<: *m\n  number: 9\n"), "yaml.alias", SOURCES),
    Case("merged keys without an alias", added_to(PEBBLE, "<<: {lesson: x}\n"), "field.unexpected", PEBBLE),
    Case("a tag", added_to(PEBBLE, "lesson: !!python/object/apply:os.system ['true']\n"), "yaml.tag", PEBBLE),
    Case("a tag of one's own", added_to(PEBBLE, "lesson: !x y\n"), "yaml.tag", PEBBLE),
    Case("a binary tag", added_to(PEBBLE, "lesson: !!binary aGVsbG8=\n"), "yaml.tag", PEBBLE),
    Case("deep brackets", text_in(STAR, "[" * 100_000), "yaml.too_deep", STAR),
    Case("deep brackets, closed", text_in(STAR, "[" * 50_000 + "]" * 50_000), "yaml.too_deep", STAR),
    Case("deep maps", text_in(STAR, "{a: " * 20_000), "yaml.too_deep", STAR),
    Case("deep dashes", text_in(STAR, "- " * 20_000 + "x\n"), "yaml.too_deep", STAR),
    Case("a million items", text_in(SOURCES, "- x\n" * 1_200_000), "file.too_long", SOURCES),
    Case(
        "many fields",
        text_in(STAR, "".join(f"k{n}: 1\n" for n in range(400_000))),
        "file.too_long",
        STAR,
    ),
    Case(
        "a list of many kinds",
        swapped(PEBBLE, "pillars: [", "pillars: [" + "1, a, " * 40_000),
        "field.type",
        PEBBLE,
    ),
    Case("many faults", text_in(SOURCES, "- {}\n" * 60_000), "field.missing", SOURCES),
    Case("a key of 1 MB", text_in(STAR, f"? {'k' * 1_000_000}\n: 1\n"), "field.unexpected", STAR),
    Case("a text of 10 MB", added_to(PEBBLE, f"lesson: {'x' * 10_000_000}\n"), "file.too_large", PEBBLE),
    Case(
        "a name of 5 MB", swapped(SOURCES, "title: ", f"title: {'x' * 4_900_000}"), "field.maxLength", SOURCES
    ),
    Case("a file of 40 MB", text_in(STAR, "#" * 40_000_000), "file.too_large", STAR),
    Case("infinity", added_to(SOURCES, source(".inf")), "yaml.not_finite", SOURCES),
    Case("not a number", added_to(SOURCES, source(".NaN")), "yaml.not_finite", SOURCES),
    Case("1e400", added_to(SOURCES, source("1e400")), "field.type", SOURCES),
    Case("1e999999999", added_to(SOURCES, source("1e999999999")), "field.type", SOURCES),
    Case("nines", added_to(SOURCES, source("9" * 5000)), "number.too_precise", SOURCES),
    Case("hexadecimal", added_to(SOURCES, source("0x10")), "field.type", SOURCES),
    Case("octal", added_to(SOURCES, source("0o17")), "field.type", SOURCES),
    Case("old octal", added_to(SOURCES, source("0177")), "field.type", SOURCES),
    Case("sexagesimal", added_to(SOURCES, source("12:30:45")), "field.type", SOURCES),
    Case("yes", added_to(PEBBLE, "example: yes\n"), "yaml.duplicate_key", PEBBLE),
    Case(
        "on, where a text is due",
        swapped("commune.yaml", "name: ", "demonstration: on\nname: "),
        "field.type",
        "commune.yaml",
    ),
    Case("a date as a key", added_to(PEBBLE, "2013-03-08: x\n"), "field.unexpected", PEBBLE),
    Case("a list as a key", added_to(PEBBLE, "[a, b]: x\n"), "yaml.key_not_text", PEBBLE),
    Case("a null as a key", added_to(PEBBLE, "~: x\n"), "field.unexpected", PEBBLE),
    Case("a key twice", added_to(PEBBLE, "number: 1\n"), "yaml.duplicate_key", PEBBLE),
    Case(
        "a key twice, inside", added_to(PEBBLE, "en:\n  name: a\n  name: b\n"), "yaml.duplicate_key", PEBBLE
    ),
    Case("a lone quote", added_to(PEBBLE, "lesson: 'x\n"), "yaml.quote", PEBBLE),
    Case("a lone double quote", added_to(PEBBLE, 'lesson: "x\n'), "yaml.quote", PEBBLE),
    Case("several documents", added_to(STAR, "---\ntitle: x\n"), "yaml.several_documents", STAR),
    Case("a directive", text_in(STAR, "%TAG ! tag:evil,2000:\n---\n!x {}\n"), "yaml.tag", STAR),
    Case(
        "an identifier twice",
        added_to(SOURCES, SOURCE.format(id="bulletin", number=60, year=2020)),
        "id.twice",
        SOURCES,
    ),
    Case(
        "a number twice",
        added_to(SOURCES, SOURCE.format(id="autre", number=1, year=2020)),
        "number.twice",
        SOURCES,
    ),
    Case(
        "a dangling reference",
        swapped(PEBBLE, "source: ", "source: nulle-part-"),
        "reference.unknown",
        PEBBLE,
    ),
    Case("a reversed period", swapped(PEBBLE, "period: ", "period: 2020/2001 # "), "period.reversed", PEBBLE),
    Case("30 February", swapped(PEBBLE, "period: ", "period: 2020-02-30 # "), "period.malformed", PEBBLE),
    Case("the year 0", swapped(PEBBLE, "period: ", "period: 0000 # "), "period.malformed", PEBBLE),
    Case(
        "an unknown unit",
        swapped("indicators.yaml", "unit: kWh/an", "unit: brouzouf"),
        "unit.unknown",
        "indicators.yaml",
    ),
    Case(
        "a unit bomb",
        swapped("indicators.yaml", "unit: kWh/an", f"unit: {'(' * 40}m{')' * 30}"),
        "unit.too_deep",
        "indicators.yaml",
    ),
)

# Words that other readers of YAML turn into something else: here they stay what they look like.
HARMLESS = (
    Case(
        "words that look like others",
        added_to(PEBBLE, "lesson: no\nfailed: 012\nnext: 0x10 et 12:30:45\n"),
        "",
        PEBBLE,
    ),
    Case("windows ends of line", rewritten(STAR, lambda said: said.replace(b"\n", b"\r\n")), "", STAR),
)
