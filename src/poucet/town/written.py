"""What was just written, told to whoever keeps an account of texts: the hashtags, the search.

An operation announces the things whose texts it changed; a room that listens is told their references once, at the
end of the act.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from poucet.town.things import Reference

Listener = Callable[[Iterable[Reference]], None]
Reader = Callable[[], object]

_LISTENERS: list[Listener] = []
_READERS: list[Reader] = []
_QUIET = ContextVar("quiet", default=False)
_WAITING: ContextVar[dict[Reference, None] | None] = ContextVar("waiting", default=None)


def listen(listener: Listener, *, whole: Reader) -> None:
    """Let a room hear what is written, and read the `whole` house after a quiet writing; called once, at the start."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
        _READERS.append(whole)


def announce(*written: Reference) -> None:
    """Tell that texts of these things changed, once they are saved."""
    if _QUIET.get():
        return
    waiting = _WAITING.get()
    if waiting is None:
        _tell(written)
    else:
        waiting.update(dict.fromkeys(written))


@contextmanager
def told_at_the_end() -> Iterator[None]:
    """Keep what is announced meanwhile, and tell it once when all is written; what fails tells nothing."""
    waiting: dict[Reference, None] = {}
    before = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(before)
    _tell(waiting)


def _tell(written: Collection[Reference]) -> None:
    if written:
        for listener in _LISTENERS:
            listener(written)


@contextmanager
def quietly() -> Iterator[None]:
    """Announce nothing meanwhile: for who writes the whole house, and has it read again whole."""
    before = _QUIET.set(True)
    try:
        yield
    finally:
        _QUIET.reset(before)


def announce_house() -> None:
    """Tell that the whole house was written quietly: whoever keeps an account reads it again whole."""
    for read in _READERS:
        read()
