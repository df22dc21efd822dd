"""How many times an address may ask in a minute, counted by all the processes of the house together.

Each request adds one byte to a file that belongs to the address and the minute: the system adds it whole and says
where it stands, so that no two requests are ever counted as one. (Django's cache would read, then write: several
workers would lose requests between the two.) The name of the file is a keyed print of the address, of this minute
only: the folder tells nobody who came.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from poucet.town.askers import reader_of

A_MINUTE = 60


def wait_for(request: HttpRequest) -> int:
    """How many seconds this reader must wait before asking again; 0 for one who may ask."""
    now = time.time()
    minute = int(now // A_MINUTE)
    if _place_in_line(reader_of(request), minute) <= settings.API_LIMIT:
        return 0
    return max(1, int((minute + 1) * A_MINUTE - now))


def _place_in_line(reader: str, minute: int) -> int:
    """Which request of the minute this one is: 1 for the first."""
    folder = _folder_of(minute)
    print_ = hmac.digest(settings.SECRET_KEY.encode(), f"{minute} {reader}".encode(), hashlib.sha256)
    line = os.open(folder / print_.hex()[:40], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(line, b".")
        return os.lseek(line, 0, os.SEEK_CUR)
    finally:
        os.close(line)


def _folder_of(minute: int) -> Path:
    """The folder of a minute; whoever opens it takes away those of the minutes before the last."""
    lines: Path = settings.POUCET_HOME / "limits"
    folder = lines / str(minute)
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        for old in lines.iterdir():
            if old.name.isdecimal() and int(old.name) < minute - 1:
                shutil.rmtree(old, ignore_errors=True)
    return folder
