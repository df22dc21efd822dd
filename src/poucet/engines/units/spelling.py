"""What keyboards and word processors vary, evened out before anything is looked up."""

from __future__ import annotations

import re
import unicodedata

_SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_PLAIN = str.maketrans(
    {
        **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₂₅", "0123456789-25", strict=True)),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
        **dict.fromkeys("\u2019\u02bc", "'"),
        **dict.fromkeys("⋅∙•", "·"),
        "×": "*",
        "\u03bc": "µ",
        "−": "-",
    }
)


def plain(text: str) -> str:
    """Write superscripts with a caret, one kind of apostrophe and product sign, and single spaces."""
    carets = _SUPERSCRIPT.sub(lambda found: f"^{found[0]}", unicodedata.normalize("NFC", text))
    return " ".join(carets.translate(_PLAIN).split())


def untypable(text: str) -> str:
    """The first character that no one types in a unit (a line break, an invisible mark), if any."""
    refused = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return next((letter for letter in text if unicodedata.category(letter) in refused), "")


def without_accents(text: str) -> str:
    """Drop accents and keep case: `teq` and `téq` are one symbol, `MW` and `mW` are not."""
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def folded(text: str) -> str:
    """Drop accents and case: a word is the same however it is typed."""
    return without_accents(text).casefold()
