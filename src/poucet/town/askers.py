"""Where a request comes from, as far as limits are concerned."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK_BITS = 64  # one home or one phone has as many IPv6 addresses as it likes below these


def asked_from(request: HttpRequest) -> str:
    """The address that our farthest proxy saw; what is written before it may be anybody's word."""
    seen: str = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        seen = (forwarded[-proxies] if len(forwarded) >= proxies else "").strip() or seen
    return seen


def reader_of(request: HttpRequest) -> str:
    """Who asks, as far as a limit is concerned: a whole home of IPv6 addresses is one."""
    seen = asked_from(request)
    try:
        address = ip_address(seen)
    except ValueError:
        return seen
    if isinstance(address, IPv6Address):
        return f"{int(address) >> (128 - NETWORK_BITS):x}/{NETWORK_BITS}"
    return str(address)
