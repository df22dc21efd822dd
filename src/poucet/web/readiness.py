"""What is missing before a site opens to the public, said so that a clerk can see to it."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from poucet.town import register
from poucet.town.models import Commune

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


def shortcomings() -> list[str]:
    """One sentence for each thing to see to; none when the site may open."""
    found = []
    commune = Commune.objects.filter(pk=1).first()
    if commune is None:
        found.append(_("There is no commune yet. Load a dossier: poucet dossier load FOLDER"))
    elif commune.demonstration:
        found.append(_("The commune is a demonstration. Remove “demonstration: true” from commune.yaml."))
    if settings.DEBUG:
        found.append(_("The site shows its faults to visitors. Set POUCET_DEBUG=0."))
    if not settings.HTTPS:
        found.append(_("The site does not ask for HTTPS. Put it behind a proxy and set POUCET_HTTPS=1."))
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        found.append(_("The site only answers this machine. Set POUCET_HOSTS to its public name."))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(_("The site answers to any name. Set POUCET_HOSTS to its public name."))
    verdict = register.verify()
    if not verdict.whole:
        found.append(_("The register is broken at line %(line)d.") % {"line": verdict.broken_at})
    return found
