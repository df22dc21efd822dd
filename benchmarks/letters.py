"""Letters with a code: a million drawn and written down."""

from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter

from benchmarks.comparison import Record
from benchmarks.dossier import SIGNED
from benchmarks.house import EmptyDatabases
from poucet.town.residence.models import LetterCode
from poucet.town.residence.operations import Wanted, make_letters

BUDGET_S = 600


def records(*, quick: bool) -> Iterator[Record]:
    count = 1_000 if quick else 1_000_000
    EmptyDatabases().another()
    wanted = Wanted(count, SIGNED.at.date() + timedelta(days=60), "", "0" * 32)
    began = perf_counter()
    make_letters(wanted, signed=SIGNED)
    spent = perf_counter() - began
    if LetterCode.objects.count() != count:
        raise RuntimeError("letters are missing")
    yield Record(f"{count:,} codes drawn and kept as keyed prints", spent, BUDGET_S, "s")
