"""The public log of moderation: counts by month, no name, no text; small numbers as they are."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from statistics import median

from django.utils.timezone import localtime

from poucet.contribute.moderation.grounds import Ground, Measure
from poucet.contribute.moderation.models import Appeal, Case, Decision, Report

COLUMNS = ("month", "what", "ground", "measure", "count", "median_hours", "late")


@dataclass
class Month:
    """What happened in a month."""

    name: str
    notices: int = 0
    own_initiative: int = 0
    appeals: int = 0
    changed_on_appeal: int = 0
    by_ground: Counter[tuple[str, str]] = field(default_factory=Counter)  # ground, measure
    hours: list[Decimal] = field(default_factory=list)
    late: int = 0

    @property
    def decided(self) -> int:
        return sum(self.by_ground.values())

    @property
    def median_hours(self) -> Decimal | None:
        return median(self.hours) if self.hours else None

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Each ground and measure in words, with its count."""
        grounds, measures = dict(Ground.choices), dict(Measure.choices)
        return [
            (str(grounds.get(ground, "")), str(measures[measure]), count)
            for (ground, measure), count in sorted(self.by_ground.items())
        ]


def months() -> list[Month]:
    """Every month in which something happened, the latest first: four queries."""
    found: dict[str, Month] = {}

    def month(at: datetime) -> Month:
        name = f"{localtime(at):%Y-%m}"
        return found.setdefault(name, Month(name))

    for at in Report.objects.values_list("at", flat=True):
        month(at).notices += 1
    for at in Case.objects.filter(own_initiative=True).values_list("opened_at", flat=True):
        month(at).own_initiative += 1
    for at in Appeal.objects.values_list("at", flat=True):
        month(at).appeals += 1
    first: dict[int, str] = {}
    for row in Decision.objects.order_by("case", "position"):
        there = month(row.at)
        there.by_ground[row.ground, row.measure] += 1
        there.hours.append(row.hours)
        there.late += row.was_late
        there.changed_on_appeal += row.position > 0 and first[row.case_id] != row.measure
        first.setdefault(row.case_id, row.measure)
    return sorted(found.values(), key=lambda one: one.name, reverse=True)


def as_csv(rows: Iterable[Month]) -> str:
    """One line per count; codes and figures only."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in rows:
        plain = {"notices": one.notices, "own_initiative": one.own_initiative, "appeals": one.appeals}
        plain["changed_on_appeal"] = one.changed_on_appeal
        writer.writerows((one.name, what, "", "", count, "", "") for what, count in plain.items())
        writer.writerow(
            (
                one.name,
                "decisions",
                "",
                "",
                one.decided,
                "" if one.median_hours is None else one.median_hours,
                one.late,
            )
        )
        for (ground, measure), count in sorted(one.by_ground.items()):
            writer.writerow((one.name, "decisions", ground or "none", measure, count, "", ""))
    return text.getvalue()
