"""A house of its own for other processes: its environment, with an empty database of the kind of this run."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def empty_house(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Give the environment of a house with a database of its own, of the kind of this run."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("POUCET_")}
    house = inherited | {
        "POUCET_HOME": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "poucet.web.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    if connection.vendor == "sqlite":
        yield house | {"DATABASE_URL": ""}
        return
    known = connection.settings_dict
    server = {
        "host": known["HOST"],
        "port": known["PORT"],
        "user": known["USER"],
        "password": known["PASSWORD"],
    }
    name = f"poucet_chain_{secrets.token_hex(4)}"
    with psycopg.connect(**server, dbname="postgres", autocommit=True) as desk:
        desk.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            who = f"{quote(server['user'])}:{quote(server['password'])}"
            yield house | {"DATABASE_URL": f"postgresql://{who}@{server['host']}:{server['port']}/{name}"}
        finally:
            desk.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
