"""Where words are kept and sought: one table, `search_words`, made for each database in the way it seeks best."""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

from poucet.web.search.stores.postgresql import PostgresqlStore
from poucet.web.search.stores.sqlite import SqliteStore
from poucet.web.search.stores.store import Narrowing as Narrowing
from poucet.web.search.stores.store import Row as Row
from poucet.web.search.stores.store import Store as Store
from poucet.web.search.stores.store import Stream as Stream


def store(connection: BaseDatabaseWrapper) -> Store:
    """The store of this database."""
    return PostgresqlStore(connection) if connection.vendor == "postgresql" else SqliteStore(connection)
