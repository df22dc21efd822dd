"""A real mail server for letters with codes."""

from tests.letters import box

__all__ = ["box"]
