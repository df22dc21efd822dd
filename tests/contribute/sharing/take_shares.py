"""Take shares of one need from many threads; run by tests as a process of its own: `take_shares.py THREADS`."""

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from threading import Barrier

import django
from django.db import connection

django.setup()

from poucet.contribute.sharing.models import Posting, Promise, SharingLine  # noqa: E402 -- once Django is set up
from poucet.contribute.sharing.operations import Taking, step_back, take, write_posting  # noqa: E402 -- same
from poucet.town.people.models import Person  # noqa: E402 -- same
from poucet.town.writing import Signature  # noqa: E402 -- same


def taken(posting: Posting, person: Person, start: Barrier) -> None:
    start.wait()
    take(posting, Taking(Decimal(1), person), signed=Signature("tests", datetime.now(UTC)))
    connection.close()


def told(posting: Posting) -> dict[str, object]:
    rows = list(Promise.objects.filter(posting=posting).order_by("position"))
    lines = SharingLine.objects.filter(posting=posting)
    return {
        "states": [row.state for row in rows],
        "positions": [row.position for row in rows],
        "people": len({row.person_id for row in rows}),
        "lines": [lines.filter(event=event).count() for event in ("promised", "confirmed", "withdrawn")],
    }


if __name__ == "__main__":
    count, now = int(sys.argv[1]), datetime.now(UTC)
    need = write_posting(
        key="haie", number=1, signed=Signature("tests", now), side="need", sort="time", name="Planter",
        text="Planter.", quantity=Decimal(10), unit="places", posted_on=now.date(),
    )  # fmt: skip
    people = [Person.objects.create(number=place, joined_at=now) for place in range(1, count + 1)]
    barrier = Barrier(count)
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(taken, need, person, barrier) for person in people]:
            done.result()
    first = told(need)
    for promise in Promise.objects.filter(posting=need, position__in=(2, 5)):
        step_back(promise, signed=Signature("tests", datetime.now(UTC)))
    sys.stdout.write(json.dumps({"taken": first, "after": told(need)}))
