"""Files of the national register of associations, as the State lays them out; every association is imagined."""

from __future__ import annotations

import csv
import io

WALDEC = (
    "id", "id_ex", "siret", "rup_mi", "gestion", "date_creat", "date_decla", "date_publi", "date_disso", "nature",
    "groupement", "titre", "titre_court", "objet", "objet_social1", "objet_social2", "adrs_complement",
    "adrs_numvoie", "adrs_repetition", "adrs_typevoie", "adrs_libvoie", "adrs_distrib", "adrs_codeinsee",
    "adrs_codepostal", "adrs_libcommune", "adrg_declarant", "adrg_complemid", "adrg_complemgeo", "adrg_libvoie",
    "adrg_distrib", "adrg_codepostal", "adrg_achemine", "adrg_pays", "dir_civilite", "siteweb", "publiweb",
    "observation", "position", "maj_time",
)  # fmt: skip
OLDER = (
    "id", "id_ex", "siret", "gestion", "date_creat", "date_publi", "nature", "groupement", "titre", "objet",
    "objet_social1", "objet_social2", "adr1", "adr2", "adr3", "adrs_codepostal", "libcom", "dir_civilite",
    "siteweb", "observation", "position", "rup_mi", "maj_time",
)  # fmt: skip
NO_DAY = "0001-01-01"
_SAID = {
    "date_creat": "1998-03-02",
    "date_disso": NO_DAY,
    "titre": "LES AMIS DU CLOCHER EXEMPLE",
    "objet": "faire sonner les cloches",
    "objet_social1": "010005",
    "adrs_libvoie": "RUE DU SECRET",
    "adrs_codeinsee": "62999",
    "adrs_codepostal": "62990",
    "adrs_libcommune": "EXEMPLEVILLE",
    "adrg_declarant": "MADAME SECRETE",
    "adr1": "12 RUE DU SECRET",
    "libcom": "EXEMPLEVILLE",
    "dir_civilite": "MF",
    "position": "A",
    "maj_time": "2026-08-30 10:00:00",
}


def a_row(number: int = 1, **given: str) -> dict[str, str]:
    """Give a row of the register: what it says, and what the test is about."""
    return {**_SAID, "id": f"W62{number:07}", **given}


def a_file(*rows: dict[str, str], columns: tuple[str, ...] = WALDEC) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return text.getvalue().encode()
