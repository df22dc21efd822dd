"""Where the site is, for letters and feeds: what nobody asked for by an address has none to borrow."""

from __future__ import annotations

from django.conf import settings

LOCAL = {"localhost", "127.0.0.1", "[::1]"}
HERE = "http://127.0.0.1:8000"


def public_name() -> str | None:
    """The name under which everybody knows the site, once it has one."""
    names = (name for name in settings.ALLOWED_HOSTS if name not in LOCAL and not name.startswith((".", "*")))
    return next(names, None)


def site_address() -> str:
    """Under its public name, else on this machine."""
    name = public_name()
    return f"https://{name}" if name else HERE
