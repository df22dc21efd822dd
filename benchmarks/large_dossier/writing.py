"""All the files of the large dossier, written in a folder."""

import csv
from pathlib import Path
from random import Random

from benchmarks.large_dossier import deeds, figures
from benchmarks.large_dossier.sizes import Sizes
from benchmarks.large_dossier.words import THEMES, organisation_name, paragraph, place_name
from poucet.dossier.table import COLUMNS

AXES = 3
CONFLICTS = 20


def write_dossier(folder: Path, *, pebbles: int, observations: int) -> None:
    """Write all its files."""
    sizes = Sizes(pebbles, observations)
    series = list(sizes.series())
    (folder / "pebbles").mkdir(parents=True)
    texts = settled_files(sizes) | {"indicators.yaml": "".join(figures.indicators(series))}
    texts |= {
        f"pebbles/caillou-{number}.yaml": deeds.pebble(number, sizes, len(series))
        for number in range(1, pebbles + 1)
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(figures.rows(series, sizes))


def settled_files(sizes: Sizes) -> dict[str, str]:
    numbers = {name: range(1, getattr(sizes, name) + 1) for name in ("sources", "places", "organisations")}
    return {
        "commune.yaml": "name: Grande-Commune exemple\ncentre: [50.4583, 2.7942]\n",
        "sources.yaml": "".join(_source(number) for number in numbers["sources"]),
        "places.yaml": "".join(_place(number) for number in numbers["places"]),
        "organisations.yaml": "".join(_organisation(number) for number in numbers["organisations"]),
        "framework.yaml": _framework(),
        "star.yaml": _star(sizes),
        "conflicts.yaml": "".join(_conflict(number) for number in range(1, CONFLICTS + 1)),
        "constants.yaml": (
            "- id: menage-exemple\n  number: 1\n  label: Un ménage exemple\n  value: 2500\n"
            "  unit: kWh/ménage/an\n  status: estimated\n  confidence: medium\n  source: releve-1\n  year: 2020\n"
        ),
    }


def _source(number: int) -> str:
    return (
        f"- id: releve-{number}\n  number: {number}\n  title: Relevé d’exemple n° {number}\n"
        f"  year: {1990 + number % 36}\n  publisher: Mairie exemple\n  url: https://exemple.invalid/releves/{number}\n"
    )


def _place(number: int) -> str:
    draw = Random(f"place {number}")  # noqa: S311 -- a drawing that must be the same every time
    longitude, latitude = 2.7942 + draw.uniform(-0.03, 0.03), 50.4583 + draw.uniform(-0.02, 0.02)
    known = (
        f"\n    type: Point\n    coordinates: [{longitude:.4f}, {latitude:.4f}]" if number % 5 else " unknown"
    )
    return (
        f"- id: place-{number}\n  number: {number}\n  name: {place_name(number)}\n  kind: site\n  geometry:{known}\n"
        f"  source: releve-1\n"
    )


def _organisation(number: int) -> str:
    return f"- id: association-{number}\n  number: {number}\n  name: {organisation_name(number)}\n  source: releve-2\n"


def _framework() -> str:
    pillars = "".join(
        f"      - tag: {tag}\n        title: Pilier {tag}\n"
        for tag in ("systemique", "implication", "innovation", "etoile")
    )
    return (
        "frameworks:\n  - id: piliers\n    number: 1\n    title: Piliers exemple\n    version: '1'\n"
        f"    source: releve-1\n    pillars:\n{pillars}"
    )


def _star(sizes: Sizes) -> str:
    draw = Random("star")  # noqa: S311 -- a drawing that must be the same every time
    facets = "".join(
        f"  - id: facette-{number}\n    number: {number}\n    title: La facette exemple n° {number}\n"
        f"    theme: {THEMES[number % len(THEMES)]}\n    indicator: mesure-{number}\n"
        f"    targets:\n      - version: 1\n        value: 100000\n        unit: {figures.unit_of(number)}\n"
        f"        horizon: {deeds.HORIZON}\n        baseline: unknown\n        voted: unknown\n"
        f"        source: releve-1\n        confidence: low\n"
        for number in range(1, sizes.facets + 1)
    )
    axes = "".join(
        f"  - id: axe-{number}\n    number: {number}\n    document: Charte exemple\n"
        f"    title: Axe exemple n° {number}\n    theme: {THEMES[number]}\n    finding: unknown\n    source: releve-1\n"
        f"    facets: [facette-{number}]\n"
        f"    confidence: low\n"
        for number in range(1, min(AXES, sizes.facets) + 1)
    )
    told = "\n\n  ".join(paragraph(draw, sentences) for sentences in (6, 4))
    return (
        f"title: Étoile exemple\nhorizon: {deeds.HORIZON}\nnarrative: |-\n  {told}\n"
        f"facets:\n{facets}axes:\n{axes}"
    )


def _conflict(number: int) -> str:
    return (
        f"- id: desaccord-{number}\n  number: {number}\n  title: Désaccord exemple n° {number}\n"
        f"  observations: [{2 * number - 1}, {2 * number}]\n"
        f"  explanation: Deux relevés d’exemple qui ne disent pas pareil.\n"
    )
