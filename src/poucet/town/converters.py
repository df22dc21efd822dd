"""How addresses and questions write numbers, words and names of files: nothing that a database would choke on."""

from __future__ import annotations

from functools import cache

from django.urls import register_converter

MOST_DIGITS = 9  # below the largest integer that every database keeps


class NumberInAddress:
    """A number as things bear it: one to nine digits."""

    regex = f"[0-9]{{1,{MOST_DIGITS}}}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class WordInAddress:
    """A word of the method: letters, their accents (apart or not), digits, hyphens and underscores."""

    regex = r"[\w\u0300-\u036f-]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileInAddress(WordInAddress):
    """The name of a file: what one can see, but no slash."""

    regex = r"[^/\x00-\x1f\x7f]+"


def number_in(text: str | None) -> int | None:
    """The number that a question asks for; what no thing could bear asks nothing."""
    written = text or ""
    return int(written) if written.isdecimal() and len(written) <= MOST_DIGITS else None


@cache
def register_all() -> None:
    """Teach the addresses of every room these three; called where they are put together, once or more."""
    register_converter(NumberInAddress, "number")
    register_converter(WordInAddress, "word")
    register_converter(FileInAddress, "file")
