"""The pebbles: one file each, with places, makers, effects, voices, ties and texts of several sentences."""

import textwrap
from datetime import date, timedelta
from random import Random

from benchmarks.large_dossier.sizes import Sizes
from benchmarks.large_dossier.words import TAGS, THEMES, deed_name, paragraph

STATES = ("planned", "under_way", "laid", "laid", "measured", "measured", "measured", "let_go")
FIRST_YEAR, LAST_YEAR, HORIZON = 1990, 2025, 2050


def pebble(number: int, sizes: Sizes, indicators: int) -> str:
    draw = Random(f"pebble {number}")  # noqa: S311 -- a drawing that must be the same every time
    state = STATES[number % len(STATES)]
    lines = [
        f"number: {number}",
        f"name: {deed_name(number)}",
        f"state: {state}",
        f"period: {_period(draw, state)}",
        f"theme: {THEMES[number % len(THEMES)]}",
        f"pillars: [{', '.join(sorted(draw.sample(TAGS, draw.randint(1, 2))))}]",
        f"places: [{_some(draw, 'place', sizes.places, draw.randint(1, 2))}]",
        f"facets: [{_facets(draw, sizes)}]",
        f"axis: {draw.choice(('unknown', 'axe-1', 'axe-2', 'axe-3'))}",
        _folded("deed", paragraph(draw, draw.randint(2, 4))),
    ]
    if draw.random() < 0.5:
        lines.append(_folded("before", paragraph(draw, 1)))
    if draw.random() < 0.3:
        lines.append(_folded("turning_point", paragraph(draw, 1)))
    if state == "let_go" or draw.random() < 0.2:
        lines.append(_folded("lesson", paragraph(draw, 1)))
    lines += _makers(draw, sizes) + _effects(number, draw, sizes, indicators)
    if number > 1 and draw.random() < 0.2:
        lines += [
            "enables:",
            f"  - pebble: caillou-{draw.randrange(1, number)}",
            f"    source: releve-{draw.randint(1, sizes.sources)}",
            "    confidence: medium",
            "    note: 'La suite d’exemple, dite par un #récit.'",
        ]
    if draw.random() < 0.3:
        lines += [
            "voices:",
            "  - speaker: Une habitante (exemple)",
            f"    text: « {paragraph(draw, 1).replace(' #', ' ')} »",
            "    example: true",
        ]
    lines += ["example: true", f"source: releve-{draw.randint(1, sizes.sources)}", "confidence: high"]
    if draw.random() < 0.1:
        lines += [
            "en:",
            f"  name: Sample deed no. {number}",
            "  deed: Neighbours and the town did it together.",
        ]
    return "\n".join(lines) + "\n"


def _period(draw: Random, state: str) -> str:
    """Most deeds of a town are recent; some nobody can date, and what is planned lies ahead."""
    if draw.random() < 0.03:
        return "unknown"
    first, last = (2027, HORIZON - 5) if state == "planned" else (FIRST_YEAR, LAST_YEAR)
    year = round(draw.triangular(first, last, last if state != "planned" else first))
    match draw.randrange(10):
        case 0 | 1 | 2 | 3:
            return f"{year}-{draw.randint(1, 12):02d}"
        case 4 | 5:
            return (date(year, 1, 1) + timedelta(days=draw.randrange(365))).isoformat()
        case 6:
            return f"{year}/{year + draw.randint(1, 4)}"
        case _:
            return str(year)


def _facets(draw: Random, sizes: Sizes) -> str:
    """The first facet has a tenth of the deeds, each of the others some hundreds of ten thousand."""
    chosen = {1} if draw.random() < 0.1 else set()
    chosen |= {draw.randint(2, sizes.facets) for _ in range(draw.randint(0, 2))}
    return ", ".join(f"facette-{number}" for number in sorted(chosen))


def _some(draw: Random, word: str, most: int, count: int) -> str:
    return ", ".join(
        f"{word}-{number}" for number in sorted(draw.sample(range(1, most + 1), min(count, most)))
    )


def _makers(draw: Random, sizes: Sizes) -> list[str]:
    numbers = draw.sample(range(1, sizes.organisations + 1), draw.randint(1, 2))
    return ["makers:", *(f"  - organisation: association-{number}" for number in numbers)]


def _effects(number: int, draw: Random, sizes: Sizes, indicators: int) -> list[str]:
    """One to three indicators each; a deed shares the long series with others."""
    wanted = {1 + number % indicators} | {draw.randint(1, indicators) for _ in range(draw.randint(0, 2))}
    lines = ["figures:"]
    for indicator in sorted(wanted):
        facet = 1 if draw.random() < 0.1 else draw.randint(2, sizes.facets)
        lines += [f"  - indicator: mesure-{indicator}"]
        role = draw.choice(("effect", "effect", "made", "cost", "context"))
        lines += [f"    role: {role}", *([f"    facet: facette-{facet}"] if role == "effect" else [])]
    return lines


def _folded(name: str, text: str) -> str:
    return f"{name}: >-\n" + textwrap.indent(textwrap.fill(text, 94, break_on_hyphens=False), "  ")
