"""Pages as a reader gets them, for tests that say what a page says."""

import re

from django.test import Client

MOST_QUERIES = 12


def read(client: Client, address: str, **asked: str) -> str:
    """Read an English page, checked for what every page owes, its spaces made plain."""
    response = client.get(address, {"lang": "en", **asked})
    assert response.status_code == 200, address
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert " style=" not in text
    assert "<style" not in text
    return re.sub(r"\s+", " ", text.replace("&nbsp;", " ").replace("\u00a0", " ").replace("\u202f", " "))
