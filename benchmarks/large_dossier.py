"""Write the dossier of a commune that has measured and laid much: as large as asked, the same every time."""

import csv
from collections.abc import Iterator
from pathlib import Path

from poucet.dossier.table import COLUMNS

THEMES = ("energie", "eau", "habitat", "biodiversite", "culture", "alimentation", "mobilite", "recit")
STATES = ("planned", "under_way", "laid", "measured")
FIGURES_EACH = 10  # of one indicator, a year apart


def write_dossier(folder: Path, *, pebbles: int, observations: int) -> None:
    """Write all its files."""
    indicators = -(-observations // FIGURES_EACH)
    (folder / "pebbles").mkdir(parents=True)
    for name, text in settled_files().items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "indicators.yaml").write_text(
        "".join(indicator(number) for number in range(1, indicators + 1)), encoding="utf-8"
    )
    with (folder / "observations.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(figures(observations))
    for number in range(1, pebbles + 1):
        path = folder / "pebbles" / f"caillou-{number}.yaml"
        path.write_text(pebble(number, indicators), encoding="utf-8")


def settled_files() -> dict[str, str]:
    return {
        "commune.yaml": "name: Grande-Commune exemple\n",
        "sources.yaml": "- id: releve\n  number: 1\n  title: Relevé exemple\n  year: 2025\n",
        "places.yaml": "- id: place\n  number: 1\n  name: Place exemple\n  kind: site\n  geometry: unknown\n",
        "organisations.yaml": "- id: mairie\n  number: 1\n  name: Mairie exemple\n",
        "framework.yaml": (
            "frameworks:\n  - id: piliers\n    number: 1\n    title: Piliers exemple\n    version: '1'\n"
            "    source: releve\n    pillars:\n      - tag: systemique\n        title: Tout ensemble\n"
        ),
        "star.yaml": (
            "title: Étoile exemple\nhorizon: 2050\nnarrative: Un texte exemple.\nfacets:\n"
            "  - id: soleil\n    number: 1\n    title: Le soleil exemple\n    indicator: mesure-1\n"
        ),
    }


def indicator(number: int) -> str:
    theme = THEMES[number % len(THEMES)]
    return (
        f"- id: mesure-{number}\n  number: {number}\n  label: Mesure exemple {number}\n"
        f"  kind: quantity\n  unit: kWh/an\n  theme: {theme}\n"
    )


def figures(count: int) -> Iterator[dict[str, object]]:
    for place in range(count):
        which, year = divmod(place, FIGURES_EACH)
        yield dict.fromkeys(COLUMNS, "") | {
            "number": place + 1,
            "indicator": f"mesure-{which + 1}",
            "period": 2015 + year,
            "value": f"{1000 + 37 * place % 9973}.5",
            "unit": "kWh/an",
            "status": "measured",
            "confidence": "high",
            "source": "releve",
        }


def pebble(number: int, indicators: int) -> str:
    state, theme = STATES[number % len(STATES)], THEMES[number % len(THEMES)]
    return (
        f"number: {number}\nname: Caillou exemple {number}\nstate: {state}\nperiod: {1990 + number % 36}\n"
        f"theme: {theme}\npillars: [systemique]\nplaces: [place]\nfacets: [soleil]\naxis: unknown\n"
        f'deed: "Une action exemple, la {number}e, avec son #systemique."\nmakers:\n  - organisation: mairie\n'
        f"figures:\n  - indicator: mesure-{number % indicators + 1}\n    role: effect\n    facet: soleil\n"
        "example: true\nsource: releve\nconfidence: high\n"
    )
