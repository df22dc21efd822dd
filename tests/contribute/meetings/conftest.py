"""A real mail server for letters about places."""

from tests.letters import box

__all__ = ["box"]
