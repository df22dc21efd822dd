"""What may be asked of an address: what it declares, once each; anything else is refused by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import ValidationError

from poucet.web.api.problems import Refusal

SHOWN = 60  # letters of a value that is quoted back


def ask_only(request: HttpRequest, declared: Iterable[Schema]) -> None:
    """Refuse a question that the address did not declare, or one that is asked twice."""
    allowed = sorted({name for schema in declared for name in type(schema).model_fields})
    for name, said in request.GET.lists():
        if name not in allowed:
            detail = _("“%(name)s” is not a question that this address answers.") % {"name": name[:SHOWN]}
            raise Refusal("unknown-parameter", detail, {"allowed": allowed})
        if len(said) > 1:
            detail = _("“%(name)s” was asked more than once.") % {"name": name}
            raise Refusal("repeated-parameter", detail, {"allowed": allowed})
        if "\x00" in said[0]:
            raise _not_understood([{"pointer": f"/query/{name}", "detail": _said(said[0])}])


def refuse_what_is_not_understood(api: NinjaAPI) -> None:
    """Whatever the library refuses or breaks on comes back to the gate, which words it."""

    @api.exception_handler(ValidationError)
    def not_understood(request: HttpRequest, error: ValidationError) -> HttpResponse:
        raise _not_understood([_error(request, one) for one in error.errors])

    @api.exception_handler(Exception)
    def pass_on(request: HttpRequest, error: Exception) -> HttpResponse:
        raise error


def _not_understood(errors: list[dict[str, Any]]) -> Refusal:
    return Refusal("invalid-parameter", str(errors[0]["detail"]), {"errors": errors})


def _error(request: HttpRequest, found: dict[str, Any]) -> dict[str, Any]:
    """Which question, and what it takes when that is a short list or a span of numbers."""
    source, name = str(found["loc"][0]), str(found["loc"][-1])
    said: dict[str, Any] = {"pointer": f"/{source}/{name}", "detail": _said(request.GET.get(name, ""))}
    bounds = found.get("ctx", {})
    expected = {key: bounds[key] for key in ("ge", "le", "lt", "pattern") if key in bounds}
    return {**said, "expected": expected} if expected else said


def _said(value: Any) -> str:
    return _("“%(value)s” is not a value that this question takes.") % {"value": str(value)[:SHOWN]}
