"""YAML as the dossier allows it: plain trees of text, numbers, true and false, each with its line.

Only the core schema of YAML 1.2 is read: `no` and `2013-03-08` stay what they look like. Anchors,
aliases, tags and duplicate keys are refused, so that nothing stands for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

import yaml

from poucet.dossier.faults import MOST_FAULTS, Enough, Fault, Steps, spelled

MAX_DEPTH = 16
MAX_SKIPPED = 1000  # levels below, which nobody wrote by hand
MAX_BYTES = 6_000_000
MAX_NODES = 250_000  # seven thousand indicators take a hundred thousand
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9][0-9]*)?(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,3})?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF|nan|NaN|NAN)")
_WORDS: dict[str, Any] = {"true": True, "false": False, "null": None, "~": None, "": None}


# Both databases keep so many digits exactly; a sixteenth would be lost on one of them.
SIGNIFICANT_DIGITS = 15


def is_exact(text: str) -> bool:
    """Whether a number as written is kept to its last digit."""
    mantissa = re.split("[eE]", text)[0]
    return len(mantissa.lstrip("+-0.").replace(".", "").rstrip("0")) <= SIGNIFICANT_DIGITS and len(text) <= 40


@dataclass
class Document:
    """A file read: its value, the line of every field, and the faults met on the way."""

    path: str
    value: Any = None
    lines: dict[Steps, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def stem(self) -> str:
        """The name of the file, which is that of the thing when a file holds one."""
        return PurePosixPath(self.path).stem

    def line_of(self, steps: Steps) -> int:
        """The line of a field, else of the nearest thing that holds it."""
        while steps and steps not in self.lines:
            steps = steps[:-1]
        return self.lines.get(steps, 1)

    def fault(self, steps: Steps, code: str, **params: Any) -> None:
        """Note a fault; one too many ends the reading."""
        line = self.line_of(steps)
        if len(self.faults) >= MOST_FAULTS:
            self.faults.append(Fault(self.path, line, "", "file.more_faults", {"limit": MOST_FAULTS}))
            raise Enough
        self.faults.append(Fault(self.path, line, spelled(steps), code, params))


def decode(path: str, content: bytes, *, limit: int = MAX_BYTES) -> tuple[str, Fault | None]:
    """The text of a file, which must be UTF-8 without a byte order mark."""
    if len(content) > limit:
        return "", Fault(path, 0, "", "file.too_large", {"limit": limit // 1_000_000})
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return "", Fault(path, 1, "", "file.byte_order_mark")
    try:
        return content.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return "", Fault(path, line, "", "file.not_utf8")


def read_yaml(path: str, content: bytes) -> Document:
    """Read one file; what could not be read is in its faults."""
    document = Document(path)
    text, fault = decode(path, content)
    if fault is not None:
        document.faults.append(fault)
        return document
    try:
        reader = _Reader(document, text.splitlines(), yaml.parse(text, Loader=yaml.CSafeLoader))
        document.value = reader.read()
    except Enough:
        document.value = None
    except yaml.MarkedYAMLError as error:
        document.faults.append(_malformed(path, text, error))
    except yaml.reader.ReaderError as error:
        document.faults.append(
            Fault(path, text[: error.position].count("\n") + 1, "", "yaml.control_character")
        )
    return document


# What the parser stumbles on, in its own words, and the mistake that is most often behind it.
_STUMBLES = {
    "mapping values are not allowed": "yaml.colon",
    "found unexpected end of stream": "yaml.quote",
    "found character that cannot start any token": "yaml.sign",
}


def _malformed(path: str, text: str, error: yaml.MarkedYAMLError) -> Fault:
    """Where the parser stopped, and the likely mistake."""
    mark: Any = error.problem_mark
    lines = text.splitlines()
    line = min(mark.line + 1 if mark else 1, max(len(lines), 1))
    problem = error.problem or ""
    if "\t" in "".join(lines[line - 1 : line]):
        return Fault(path, line, "", "yaml.tab")
    found = (code for words, code in _STUMBLES.items() if problem.startswith(words))
    return Fault(path, line, "", next(found, "yaml.malformed"))


# After a plain text, “ #jardin” is a comment to YAML; to who wrote it, it is a tag.
_CUT = re.compile(r"\s+#(?=\w)")


class _Reader:
    """Builds the tree from the parser's events."""

    def __init__(self, document: Document, lines: list[str], events: Iterator[Any]) -> None:
        self.document = document
        self.lines = lines
        self.events = events

    def read(self) -> Any:
        value, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self.document.lines[()] = _line(event)
                    self.document.fault((), "yaml.several_documents")
                    return value
                value = self.node(next(self.events), ())
        return value

    def node(self, event: Any, steps: Steps) -> Any:
        self.document.lines[steps] = _line(event)
        if len(self.document.lines) > MAX_NODES:
            self.document.faults.append(
                Fault(self.document.path, _line(event), "", "file.too_long", {"limit": MAX_NODES})
            )
            raise Enough
        if isinstance(event, yaml.AliasEvent):
            self.document.fault(steps, "yaml.alias")
            return None
        if event.anchor is not None or event.tag is not None:
            self.document.fault(steps, "yaml.anchor" if event.anchor is not None else "yaml.tag")
        if len(steps) > MAX_DEPTH:
            self.document.fault(steps, "yaml.too_deep", limit=MAX_DEPTH)
            self.skip(event)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(steps)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(steps)
        return self.scalar(event, steps)

    def mapping(self, steps: Steps) -> dict[str, Any]:
        value: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            if not isinstance(event, yaml.ScalarEvent):
                self.document.fault(steps, "yaml.key_not_text")
                self.skip(event)
                self.skip(next(self.events))
                continue
            key = event.value
            if _CONTROL.search(key):
                self.document.fault(steps, "yaml.control_character")
            if key in value:
                self.document.faults.append(
                    Fault(
                        self.document.path, line, spelled((*steps, key)), "yaml.duplicate_key", {"key": key}
                    )
                )
                self.skip(next(self.events))
                continue
            value[key] = self.node(next(self.events), (*steps, key))
            self.document.lines[(*steps, key)] = line
        return value

    def sequence(self, steps: Steps) -> list[Any]:
        value: list[Any] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            value.append(self.node(event, (*steps, len(value))))
        return value

    def scalar(self, event: Any, steps: Steps) -> Any:
        text: str = event.value
        if _CONTROL.search(text):  # written as an escape: « \\0 »
            self.document.fault(steps, "yaml.control_character")
            return None
        if not event.implicit[0]:  # quoted, literal or folded: text, whatever it looks like
            return text
        end = event.end_mark
        if text and _CUT.match(self.lines[end.line][end.column :] if end.line < len(self.lines) else ""):
            self.document.fault(steps, "yaml.cut")
        if text in _WORDS:
            return _WORDS[text]
        if any(character.isdigit() for character in text) and _NUMBER.fullmatch(text):
            return self.number(text, steps)
        if _NOT_FINITE.fullmatch(text):
            self.document.fault(steps, "yaml.not_finite", found=text)
            return None
        return text

    def number(self, text: str, steps: Steps) -> int | Decimal | None:
        if not is_exact(text):
            self.document.fault(steps, "number.too_precise", found=text[:40], limit=SIGNIFICANT_DIGITS)
            return None
        return int(text) if _INTEGER.fullmatch(text) else Decimal(text)

    def skip(self, event: Any) -> None:
        """Pass over a whole node without building it."""
        depth = 0
        while True:
            if depth > MAX_SKIPPED:
                raise Enough
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth == 0:
                return
            event = next(self.events)


def _line(event: Any) -> int:
    """The line on which an event starts, counted from one."""
    line: int = event.start_mark.line
    return line + 1
