"""Hold the documents to the code: the tree, the commands, the settings, the links; and no trace of a machine.

A document that shows the tree opens a fenced block with `src/poucet/`; the rooms follow, two spaces in.
"""

import argparse
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ROOT / "src" / "poucet"
# Folders of the package that hold no idea of their own.
NOT_ROOMS = {"__pycache__", "locale"}
# Verbs of ./poucet that come before the installed command.
BOOTSTRAP_VERBS = {"test", "prepare"}
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"(?:^|[\s`$(])(?:\./)?poucet((?: +[a-z][a-z-]*)+)", re.MULTILINE)
TARGET = re.compile(r"(?:^|[\s`$])make ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\"(POUCET_[A-Z_]+|DATABASE_URL)\"")
# Spelled so that this file does not name them itself.
TRACES = re.compile(
    r"/wor[k]/|/roo[t]/|/hom[e]/[a-z]|/User[s]/|/tm[p]/[a-z]+_|py[p]i\.org|pythonhoste[d]|registry\.npm[j]s"
    r"|deb\.debia[n]|files\.python[h]osted"
)
BINARY = {".jpg", ".mo", ".png", ".webp", ".woff2", ".pdf", ".ico"}


def tracked() -> list[Path]:
    """List what git holds or would hold."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [path for name in listed.split("\0") if name and (path := ROOT / name).is_file()]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_faults(documents: dict[Path, str]) -> Iterator[str]:
    """Compare each tree shown with the folders of the package."""
    rooms = {path.name for path in ROOMS.iterdir() if path.is_dir()} - NOT_ROOMS
    trees = [
        (path, block)
        for path, text in documents.items()
        for block in FENCE.findall(text)
        if block.startswith("src/poucet/\n")
    ]
    if not trees:
        yield "no document shows the tree (a fenced block that opens with src/poucet/)"
    for path, block in trees:
        lines = re.findall(r"^  ((?:[a-z]+/,? ?)+)", block, re.MULTILINE)
        shown = {name for line in lines for name in re.findall(r"([a-z]+)/", line)}
        yield from (f"{name_of(path)}: the tree shows {name}/, which is not there" for name in shown - rooms)
        yield from (f"{name_of(path)}: the tree lacks {name}/" for name in rooms - shown)


def verbs(parser: argparse.ArgumentParser, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every complete verb of the command: ("dossier", "check")."""
    groups = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not groups and before:
        yield before
    for group in groups:
        for name, child in group.choices.items():
            yield from verbs(child, (*before, name))


def commands_shown(text: str) -> set[tuple[str, ...]]:
    """List the words that follow `poucet` in a document's code."""
    return {tuple(words.split()) for code in CODE.findall(text) for words in COMMAND.findall(code)}


def command_faults(documents: dict[Path, str], known: set[tuple[str, ...]]) -> Iterator[str]:
    """Tell commands shown that do not exist, and verbs that no document shows."""
    groups = {verb[:1] for verb in known if len(verb) > 1}
    seen: set[tuple[str, ...]] = set()
    for path, text in documents.items():
        for words in sorted(commands_shown(text)):
            verb = words[:2] if words[:1] in groups else words[:1]
            seen.add(verb)
            if verb not in known | groups and verb[0] not in BOOTSTRAP_VERBS:
                yield f"{name_of(path)}: no command “poucet {' '.join(verb)}”"
    yield from (f"no document shows “poucet {' '.join(verb)}”" for verb in sorted(known - seen))


def target_faults(documents: dict[Path, str]) -> Iterator[str]:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path, text in documents.items():
        shown = {target for code in CODE.findall(text) for target in TARGET.findall(code)}
        yield from (f"{name_of(path)}: no target “make {target}”" for target in sorted(shown - targets))


def anchors(text: str) -> set[str]:
    """List the anchors that a reader of Markdown gives to headings."""
    headings = re.findall(r"^#+ +(.+?) *$", FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def link_faults(documents: dict[Path, str]) -> Iterator[str]:
    """Tell links between our files that lead nowhere."""
    for path, text in documents.items():
        for link in LINK.findall(CODE.sub("", text)):
            if re.match(r"[a-z]+:", link):
                continue
            place, _, anchor = link.partition("#")
            target = (path.parent / place).resolve() if place else path
            if not target.exists():
                yield f"{name_of(path)}: {link} leads nowhere"
            elif (
                anchor
                and target.suffix == ".md"
                and anchor not in anchors(target.read_text(encoding="utf-8"))
            ):
                yield f"{name_of(path)}: {link} names no heading"


def setting_faults(documents: dict[Path, str]) -> Iterator[str]:
    """Tell settings that the code reads and no document explains."""
    read = {
        name for path in ROOMS.rglob("*.py") for name in SETTING.findall(path.read_text(encoding="utf-8"))
    }
    explained = "\n".join(documents.values())
    yield from (f"no document explains {name}" for name in sorted(read) if name not in explained)


def trace_faults(files: list[Path]) -> Iterator[str]:
    """Tell files that name the machine they were written on, or a host packages come from."""
    for path in files:
        if path.suffix in BINARY:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if found := TRACES.search(line):
                yield f"{name_of(path)}:{number}: names a machine path or a package host ({found.group()})"


def main() -> int:
    from poucet.cli.command import parser  # noqa: PLC0415 -- what does not import is reported, not fatal to the rest

    files = tracked()
    documents = {path: path.read_text(encoding="utf-8") for path in files if path.suffix == ".md"}
    faults = [
        *tree_faults(documents),
        *command_faults(documents, set(verbs(parser()))),
        *target_faults(documents),
        *link_faults(documents),
        *setting_faults(documents),
        *trace_faults(files),
    ]
    print("\n".join(faults) or f"{len(documents)} documents agree with the code")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
