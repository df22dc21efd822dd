"""Codes that people read on paper and type: one alphabet, one way to read them, one way to keep them.

The digits are Crockford's, none of which looks like another. A long code is thirteen of them (65 bits) and a last
sign that checks the others; a short one opens something that lasts two hours and five tries.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = f"{DIGITS}*~$=U"
LENGTH = 13
_READ_AS = str.maketrans("ILO", "110", " -–—\u00a0\u202f\t\r\n")


def new_code() -> str:
    """A code that nobody guesses, its check at the end."""
    body = short_code(LENGTH)
    return body + _check(body)


def short_code(length: int) -> str:
    """Digits drawn one by one, without a check."""
    return "".join(secrets.choice(DIGITS) for _place in range(length))


def grouped(code: str, by: int = 5) -> str:
    """A code as it is printed."""
    return "-".join(code[start : start + by] for start in range(0, len(code), by))


def plain(typed: str) -> str:
    """What was typed, small letters, spaces and dashes apart; O is read as 0, I and L as 1."""
    return typed.upper().translate(_READ_AS)


def read_code(typed: str) -> str:
    """A long code as people type it; empty when it cannot be one."""
    code = plain(typed)
    body, check = code[:LENGTH], code[LENGTH:]
    if len(code) != LENGTH + 1 or any(digit not in DIGITS for digit in body):
        return ""
    return code if _check(body) == check else ""


def keyed(text: str, *, purpose: str) -> str:
    """What is kept of a code: nothing that whoever copies the database could use."""
    return salted_hmac(purpose, text, algorithm="sha256").hexdigest()


def _check(body: str) -> str:
    number = 0
    for digit in body:
        number = number * len(DIGITS) + DIGITS.index(digit)
    return CHECKS[number % len(CHECKS)]
