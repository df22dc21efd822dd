"""`poucet night`: all that the house does by itself, once a night."""

from __future__ import annotations

from argparse import Namespace

from poucet.cli.command import DONE, REFUSED
from poucet.cli.house import prepare_database, say, signature, tell, wake
from poucet.cli.language import _


def night(_options: Namespace) -> int:
    """Every chore of every room; one that fails is told, and keeps none of the others from being done."""
    wake()
    prepare_database()
    from poucet.town.nights import chores

    signed, answer = signature(), DONE
    for chore in chores():
        try:
            count = chore.do(signed)
        except Exception as fault:  # noqa: BLE001 -- whatever it is, the other chores are still to be done
            tell(_("“%(chore)s” failed: %(fault)s") % {"chore": chore.name, "fault": fault})
            answer = REFUSED
        else:
            say(str(chore.words) % {"count": count})
    return answer
