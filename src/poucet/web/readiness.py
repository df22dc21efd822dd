"""What is missing before a site opens to the public, said so that a clerk can see to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from poucet.town import register
from poucet.town.models import Commune
from poucet.town.people.models import Grant
from poucet.town.people.roles import Role
from poucet.town.site import LOCAL


def waits_for_migration() -> bool:
    """Whether the tables are those of an earlier version, or not there yet."""
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def shortcomings() -> list[str]:
    """One sentence for each thing to see to; none when the site may open."""
    if waits_for_migration():
        return [_("The database waits for this version of Poucet. Start it once: poucet serve")]
    return [*_of_the_commune(), *_of_the_people(), *_of_the_settings(), *_of_the_doors(), *_of_the_register()]


def _of_the_commune() -> Iterator[str]:
    commune = Commune.objects.filter(pk=1).first()
    if commune is None:
        yield _("There is no commune yet. Load a dossier: poucet dossier load FOLDER")
    elif commune.demonstration:
        yield _("The commune is a demonstration. Remove “demonstration: true” from commune.yaml.")


def _of_the_people() -> Iterator[str]:
    if not Grant.objects.standing().filter(role=Role.STEWARD).exists():
        yield _("Nobody holds the site. Name a steward: poucet person add ADDRESS --role steward")


def _of_the_settings() -> Iterator[str]:
    if settings.DEBUG:
        yield _("The site shows its faults to visitors. Set POUCET_DEBUG=0.")
    if not settings.HTTPS:
        yield _("The site does not ask for HTTPS. Put it behind a proxy and set POUCET_HTTPS=1.")
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        yield _("The site only answers this machine. Set POUCET_HOSTS to its public name.")
    if not settings.MAIL.leaves:
        yield _(
            "No letter leaves the house: codes and warnings reach nobody. Set POUCET_MAIL and POUCET_MAIL_FROM."
        )
    if not settings.SECOND_FACTOR:
        yield _("Agents and stewards sign in with one step only. Set POUCET_SECOND_FACTOR=1.")
    if settings.HTTPS and not settings.ALLAUTH_TRUSTED_PROXY_COUNT:
        yield _(
            "Behind a proxy, everybody seems to come from one address. Set POUCET_PROXIES to how many there are."
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield _("The site answers to any name. Set POUCET_HOSTS to its public name.")


def _of_the_doors() -> Iterator[str]:
    if settings.FRANCECONNECT.is_half_set:
        yield _(
            "FranceConnect is half set, and not offered. Set POUCET_FRANCECONNECT, POUCET_FRANCECONNECT_ID and "
            "POUCET_FRANCECONNECT_SECRET, or none of them."
        )


def _of_the_register() -> Iterator[str]:
    verdict = register.verify()
    if not verdict.whole:
        yield _("The register is broken at line %(line)d.") % {"line": verdict.broken_at}
