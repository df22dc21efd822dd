"""Fifty people register at once for ten seats; run by a test as a process of its own. Prints the seats as JSON."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import django
from django.db import connection

django.setup()

from poucet.contribute.meetings.models import Meeting, Registration  # noqa: E402 -- once Django is set up
from poucet.contribute.meetings.operations import Parts, write_meeting  # noqa: E402 -- same
from poucet.contribute.meetings.registering import Party, register_party  # noqa: E402 -- same
from poucet.town.writing import Signature  # noqa: E402 -- same

NOW = datetime.now(UTC)
SIGNED = Signature(by="essai", at=NOW)


def come(name: int, meeting: Meeting) -> None:
    register_party(meeting, Party(name=str(name)), signed=SIGNED)
    connection.close()


if __name__ == "__main__":
    evening = {"starts_at": NOW + timedelta(days=1), "ends_at": NOW + timedelta(days=2), "capacity": 10}
    announced = write_meeting(
        key="foule", number=1, name="Foule", purpose="Essai.", parts=Parts(), signed=SIGNED, **evening
    )
    with ThreadPoolExecutor(10) as pool:
        for done in [pool.submit(come, name, announced) for name in range(50)]:
            done.result()
    connection.close()
    rows = Registration.objects.order_by("pk").values_list("seated", flat=True)
    print(json.dumps(list(rows)))  # noqa: T201 -- what the test reads
