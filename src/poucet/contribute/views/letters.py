"""The page by which letters about ideas are stopped, in one click (RFC 8058), or taken up again."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from poucet.contribute.letters import leave_in_peace, person_of, write_again
from poucet.contribute.models import Silence


@csrf_exempt  # mail programs post here by themselves; the address is the secret of its reader
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    person = person_of(token)
    if person is None:
        raise Http404
    if "again" in request.POST:
        write_again(person)
    elif request.method == "POST":
        leave_in_peace(person, at=now())
    silent = Silence.objects.filter(person=person).exists()
    return render(request, "contribute/stop.html", {"silent": silent})
