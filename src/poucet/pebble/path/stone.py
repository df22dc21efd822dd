"""What the picture is asked to show."""

from dataclasses import dataclass
from typing import Literal

State = Literal["planned", "under_way", "laid", "measured", "let_go"]
Shape = Literal["wide", "tall"]


@dataclass(frozen=True)
class Stone:
    """A pebble as the picture needs it.

    ``since`` is a decimal year, None when the date is unknown. ``until`` closes a true range ("2017 or 2018"
    gives 2017.0 and 2019.0) and stays None for a mere year, month or day: only ranges draw a bar.
    ``weight`` is the effect within the chosen facet, None when unmeasured or when no facet is chosen.
    """

    number: int
    label: str
    url: str
    state: State
    since: float | None
    until: float | None = None
    weight: float | None = None
    notable: bool = False
    example: bool = False
    description: str = ""

    @property
    def span(self) -> tuple[float, float] | None:
        """First and last moment of the deed, in order."""
        if self.since is None:
            return None
        until = self.since if self.until is None else self.until
        return min(self.since, until), max(self.since, until)

    @property
    def date(self) -> float | None:
        """The middle of the range, where the pebble lies."""
        return None if self.span is None else (self.span[0] + self.span[1]) / 2


@dataclass(frozen=True)
class Words:
    """The few words written inside the picture; their width decides where they fit: they come translated."""

    here: str = "we are here"
    undated: str = "date unknown"
    horizon: str = ""
    example: str = "example"
