"""Filling in the forms that anybody may send."""

from __future__ import annotations

import re

from django.core import signing
from django.test import Client

from poucet.town.visiting import _SALT


def seal_of(page: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found, "no seal on this page"
    return found.group(1)


def older(seal: str, seconds: int) -> str:
    """Give the same seal as if it had been handed out earlier."""
    told = signing.loads(seal, salt=_SALT)
    return signing.dumps({**told, "at": told["at"] - seconds}, salt=_SALT)


def sealed(client: Client, address: str) -> dict[str, str]:
    """What the form of a page sends along, as if it had been read for a minute."""
    return {"seal": older(seal_of(client.get(address).content.decode()), 60)}
