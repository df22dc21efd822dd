"""What follows an act and may wait until the answer has left: letters to those whom it concerns.

An errand runs once the act is written, apart from the request, so that nobody waits for a mail server. It must be
able to run again: what it could not do, the night does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from threading import Thread

from django.conf import settings
from django.db import connections, transaction

_log = logging.getLogger(__name__)


def run_after(errand: Callable[[], object]) -> None:
    """Run an errand when the transaction of the moment is written; never when it is undone."""
    transaction.on_commit(partial(_start, errand))


def _start(errand: Callable[[], object]) -> None:
    if settings.ERRANDS_APART:
        Thread(target=_apart, args=(errand,), name="errand").start()
    else:
        errand()


def _apart(errand: Callable[[], object]) -> None:
    try:
        errand()
    except Exception:  # noqa: BLE001 -- whatever it is, the thread ends here and the log says why
        _log.exception("An errand failed; the night takes it up again.")
    finally:
        connections.close_all()
