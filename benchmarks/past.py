"""What the past costs: a load whose every row is kept beside one that keeps nothing, a page of a day beside today's."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import override_settings

from benchmarks.comparison import Answer, Case, Peer
from benchmarks.dossier import SIGNED, told_by_the_database
from benchmarks.house import HOME, EmptyDatabases
from benchmarks.large_dossier import write_dossier
from poucet.dossier.loading import load
from poucet.town.past import kept_models
from poucet.town.past.dialect import dialect
from poucet.town.past.twins import twin_of

PAGES = {"home page": "/", "list of pebbles": "/cailloux", "a pebble": "/caillou/1", "a facet": "/facette/1"}


def cases(*, quick: bool) -> Iterator[Case]:
    pebbles, figures = (20, 100) if quick else (1000, 5000)
    databases, folder = EmptyDatabases(), HOME / "past"
    write_dossier(folder, pebbles=pebbles, observations=figures)
    yield loading(
        folder, databases, title=f"load {pebbles:,} pebbles, {figures:,} figures and keep their past, rows"
    )
    databases.another()
    load(folder, signed=SIGNED)
    (HOME / "static").mkdir(exist_ok=True)
    plain = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }  # nothing was gathered for us
    with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
        client = Client(SERVER_NAME="localhost")
        for name, page in PAGES.items():
            yield reading(client, name, page)


def loading(folder: Path, databases: EmptyDatabases, *, title: str) -> Case:
    def ours() -> Answer:
        databases.another()
        load(folder, signed=SIGNED)
        return told_by_the_database()

    def without_past() -> Answer:
        databases.another()
        forget_the_past()
        load(folder, signed=SIGNED)
        return told_by_the_database()

    peer = Peer("the same load, no past kept: Django", "django", without_past)
    return Case(title, int(sum(ours()[:-2])), ours, (peer,), tolerance=0, rounds=3)


def forget_the_past() -> None:
    with connection.cursor() as cursor:
        for model in kept_models():
            for statement in dialect(connection.vendor).lifting(twin_of(model)):
                cursor.execute(statement)


def reading(client: Client, name: str, page: str) -> Case:
    def then() -> Answer:
        return [client.get(f"/au/{SIGNED.at:%Y-%m-%d}{page}").status_code]

    def now() -> Answer:
        return [client.get(page).status_code]

    return Case(
        f"{name} of a past day", 1, then, (Peer("the page of today: Django", "django", now),), tolerance=0
    )
