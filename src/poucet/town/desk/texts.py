"""What people type and paste, evened out: no sign that a file of the dossier could not hold."""

from __future__ import annotations

import unicodedata

_ENDS = str.maketrans({"\u2028": "\n", "\u2029": "\n", "\x85": "\n", "\t": " ", "\ufeff": None})
_UNKEPT = {"Cc", "Cs", "Cn"}


def tidied(text: str) -> str:
    """One kind of line end, neither control characters nor what no alphabet has."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_ENDS)
    return "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in _UNKEPT)
