"""The columns of the two files of the register, those that are read, and what its codes of activity mean.

The layouts are those of the files themselves (data.gouv.fr, « Répertoire national des associations »), of which
several public programs keep the list of columns. What tells of people (the addresses `adrs_*` and `adrg_*`, the
declarant, the civility of the manager, telephone, e-mail, the free observation) is never read.
"""

from __future__ import annotations

from typing import Final

SEPARATOR: Final = ";"
# What both files hold; the rest is read where it is there.
NEEDED: Final = ("id", "date_creat", "titre", "position")
SINCE_2009: Final = (
    "adrs_codeinsee"  # the older file has no Insee code: its rows are placed by postal code and name
)
POSTAL_CODE: Final = "adrs_codepostal"
COMMUNE_NAMES: Final = ("adrs_libcommune", "libcom")  # in the newer file, in the older one
NO_DAY: Final = "0001-01-01"  # how the files write a date that they do not know
POSITIONS: Final = {"A": "active", "D": "dissolved", "S": "removed"}
# The first three digits of an « objet social » name its family; in the words of the register's own nomenclature.
FAMILIES: Final = {
    "001": "Activités politiques",
    "002": "Clubs, cercles de réflexion",
    "003": "Défense de droits fondamentaux, activités civiques",
    "004": "Justice",
    "005": "Information, communication",
    "006": "Culture, pratiques d’activités artistiques, culturelles",
    "007": "Clubs de loisirs, relations",
    "009": "Action socioculturelle",
    "010": "Préservation du patrimoine",
    "011": "Sports, activités de plein air",
    "013": "Chasse, pêche",
    "014": "Amicales, groupements affinitaires, groupements d’entraide",
    "015": "Éducation, formation",
    "016": "Recherche",
    "017": "Santé",
    "018": "Services et établissements médico-sociaux",
    "019": "Interventions sociales",
    "020": "Associations caritatives, humanitaires, aide au développement, bénévolat",
    "021": "Services familiaux, services aux personnes âgées",
    "022": "Conduite d’activités économiques",
    "023": "Représentation, promotion et défense d’intérêts économiques",
    "024": "Environnement, cadre de vie",
    "030": "Aide à l’emploi, développement local, solidarités économiques, vie locale",
    "032": "Logement",
    "034": "Tourisme",
    "036": "Sécurité, protection civile",
    "038": "Armée, anciens combattants",
    "040": "Activités religieuses, spirituelles ou philosophiques",
}


def family_of(*codes: str) -> str:
    """The field of activity that the first code with a family names; empty when none has one."""
    return next((FAMILIES[code[:3]] for code in codes if code[:3] in FAMILIES), "")
