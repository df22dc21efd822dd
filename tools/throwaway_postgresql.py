"""A PostgreSQL server for one run of the tests: made in seconds, asked for a password, gone afterwards."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# A test loses nothing when the machine does: these three make it several times quicker.
UNSAFE_AND_QUICK = ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "synchronous_commit=off"]
DEBIAN = Path("/usr/lib/postgresql")


def has_account(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def programs() -> Path | None:
    """Find the folder of initdb and pg_ctl, on the path or Debian's newest; none where they could not run."""
    if os.geteuid() == 0 and not (shutil.which("runuser") and has_account("postgres")):
        return None
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = [path for path in DEBIAN.glob("*/bin/initdb") if path.parent.parent.name.isdigit()]
    newest = max(versions, key=lambda path: int(path.parent.parent.name), default=None)
    return newest.parent if newest else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def as_owner() -> list[str]:
    """Step down from root, as whom PostgreSQL refuses to run, to the account its package made."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def throwaway_postgresql(folder: Path) -> Iterator[str]:
    """Start a server whose programs lie in `folder`, give its DATABASE_URL, stop it and delete it."""
    password, port = secrets.token_hex(16), free_port()
    with tempfile.TemporaryDirectory(prefix="poucet-pg-", ignore_cleanup_errors=True) as place:
        cluster, written = f"{place}/cluster", Path(place, "password")
        written.write_text(password)
        if os.geteuid() == 0:
            for path in (place, written):
                shutil.chown(path, "postgres")
        start = [*as_owner(), str(folder / "initdb"), "--pgdata", cluster, "--username", "poucet"]
        start += ["--auth", "scram-sha-256", "--pwfile", str(written), "--encoding", "UTF8"]
        run([*start, "--locale", "C.UTF-8", "--no-sync"])
        options = " ".join([*UNSAFE_AND_QUICK, f"-p {port}", "-h 127.0.0.1", f"-k {place}"])
        control = [*as_owner(), str(folder / "pg_ctl"), "--pgdata", cluster, "--wait", "--silent"]
        run([*control, "--log", f"{place}/log", "--options", options, "start"])
        try:
            yield f"postgresql://poucet:{password}@127.0.0.1:{port}/poucet"
        finally:
            run([*control, "--mode", "immediate", "stop"])


def run(command: list[str]) -> None:
    """Run a program from a folder its account may read; what it says is shown only when it fails."""
    done = subprocess.run(
        command, cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
