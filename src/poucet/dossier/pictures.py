"""Pictures that come by hand: read again whole, made bearable, kept under a name of ours, without what they hide."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import IO

from PIL import Image, ImageOps, UnidentifiedImageError

from poucet.dossier.checking import MAX_PIXELS, PICTURES
from poucet.dossier.layout import MEDIA
from poucet.dossier.models import KeptFile
from poucet.town.errors import RuleError

LONGEST_SIDE = 2000  # pixels: twice what the widest page shows
QUALITY = 85


@dataclass(frozen=True)
class Drawn:
    """A picture made again: its JPEG, and its size in pixels."""

    content: bytes
    width: int
    height: int


def drawn_again(sent: IO[bytes]) -> Drawn:
    """Make of a picture a JPEG of our own; raises `RuleError` for what is no picture, or too large a one.

    The place and the hour that a telephone writes in it are left behind; it stands the way it was taken.
    """
    try:
        with Image.open(sent, formats=tuple(PICTURES)) as found:
            if found.width * found.height > MAX_PIXELS:
                raise RuleError("picture.too_large", limit=MAX_PIXELS // 1_000_000)
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG unfolds no larger than it will be
            upright = ImageOps.exif_transpose(found)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = Image.new("RGB", upright.size, "white")
            clear = upright.convert("RGBA")
            drawn.paste(clear, mask=clear)
    except Image.DecompressionBombError as bomb:
        raise RuleError("picture.too_large", limit=MAX_PIXELS // 1_000_000) from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as broken:
        raise RuleError("picture.unreadable") from broken
    written = io.BytesIO()
    drawn.save(written, "JPEG", quality=QUALITY, optimize=True)
    return Drawn(written.getvalue(), *drawn.size)


def keep_picture(content: bytes, *, stem: str) -> str:
    """Keep the file of a picture among those of the dossier; gives its path."""
    digest = hashlib.sha256(content).hexdigest()
    path = f"{MEDIA}{stem}-{digest[:10]}.jpg"
    KeptFile.objects.get_or_create(path=path, defaults={"content": content, "digest": digest})
    return path


def forget_picture(file: str) -> None:
    """Delete the file of a picture that nothing shows any more."""
    KeptFile.objects.filter(path=file).delete()
