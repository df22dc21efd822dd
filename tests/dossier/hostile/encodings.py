"""Wrong encodings, marks, tabs, and characters that no editor shows."""

from tests.dossier.hostile.tools import PEBBLE, Case, added_to, bytes_in, rewritten, text_in

STAR, FIGURES = "star.yaml", "observations.csv"

CASES = (
    Case("bom", rewritten(STAR, lambda said: b"\xef\xbb\xbf" + said), "file.byte_order_mark", STAR),
    Case(
        "bom in the table",
        rewritten(FIGURES, lambda said: b"\xef\xbb\xbf" + said),
        "file.byte_order_mark",
        FIGURES,
    ),
    Case(
        "utf-16", rewritten(STAR, lambda said: said.decode().encode("utf-16")), "file.byte_order_mark", STAR
    ),
    Case(
        "utf-16 without a mark",
        rewritten(STAR, lambda said: said.decode().encode("utf-16-le")),
        "file.not_utf8",
        STAR,
    ),
    Case(
        "latin-1",
        rewritten(STAR, lambda said: said.decode().encode("latin-1", "replace")),
        "file.not_utf8",
        STAR,
    ),
    Case(
        "latin-1 in the table",
        rewritten(FIGURES, lambda said: said + "1,élan".encode("latin-1")),
        "file.not_utf8",
        FIGURES,
    ),
    Case(
        "a lone surrogate, in bytes",
        rewritten(STAR, lambda said: said + b"note: \xed\xa0\x80\n"),
        "file.not_utf8",
        STAR,
    ),
    Case("a lone surrogate, as an escape", added_to(PEBBLE, 'lesson: "\\ud800"\n'), "yaml.malformed", PEBBLE),
    Case("overlong utf-8", rewritten(STAR, lambda said: said + b"note: \xc0\xaf\n"), "file.not_utf8", STAR),
    Case("tabs", text_in("sources.yaml", "-\tid: a\n\tnumber: 1\n"), "yaml.tab", "sources.yaml"),
    Case("nul in yaml", rewritten(STAR, lambda said: said + b"note: a\0b\n"), "yaml.control_character", STAR),
    Case(
        "bell in yaml", rewritten(STAR, lambda said: said + b"note: a\x07b\n"), "yaml.control_character", STAR
    ),
    Case("nul as an escape", added_to(PEBBLE, 'lesson: "a\\0b"\n'), "yaml.control_character", PEBBLE),
    Case("an empty file", bytes_in(STAR, b""), "file.empty", STAR),
    Case("only nul bytes", bytes_in(STAR, b"\0" * 1000), "yaml.control_character", STAR),
    Case("random bytes", bytes_in(STAR, bytes(range(256)) * 40), "file.not_utf8", STAR),
    Case(
        "an identifier not normalised",
        text_in("sources.yaml", "- id: e\u0301cole\n  number: 1\n  title: x\n  year: 2020\n"),
        "field.pattern",
        "sources.yaml",
    ),
)
