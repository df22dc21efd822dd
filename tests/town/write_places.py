"""Write and rewrite places from two threads; run by tests as a process of its own: `write_places.py FIRST COUNT`."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import django
from django.db import connection

django.setup()

from poucet.town.operations import write_place  # noqa: E402 -- once Django is set up
from poucet.town.writing import Signature  # noqa: E402 -- same


def write(writer: str, first: int, count: int) -> None:
    for number in range(first, first + count):
        for name in ("Avant", "Après"):
            signed = Signature(by=writer, at=datetime.now(UTC))
            note = f"Un #mot{number} et #{name.lower()}."
            write_place(key=f"p{number}", number=number, name=name, nature="site", note=note, signed=signed)
    connection.close()


if __name__ == "__main__":
    start, each = int(sys.argv[1]), int(sys.argv[2])
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write, f"writer-{start}-{n}", start + n * each, each) for n in (0, 1)]:
            done.result()
