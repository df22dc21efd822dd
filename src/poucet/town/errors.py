"""Refusals of an act of the house, worded by the pages and the command line."""

from __future__ import annotations


class RuleError(Exception):
    """An act that a rule of the house refuses: a stable code and what it is about."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        about = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code}: {about}" if about else self.code
