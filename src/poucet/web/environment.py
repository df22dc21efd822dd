"""Settings read from the environment; a value that cannot be understood stops the start."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


class SettingError(Exception):
    """A setting that cannot be used: its name, what was found, what is expected."""

    def __init__(self, name: str, found: str, expected: str) -> None:
        super().__init__(f"{name}: {found!r} – {expected}")
        self.name, self.found, self.expected = name, found, expected


def flag(name: str, *, default: bool) -> bool:
    """A setting that is on or off."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise SettingError(name, value, "1 or 0")


def one_of(name: str, choices: tuple[str, ...], *, default: str) -> str:
    """A setting that is a word of a short list."""
    value = os.environ.get(name, "").strip() or default
    if value in choices:
        return value
    raise SettingError(name, value, ", ".join(choices))


def names(name: str, *, default: tuple[str, ...]) -> list[str]:
    """A setting that lists names, separated by commas."""
    value = os.environ.get(name)
    return list(default) if value is None else [part.strip() for part in value.split(",") if part.strip()]


def count(name: str, *, default: int, least: int = 0) -> int:
    """A setting that is a number of times."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if value.isascii() and value.isdecimal() and least <= int(value) < 10**9:
        return int(value)
    raise SettingError(name, value, f"{least}, {least + 1}…")


@dataclass(frozen=True)
class Mail:
    """How letters leave the house."""

    backend: str
    sender: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False

    @property
    def leaves(self) -> bool:
        """Whether letters reach anybody, or are only shown on the terminal."""
        return self.backend.endswith("smtp.EmailBackend")


_MAIL_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


def mail() -> Mail:
    """POUCET_MAIL (`smtp+starttls://user:password@host:587`) and its sender; else letters show on the terminal."""
    url, sender = os.environ.get("POUCET_MAIL", ""), os.environ.get("POUCET_MAIL_FROM", "")
    if not url:
        return Mail("django.core.mail.backends.console.EmailBackend", sender or "poucet@localhost")
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise SettingError("POUCET_MAIL", parts.scheme, "smtp+starttls://user:password@host:587")
    if "@" not in sender:
        raise SettingError("POUCET_MAIL_FROM", sender, "mairie@exemple.fr")
    return Mail(
        backend="django.core.mail.backends.smtp.EmailBackend",
        sender=sender,
        host=parts.hostname,
        port=parts.port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp+starttls",
        tls=parts.scheme == "smtps",
    )


@dataclass(frozen=True)
class FranceConnect:
    """The identity provider that people may prove who they are with."""

    issuer: str = ""
    client: str = ""
    secret: str = ""

    @property
    def is_set(self) -> bool:
        return all((self.issuer, self.client, self.secret))

    @property
    def is_half_set(self) -> bool:
        return any((self.issuer, self.client, self.secret)) and not self.is_set


def franceconnect() -> FranceConnect:
    """POUCET_FRANCECONNECT (the address of the issuer, `https://host/path`), its _ID and its _SECRET."""
    name = "POUCET_FRANCECONNECT"
    issuer, client, secret = (os.environ.get(f"{name}{end}", "").strip() for end in ("", "_ID", "_SECRET"))
    if issuer and not _is_issuer(issuer):
        raise SettingError(name, issuer, "https://host/path, as the provider writes it")
    return FranceConnect(issuer, client, secret)


def _is_issuer(address: str) -> bool:
    """Whether it may be asked: over HTTPS, or on this machine."""
    try:
        parts = urlsplit(address)
        local = parts.hostname in {"localhost", "127.0.0.1", "::1"} and parts.port is not None
    except ValueError:
        return False
    return (
        (parts.scheme == "https" or (parts.scheme == "http" and local))
        and _HOST.fullmatch(parts.netloc) is not None
        and not re.search(r"[\s;,'\"<>?#]", address)
        and not address.endswith("/")
    )


def folder() -> Path:
    """Where this house keeps its database and its secret: POUCET_HOME, else ./.poucet."""
    return Path(os.environ.get("POUCET_HOME") or ".poucet").expanduser().resolve()


def secret_key(home: Path) -> str:
    """POUCET_SECRET_KEY, else a secret made once and kept in the folder, readable by its owner alone."""
    given = os.environ.get("POUCET_SECRET_KEY")
    if given is not None:
        if len(given) < 32:
            raise SettingError("POUCET_SECRET_KEY", "…", "32 characters or more")
        return given
    kept = home / "secret-key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True)
        _make_secret(kept)
    return kept.read_text()


def _make_secret(kept: Path) -> None:
    """Write the secret aside, then give it its name: of several processes that start at once, one wins."""
    with tempfile.NamedTemporaryFile("w", dir=kept.parent) as passing:  # made readable by its owner alone
        passing.write(secrets.token_urlsafe(50))
        passing.flush()
        with contextlib.suppress(FileExistsError):
            os.link(passing.name, kept)


def tiles() -> tuple[str, str]:
    """POUCET_TILES (a template of pictures, `https://…/{z}/{x}/{y}.png`) and POUCET_TILES_CREDIT: both, or neither."""
    template, credit = (os.environ.get(name, "").strip() for name in ("POUCET_TILES", "POUCET_TILES_CREDIT"))
    if not template and not credit:
        return "", ""
    if not _is_tile_template(template):
        expected = "https://host/{z}/{x}/{y}.png (pictures, not vector tiles)"
        raise SettingError("POUCET_TILES", template, expected)
    if not credit:
        raise SettingError("POUCET_TILES_CREDIT", "", "whom to credit for the tiles, as their terms ask")
    return template, credit


_HOST = re.compile(r"(?:[a-z0-9-]+\.)*[a-z0-9-]+(?::[0-9]{1,5})?", re.IGNORECASE)


def _is_tile_template(template: str) -> bool:
    """Whether a policy can name its server, and a map fill in its three numbers."""
    try:
        parts = urlsplit(template)
    except ValueError:
        return False
    here = parts.hostname in {"localhost", "127.0.0.1"}
    return (
        (parts.scheme == "https" or (parts.scheme == "http" and here))
        and _HOST.fullmatch(parts.netloc) is not None
        and all(template.count(mark) == 1 for mark in ("{z}", "{x}", "{y}"))
        and not re.search(r"[\s;,'\"<>]", template)
        and PurePosixPath(parts.path).suffix.lower() not in {".pbf", ".mvt"}
    )


def database(home: Path) -> dict[str, Any]:
    """DATABASE_URL (`postgresql://user:password@host:port/name`), else an SQLite file in the folder."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(home / "poucet.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and parts.path:
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise SettingError("DATABASE_URL", parts.scheme, "postgresql://user:password@host:port/name")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


def _sqlite(path: Path) -> dict[str, Any]:
    # Writers queue for the single write lock from their first statement instead of failing midway.
    # With recursive triggers, a row that another takes the place of is told to the triggers as gone.
    options: Mapping[str, Any] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; "
            "PRAGMA recursive_triggers=ON"
        ),
    }
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": dict(options)}
