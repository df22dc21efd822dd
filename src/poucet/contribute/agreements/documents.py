"""The agreement as documents: a PDF that a screen reader can read, and a text that an office can edit.

Both are made from the text that is signed, and bear its version and its fingerprint.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from importlib import resources
from xml.sax.saxutils import escape

from poucet.contribute.agreements.summaries import View
from poucet.contribute.agreements.terms import Side
from poucet.town.models import Commune
from poucet.town.typography import typeset

_HALVES = {Side.TOWN: "La commune", Side.RESIDENTS: "Les habitants"}
_MADE = (1980, 1, 1, 0, 0, 0)  # the same document for the same agreement: the zip keeps no hour
_ODT = "application/vnd.oasis.opendocument.text"
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
)
_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Signs that the letters of the PDF are sure to draw: Latin, figures below and above the line, punctuation, arrows.
_UNDRAWN = re.compile(
    r"[^\u0020-\u017f\u02c6-\u02dc\u2010-\u2027\u202f-\u203a\u2070-\u209c\u20ac\u2122\u2190-\u2193\u2212]"
)
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class Half:
    """A column: each commitment, then what is said of it, line by line."""

    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class Sheet:
    """The signed text, in its parts."""

    title: str
    author: str
    foot: str
    version: int
    digest: str
    example: bool
    head: list[str]
    columns: list[Half]
    rules: list[list[str]]
    signatures: list[str]


def as_pdf(view: View, commune: Commune | None) -> bytes:
    """PDF/UA-1: tagged, titled, in its language."""
    import typst  # noqa: PLC0415 -- slow to import, and only asked for here

    said = json.dumps(asdict(_sheet(view, commune)), ensure_ascii=False)
    source = resources.files("poucet.contribute.agreements").joinpath("accord.typ").read_bytes()

    def made(words: str) -> bytes:
        printed: bytes = typst.compile(
            source, format="pdf", sys_inputs={"said": words}, pdf_standards="ua-1", ignore_system_fonts=True
        )
        return printed

    try:
        return made(said)
    except (
        typst.TypstError
    ):  # an accessible PDF has no sign that its letters cannot draw: they are told by a mark
        return made(_UNDRAWN.sub("?", said))


def as_odt(view: View, commune: Commune | None) -> bytes:
    """An OpenDocument text, with real headings and lists."""
    sheet, file = _sheet(view, commune), io.BytesIO()
    parts = {
        "mimetype": _ODT,
        "META-INF/manifest.xml": _manifest(),
        "content.xml": _content(sheet),
        "meta.xml": _meta(sheet),
        "styles.xml": _styles(),
    }
    with zipfile.ZipFile(file, "w") as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _MADE)
            kept = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(entry, content, compress_type=kept)
    return file.getvalue()


def _sheet(view: View, commune: Commune | None) -> Sheet:
    """The text that is signed, cut at its own headings."""
    first, *lines = view.text.rstrip("\n").split("\n")
    head, *parts = _cut(lines)
    town, residents, rules = parts
    title = f"{first} – {view.agreement.name}"
    return Sheet(
        title=_typeset(title),
        author=_typeset(commune.name) if commune else "Poucet",
        foot=_typeset(f"{first} · empreinte {view.digest[:16]}…"),
        version=view.agreement.version,
        digest=view.digest,
        example=view.agreement.example,
        head=[_typeset(line) for line in head],
        columns=[
            Half("Ce que fait la commune", _rows(town)),
            Half("Ce que font les habitants", _rows(residents)),
        ],
        rules=[[_typeset(part) for part in _rule(line)] for line in _joined(rules)],
        signatures=[_signature(side, row) for side, row in view.signatures],
    )


def _cut(lines: list[str]) -> list[list[str]]:
    """Parts between the headings in capitals that the text has after an empty line."""
    headings = ("CE QUE FAIT LA COMMUNE", "CE QUE FONT LES HABITANTS", "RÈGLES")
    found: list[list[str]] = [[]]
    expected = iter(headings)
    wanted = next(expected)
    for line in lines:
        if line == wanted:
            found.append([])
            wanted = next(expected, "")
        elif line:
            found[-1].append(line)
    return found


def _rows(lines: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    for line in lines:
        if line.startswith("   ") and rows:
            rows[-1].append(_typeset(line.strip()))
        else:
            rows.append([_typeset(line.partition(". ")[2] or line)])
    return rows


def _joined(lines: list[str]) -> list[str]:
    """Clauses: a line without a label goes on with the clause before."""
    found: list[str] = []
    for line in lines:
        if " : " in line or not found:
            found.append(line)
        else:
            found[-1] += f" {line}"
    return found


def _rule(line: str) -> list[str]:
    label, _colon, said = line.partition(" : ")
    return [label, said]


def _signature(side: Side, row: object) -> str:
    signer, on = getattr(row, "signer", ""), getattr(row, "on", None)
    if on is None:
        return f"{_HALVES[side]} : en attente"
    return _typeset(f"{_HALVES[side]} : {signer}, le {on.isoformat()}")


def _typeset(text: str) -> str:
    return _shown(typeset(text.replace("\t", " "), "fr"))


def _content(sheet: Sheet) -> str:
    body = [_heading(1, sheet.title)]
    if sheet.example:
        body.append(_line("Exemple imaginé : cet accord n’engage personne."))
    body += [_line(line) for line in sheet.head]
    for half in sheet.columns:
        body.append(_heading(2, half.name))
        items = "".join(
            f"<text:list-item>{''.join(_line(line) for line in row)}</text:list-item>" for row in half.rows
        )
        body.append(f"<text:list>{items}</text:list>" if items else "")
    body.append(_heading(2, "Règles"))
    body += [_line(f"{label}\u00a0: {said}") for label, said in sheet.rules]
    body.append(_heading(2, "Signatures"))
    body += [_line(line) for line in sheet.signatures]
    body.append(_line(f"Empreinte SHA-256 du texte public (version {sheet.version})\u00a0: {sheet.digest}"))
    return (
        f'{_XML}<office:document-content {_NAMES} office:version="1.3"><office:body><office:text>'
        f"{''.join(body)}</office:text></office:body></office:document-content>"
    )


def _heading(level: int, text: str) -> str:
    return (
        f'<text:h text:style-name="Heading_20_{level}" text:outline-level="{level}">{_plain(text)}</text:h>'
    )


def _line(text: str) -> str:
    return f"<text:p>{_plain(text)}</text:p>"


def _plain(text: str) -> str:
    return escape(text)


def _shown(text: str) -> str:
    """What a document can hold: control characters and halves of characters have no place in it."""
    return _UNSHOWN.sub("", text)


def _meta(sheet: Sheet) -> str:
    return (
        f'{_XML}<office:document-meta {_NAMES} office:version="1.3"><office:meta>'
        f"<dc:title>{_plain(sheet.title)}</dc:title><dc:language>fr-FR</dc:language>"
        f"<dc:identifier>{sheet.digest}</dc:identifier></office:meta></office:document-meta>"
    )


def _styles() -> str:
    heading = "".join(
        f'<style:style style:name="Heading_20_{level}" style:display-name="Heading {level}" '
        f'style:family="paragraph" style:default-outline-level="{level}">'
        f'<style:text-properties fo:font-size="{size}pt" fo:font-weight="bold"/></style:style>'
        for level, size in ((1, 18), (2, 14))
    )
    default = (
        '<style:default-style style:family="paragraph"><style:text-properties fo:font-size="11pt" '
        'fo:language="fr" fo:country="FR"/></style:default-style>'
    )
    return (
        f'{_XML}<office:document-styles {_NAMES} office:version="1.3"><office:styles>'
        f"{default}{heading}</office:styles></office:document-styles>"
    )


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (
            ("/", _ODT), ("content.xml", "text/xml"), ("meta.xml", "text/xml"), ("styles.xml", "text/xml"),
        )
    )  # fmt: skip
    return f'{_XML}<manifest:manifest {_NAMES} manifest:version="1.3">{entries}</manifest:manifest>'
