"""The addresses of the API: for every kind of things its list, each thing, and the thread of each."""

from __future__ import annotations

from collections.abc import Callable
from inspect import Parameter, Signature
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as _
from ninja import NinjaAPI, Query, Schema

from poucet.star.api.schemas import StarTold
from poucet.star.api.telling import star_row, tell_star
from poucet.town.api import fields
from poucet.town.api.ground import tell_commune, tell_thread
from poucet.town.api.resources import Filters, Resource, resources
from poucet.town.api.schemas import Commune, Thread, Told
from poucet.town.models import Commune as CommuneRow
from poucet.town.summaries import thread_through
from poucet.town.things import Reference
from poucet.web.api.asking import ask_only, refuse_what_is_not_understood
from poucet.web.api.cursors import Asked, leaf, next_address
from poucet.web.api.missing import not_here
from poucet.web.api.problems import Refusal

_QUERY: Any = Query()  # type: ignore[type-arg]  # a name of its own for type checkers
View = Callable[..., HttpResponse]
NOTHING = Filters()
LIST, ONE, THREAD = "{path}", "{path}/{{number:number}}", "{path}/{{number:number}}/thread"


class Spoken(Filters):
    """The language of a refusal; answers hold every language."""

    lang: str | None = fields.asked_one_of(("fr", "en"), _("The language of refusals: fr or en."))


def root_of(request: HttpRequest) -> str:
    """The site, without a slash at its end."""
    return request.build_absolute_uri("/").rstrip("/")


def told(said: Told) -> HttpResponse:
    """An object of the API as JSON: every field, always."""
    return HttpResponse(said.model_dump_json(), content_type="application/json; charset=utf-8")


def page_of(resource: Resource) -> type[Told]:
    """The shape of a leaf of a list of these."""
    said = {
        "__module__": __name__,
        "__doc__": "Some of a list, and where the rest is.",
        "__annotations__": {"items": list[resource.schema], "next": str | None},  # type: ignore[name-defined]
        "items": fields.value(_("The things, in the order that was asked.")),
        "next": fields.value(_("The whole address of those that follow; null at the end of the list.")),
    }
    make: Any = type(Told)
    made: type[Told] = make(f"{resource.schema.__name__.removesuffix('Told')}Page", (Told,), said)
    return made


def list_of(resource: Resource) -> View:
    page = page_of(resource)

    def listing(
        request: HttpRequest, *, asked: Asked, spoken: Spoken, filters: Filters = NOTHING
    ) -> HttpResponse:
        ask_only(request, (filters, asked, spoken))
        found = leaf(resource.narrowed(filters), asked, order=resource.order)
        following = next_address(request, found.after)
        items = resource.tell(found.rows, root_of(request))
        response = told(page.model_construct(items=items, next=following))
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    narrowing = {"filters": resource.filters} if resource.filters.model_fields else {}
    return signed(listing, **narrowing, asked=Asked, spoken=Spoken)


def one_of(resource: Resource) -> View:
    def one(request: HttpRequest, number: int, *, spoken: Spoken) -> HttpResponse:
        ask_only(request, (spoken,))
        rows: QuerySet[Any] = resource.rows().filter(**{resource.order: number})
        found = list(rows[:1])
        if not found:
            raise not_here(resource, number)
        return told(resource.tell(found, root_of(request))[0])

    return signed(one, number=int, spoken=Spoken)


def thread_of(resource: Resource) -> View:
    def thread(request: HttpRequest, number: int, *, spoken: Spoken) -> HttpResponse:
        ask_only(request, (spoken,))
        found = thread_through(Reference(resource.kind, number))
        if found is None:
            raise not_here(resource, number)
        return told(tell_thread(found, root_of(request)))

    return signed(thread, number=int, spoken=Spoken)


def commune(request: HttpRequest, *, spoken: Spoken) -> HttpResponse:
    ask_only(request, (spoken,))
    found = CommuneRow.objects.filter(pk=1).first()
    if found is None:
        raise Refusal("not-found")
    return told(tell_commune(found, root_of(request)))


def star(request: HttpRequest, *, spoken: Spoken) -> HttpResponse:
    ask_only(request, (spoken,))
    found = star_row()
    if found is None:
        raise Refusal("not-found")
    return told(tell_star(found, root_of(request)))


def signed(view: View, **types: type) -> View:
    """A view that says what it takes, so that the description and the checks can be drawn from it."""
    taken = [Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest)]
    for name, kind in types.items():
        annotation: Any = Annotated[kind, _QUERY] if issubclass(kind, Schema) else kind
        taken.append(Parameter(name, Parameter.KEYWORD_ONLY, annotation=annotation))
    view.__signature__ = Signature(taken)  # type: ignore[attr-defined]
    return view


def build() -> NinjaAPI:
    """The API of every kind that rooms have offered."""
    api = NinjaAPI(
        title="Poucet",
        version="1",
        urls_namespace="api",
        docs_url=None,
        openapi_url=None,
        description=_("What the commune publishes, as it stands: read only, the same things as the pages."),
    )
    refuse_what_is_not_understood(api)
    for name, view, schema, summary in (
        ("commune", commune, Commune, _("The commune")),
        ("star", star, StarTold, _("The star that the commune walks toward")),
    ):
        asked = signed(view, spoken=Spoken)
        api.get(
            name, response=schema, summary=summary, operation_id=name, url_name=f"api-{name}", tags=[name]
        )(asked)
    for resource in resources():
        _add(api, resource)
    return api


def _add(api: NinjaAPI, resource: Resource) -> None:
    """The addresses of one kind of things."""
    kind, path = resource.kind, resource.path
    offered: list[tuple[str, str, View, Any, str]] = [
        (LIST, "list", list_of(resource), page_of(resource), resource.summary),
        (ONE, "one", one_of(resource), resource.schema, _("One of them, by its number")),
    ]
    if resource.is_thing:
        offered.append(
            (THREAD, "thread", thread_of(resource), Thread, _("The thread that goes through one of them"))
        )
    for place, name, view, schema, summary in offered:
        api.get(
            place.format(path=path),
            response=schema,
            summary=summary,
            operation_id=f"{kind}_{name}",
            url_name=f"api-{kind}-{name}",
            tags=[path],
        )(view)
