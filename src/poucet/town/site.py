"""Where the site is, for what is written away from any request: letters, links given by the command."""

from __future__ import annotations

from django.conf import settings

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def site_address() -> str:
    """Where the site is: under its public name, else on this machine."""
    public = [
        name for name in settings.ALLOWED_HOSTS if name not in LOCAL and not name.startswith(("*", "."))
    ]
    return f"https://{public[0]}" if public else "http://127.0.0.1:8000"
