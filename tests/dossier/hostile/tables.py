"""Tables that bite: huge cells, odd ends of line, numbers that are none."""

from tests.dossier.hostile.tools import HEADER, Case, added_to, figure, rewritten, text_in

PATH = "observations.csv"
LONG = "x" * 10_000_000


def line(code: str, name: str, **cells: str) -> Case:
    return Case(name, added_to(PATH, figure(**cells)), code, PATH)


CASES = (
    line("table.long_cell", "a cell of 10 MB", note=LONG),
    line("table.long_cell", "a number of 10 MB", value="9" * 10_000_000),
    line("number.malformed", "not a number", value="NaN"),
    line("number.malformed", "infinity", value="inf"),
    line("number.malformed", "1e400", value="1e400"),
    line("number.malformed", "hexadecimal", value="0x10"),
    line("number.malformed", "arabic digits", value="١٢"),
    line("number.malformed", "a comma for a point", value='"12,5"'),
    line("number.malformed", "underscores", value="1_000"),
    line("figure.zero_denominator", "a share of nothing", numerator="1", denominator="0"),
    line("figure.range_reversed", "a range reversed", low="20", high="10"),
    line("period.malformed", "a bad date", period="2024-13"),
    line("unit.incompatible", "a unit of something else", unit="m²"),
    line("unit.unknown", "an unknown unit", unit="brouzouf"),
    line("reference.unknown", "a dangling reference", indicator="nulle-part"),
    line("field.choice", "a status of one's own", status="=cmd|' /C calc'!A0"),
    line("number.malformed", "a negative number", number="-1"),
    Case("a number twice", added_to(PATH, figure(90) + figure(90)), "number.twice", PATH),
    Case(
        "nul",
        rewritten(PATH, lambda said: said + figure(note="a\0b").encode()),
        "yaml.control_character",
        PATH,
    ),
    Case(
        "a bell",
        rewritten(PATH, lambda said: said + figure(note="a\x07b").encode()),
        "yaml.control_character",
        PATH,
    ),
    Case("semicolons", rewritten(PATH, lambda said: said.replace(b",", b";")), "table.semicolons", PATH),
    Case("an open quote", added_to(PATH, '90,"production\n' + figure() * 50), "table.malformed", PATH),
    Case("another header", text_in(PATH, "a,b\n1,2\n"), "table.header", PATH),
    Case(
        "a million cells in a line",
        text_in(PATH, HEADER + "\n" + "," * 1_000_000 + "\n"),
        "table.cells",
        PATH,
    ),
    Case(
        "a hundred thousand wrong lines",
        text_in(PATH, HEADER + "\n" + figure(indicator="nul-part-du-tout", source="x") * 100_000),
        "reference.unknown",
        PATH,
    ),
    Case("empty lines", text_in(PATH, HEADER + "\n" * 300_000), "table.cells", PATH),
)

# Spreadsheets write these ends of line: they say the same.
HARMLESS = (
    Case("carriage returns only", rewritten(PATH, lambda said: said.replace(b"\n", b"\r")), "", PATH),
    Case("crlf", rewritten(PATH, lambda said: said.replace(b"\n", b"\r\n")), "", PATH),
)
