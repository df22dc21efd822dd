"""Hold docs/api/openapi.json to the API that the code gives: compare them, or write the file again.

`make api` writes it; the difference is then read like any other.
"""

import argparse
import difflib
import os
import secrets
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "docs" / "api" / "openapi.json"
SHOWN = 40


def described() -> str:
    """Draw the description from the code, in a house of its own."""
    with tempfile.TemporaryDirectory(prefix="poucet-api-") as home:
        Path(home, "static").mkdir()
        own = {"POUCET_HOME": home, "POUCET_SECRET_KEY": secrets.token_urlsafe(50)}
        os.environ.update({**own, "DJANGO_SETTINGS_MODULE": "poucet.web.settings"})
        import django  # noqa: PLC0415 -- reads the environment

        django.setup()
        from poucet.web.api.description import as_text  # noqa: PLC0415 -- same
        from poucet.web.api.v1 import DESCRIPTION  # noqa: PLC0415 -- same

        return as_text(DESCRIPTION)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verb", choices=["check", "write"])
    verb, now = parser.parse_args().verb, described()
    before = KEPT.read_text(encoding="utf-8") if KEPT.exists() else ""
    if verb == "write":
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(now, encoding="utf-8")
        return 0
    changes = list(
        difflib.unified_diff(before.splitlines(), now.splitlines(), "kept", "drawn", lineterm="", n=1)
    )
    if changes:
        print("\n".join(changes[:SHOWN]))
        print(f"{KEPT.relative_to(ROOT)} is not what the code says: `make api` writes it again.")
    return 1 if changes else 0


if __name__ == "__main__":
    sys.exit(main())
