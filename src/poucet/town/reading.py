"""Pages that only read: any other way of asking is refused for what it is (405), before anything else is checked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def only_read(view: View[P]) -> View[P]:
    """A view that writes nothing has no forgery to fear: a form sent to it is told that it takes none."""
    refusing: View[P] = csrf_exempt(require_safe(view))
    return refusing
