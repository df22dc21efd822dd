"""French typography for texts that people typed with an ordinary keyboard."""

from __future__ import annotations

import re

NARROW, WIDE = "\u202f", "\u00a0"

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=[\w#«])"), "’"),
    (re.compile(r"(?<=[\d\w)»%]) ?([;!?])(?=\s|$)"), NARROW + r"\1"),
    (re.compile(r"(?<=\S) :(?=\s|$)"), WIDE + ":"),
    (re.compile(r"«[ \u00a0\u202f]?"), "«" + WIDE),
    (re.compile(r"[ \u00a0\u202f]?»"), WIDE + "»"),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(r"(?<=\d) (?=(?:%|€|kWh|MWh|kWc|Wc|km|ha|m[²³23]|h|L|t)(?:\W|$))"), WIDE),
    (re.compile(r"\.\.\."), "…"),
)


def typeset(text: str, language: str) -> str:
    """The text with the spaces and apostrophes that French wants; other languages are left alone."""
    if language != "fr":
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
