"""Letters with a code."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta

from poucet.town.clock import today
from poucet.town.residence.models import Batch
from poucet.town.residence.operations import Letter, Wanted, make_letters
from tests.factories import SIGNED


def letters(count: int = 3, **given: object) -> tuple[Batch, Sequence[Letter]]:
    said = {"ends_on": today() + timedelta(days=30), "purpose": "", "sheet": secrets.token_hex(16), **given}
    return make_letters(Wanted(count=count, **said), signed=SIGNED)
