"""Suggest and answer from many threads on one paragraph; run by tests as a process of its own."""

import json
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import django
from django.db import connection

django.setup()

from poucet.contribute.drafting.models import Suggestion, Text  # noqa: E402 -- once Django is set up
from poucet.contribute.drafting.operations import Wish, accept, suggest, write_text  # noqa: E402 -- same
from poucet.contribute.operations import Bringer  # noqa: E402 -- same
from poucet.town.errors import RuleError  # noqa: E402 -- same
from poucet.town.writing import Signature  # noqa: E402 -- same


def at_once(acts: list[Callable[[], object]]) -> list[str]:
    barrier = Barrier(len(acts))

    def done(act: Callable[[], object]) -> str:
        barrier.wait()
        try:
            act()
        except RuleError as refusal:
            return refusal.code
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(done, acts))


def signed() -> Signature:
    return Signature("tests", datetime.now(UTC))


if __name__ == "__main__":
    count = int(sys.argv[1])
    text = write_text(
        key="jardin", number=1, name="Règlement", purpose="Dire.", decided_by="l’assemblée", body="Un.\n\nDeux.",
        opened_on=datetime.now(UTC).date(), signed=signed(),
    )  # fmt: skip
    wishes = [Wish("change", 1, 1, f"Un, dit par {place}.", "Parce que.") for place in range(count)]
    suggested = at_once([lambda one=one: suggest(text, one, Bringer(), signed=signed()) for one in wishes])
    rows = list(Suggestion.objects.order_by("number"))
    answered = at_once(
        [
            lambda row=row: accept(row, over=1, wording=row.wording, reason="Soit.", signed=signed())
            for row in rows
        ]
    )
    text = Text.objects.get()
    won = Suggestion.objects.get(state="accepted")
    sys.stdout.write(
        json.dumps(
            {
                "suggested": suggested,
                "kept": sorted(row.wording for row in rows),
                "answered": answered,
                "waiting": Suggestion.objects.filter(state="waiting").count(),
                "says_the_winner": dict(text.paragraphs)[1] == won.wording,
                "versions": list(text.versions.values_list("number", flat=True)),
            }
        )
    )
