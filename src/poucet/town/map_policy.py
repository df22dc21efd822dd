"""What pages with a map may load: pictures from another server only where the town asks for them by setting."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, update_wrapper
from hashlib import sha256
from importlib import resources
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


@dataclass(frozen=True)
class Tiles:
    """A server of pictures: the template of its addresses, and whom to thank."""

    template: str
    credit: str

    @property
    def host(self) -> str:
        return urlsplit(self.template).netloc

    @property
    def origin(self) -> str:
        return f"{urlsplit(self.template).scheme}://{self.host}"


def tiles() -> Tiles | None:
    """The server that the town chose; None when the map has its own layers alone."""
    return Tiles(settings.TILES, settings.TILES_CREDIT) if settings.TILES else None


def with_the_policy_of_maps(view: View[P]) -> View[P]:
    """Let this page, and no other, start the map's worker and ask the chosen server, if there is one."""

    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        csp_update(_policy())(lambda _request: answer)(request)
        return answer

    update_wrapper(answered, view)
    return answered


def _policy() -> dict[str, Any]:
    chosen = tiles()
    elsewhere = [chosen.origin] if chosen else []
    policy: dict[str, Any] = {"worker-src": [SELF], "img-src": ["data:", "blob:", *elsewhere]}
    return policy | ({"connect-src": elsewhere} if elsewhere else {})


@cache
def style_of_maps() -> str:
    """The style sheet of maps, for a picture that stands alone."""
    sheet = resources.files("poucet.town") / "static" / "town" / "map.css"
    return sheet.read_text(encoding="utf-8").replace("<", "")


def with_the_style_of_drawn_maps(view: View[P]) -> View[P]:
    """Let a picture that stands alone carry that one style sheet, known by its seal."""

    def answered(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        seal = b64encode(sha256(style_of_maps().encode()).digest()).decode()
        csp_update({"style-src": [f"'sha256-{seal}'"]})(lambda _request: answer)(request)
        return answer

    update_wrapper(answered, view)
    return answered
