"""Append acts to the register from two threads; run by tests as a process of its own: `append_acts.py NAME COUNT`."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import django
from django.db import connection

django.setup()

from poucet.town import register  # noqa: E402 -- once Django is set up
from poucet.town.things import Reference  # noqa: E402 -- same


def append(writer: str, count: int) -> None:
    for number in range(1, count + 1):
        register.record(
            "pebble.written", on=Reference("pebble", number), by=writer, at=datetime.now(UTC), mark="é"
        )
    connection.close()


if __name__ == "__main__":
    name, each = sys.argv[1], int(sys.argv[2])
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(append, f"{name}-{thread}", each) for thread in (1, 2)]:
            done.result()
