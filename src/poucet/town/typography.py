"""French typography for texts that people typed with an ordinary keyboard."""

from __future__ import annotations

import re

NARROW, WIDE = "\u202f", "\u00a0"
# What a number is never parted from at the end of a line.
_UNITS = (
    r"%|[kM]?€|[kMG]?Wh|[kM]?Wc|km|ha|m[²³23]|h|L|t|hab\.|euros?|ans|logements?|maisons?|ménages?|habitants?|foyers?"
    r"|personnes?|élèves?|arbres?|panneaux|kilomètres?|mètres?|hectares?|litres?|tonnes?|millions?|milliards?"
)

_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<=\w)'(?=[\w#«])"), "’"),
    (re.compile(r"(?<=[\d\w)»%]) ?([;!?])(?=\s|$)"), NARROW + r"\1"),
    (re.compile(r"(?<=\S) :(?=\s|$)|(?<=[\w)»%]):(?= )"), WIDE + ":"),
    (re.compile(r"«[ \u00a0\u202f]?"), "«" + WIDE),
    (re.compile(r"[ \u00a0\u202f]?»"), WIDE + "»"),
    # A group of thousands has three digits at most before it: « en 2013 250 habitants » is no number.
    (re.compile(r"(?<!\d{4})(?<=\d) (?=\d{3}\b)"), NARROW),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?:\W|$))"), WIDE),
    (re.compile(r"\.\.\."), "…"),
)


def typeset(text: str, language: str) -> str:
    """The text with the spaces and apostrophes that French wants; other languages are left alone."""
    if language != "fr":
        return text
    for pattern, replacement in _RULES:
        text = pattern.sub(replacement, text)
    return text
