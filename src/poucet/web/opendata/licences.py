"""The licences under which a commune may give its data, by their SPDX code."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Licence:
    """A licence for public data, and where to read it."""

    code: str
    name: str
    address: str


# Those that article D323-2-1 of the code of relations between the public and the administration lists for data.
_ACCEPTED = (
    Licence("etalab-2.0", "Licence Ouverte 2.0", "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"),
    Licence("ODbL-1.0", "Open Database License 1.0", "https://opendatacommons.org/licenses/odbl/1-0/"),
)
LICENCES = {licence.code: licence for licence in _ACCEPTED}
