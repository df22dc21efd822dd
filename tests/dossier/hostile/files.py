"""Folders that bite: links, odd names, pictures that are none."""

import os
import zipfile
from pathlib import Path

from tests.dossier.hostile.tools import PEBBLE, Break, Case, added_to, bomb_in, bytes_in, picture

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SHOWN = "pictures:\n  - file: {}\n    alt: x\n    credit: x\n    licence: x\n"


def link(path: str, target: str) -> Break:
    def harm(folder: Path) -> None:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).unlink(missing_ok=True)
        (folder / path).symlink_to(target)

    return harm


def linked_folder(folder: Path) -> None:
    (folder / "pebbles").rename(folder.parent / f"{folder.name}-elsewhere")
    (folder / "pebbles").symlink_to(folder.parent / f"{folder.name}-elsewhere")


def pipe(folder: Path) -> None:
    (folder / "constants.yaml").unlink()
    os.mkfifo(folder / "constants.yaml")


def archive(folder: Path) -> None:
    (folder / "media").mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / "media/photos.zip", "w") as packed:
        packed.writestr("../../evil.txt", "x")


def collision(folder: Path) -> None:
    said = (folder / PEBBLE).read_text(encoding="utf-8")
    (folder / "pebbles/Le-Toit-De-L-Ecole.yaml").write_text(
        said.replace("number: 1\n", "number: 77\n"), encoding="utf-8"
    )


def named(name: bytes) -> Break:
    def harm(folder: Path) -> None:
        Path(os.fsdecode(os.fsencode(folder / "pebbles") + b"/" + name)).write_text(
            "number: 3\n", encoding="utf-8"
        )

    return harm


CASES = (
    Case("a file that is a link", link("star.yaml", "/etc/passwd"), "file.link", "star.yaml"),
    Case("a link to nowhere", link("star.yaml", "nowhere"), "file.link", "star.yaml"),
    Case("a link to itself", link("star.yaml", "star.yaml"), "file.link", "star.yaml"),
    Case("a picture that is a link", link("media/toit.png", "/etc/hostname"), "file.link", "media/toit.png"),
    Case("a folder that is a link", linked_folder, "folder.link", "pebbles"),
    Case("a device", link("star.yaml", "/dev/zero"), "file.link", "star.yaml"),
    Case("a pipe", pipe, "file.link", "constants.yaml"),
    Case(
        "two dots in a picture's name",
        added_to(PEBBLE, SHOWN.format("media/../../secret.png")),
        "field.pattern",
        PEBBLE,
    ),
    Case("an absolute picture", added_to(PEBBLE, SHOWN.format("/etc/passwd")), "field.pattern", PEBBLE),
    Case("a backslash", added_to(PEBBLE, SHOWN.format("media/..\\..\\secret.png")), "field.pattern", PEBBLE),
    Case("an absent picture", added_to(PEBBLE, SHOWN.format("media/absent.png")), "picture.absent", PEBBLE),
    Case("a name with an escape", named(b"a\x1b[2Jb.yaml"), "file.badly_named", "pebbles/a\\x1b[2Jb.yaml"),
    Case(
        "a name written backwards",
        named("a\u202eb.yaml".encode()),
        "file.badly_named",
        "pebbles/a\\u202eb.yaml",
    ),
    Case("a name that is not utf-8", named(b"a\xff.yaml"), "file.badly_named", "pebbles/a\\xff.yaml"),
    Case("a name with a line end", named(b"a\nb.yaml"), "file.badly_named", "pebbles/a\\x0ab.yaml"),
    Case("a name kept by a system", named(b"CON.yaml"), "file.badly_named", "pebbles/CON.yaml"),
    Case("names that differ by capitals", collision, "file.same_name", "pebbles/le-toit-de-l-ecole.yaml"),
    Case("a yml", bytes_in("star.yml", b"title: x\n"), "file.unexpected", "star.yml"),
    Case("an archive", archive, "picture.unreadable", "media/photos.zip"),
    Case("a drawing named as a picture", bytes_in("media/a.png", SVG), "picture.unreadable", "media/a.png"),
    Case("a drawing", bytes_in("media/a.svg", SVG), "picture.unreadable", "media/a.svg"),
    Case(
        "a page named as a picture",
        bytes_in("media/a.jpg", b"<html><script>1</script>"),
        "picture.unreadable",
        "media/a.jpg",
    ),
    Case(
        "a gif that is also a script",
        bytes_in("media/a.gif", b"GIF89a/*" + b"\0" * 40 + b"*/=1;alert(1)"),
        "picture.unreadable",
        "media/a.gif",
    ),
    Case(
        "a png cut short",
        bytes_in("media/a.png", picture("PNG", (90, 90))[:60]),
        "picture.unreadable",
        "media/a.png",
    ),
    Case("a jpeg named png", bytes_in("media/a.png", picture("JPEG")), "picture.misnamed", "media/a.png"),
    Case(
        "a png that unfolds",
        bomb_in("media/a.png", 20_000, 20_000),
        "picture.too_large",
        "media/a.png",
    ),
    Case(
        "huge dimensions",
        bomb_in("media/a.png", 2_000_000_000, 2),
        "picture.too_large",
        "media/a.png",
    ),
    Case(
        "a picture of 9 MB",
        bytes_in("media/a.png", picture("PNG") + b"\0" * 9_000_000),
        "file.too_large",
        "media/a.png",
    ),
    Case("an empty picture", bytes_in("media/a.png", b""), "picture.unreadable", "media/a.png"),
)
