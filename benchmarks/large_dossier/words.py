"""Sentences of an imagined commune: drawn by number, so that the same number always says the same."""

from random import Random

THEMES = ("energie", "eau", "habitat", "biodiversite", "culture", "alimentation", "mobilite", "recit")
TAGS = ("systemique", "implication", "innovation", "etoile")
MORE_TAGS = ("jardin", "toit-solaire", "école", "chantier-participatif", "sobriété", "haie", "récit")
KINDS = ("L’école", "Le lavoir", "La place", "Le stade", "Le préau", "La mare", "Le terril", "La halle")
OWNERS = ("des Tilleuls", "Jean-Jaurès", "du Moulin", "Pasteur", "des Mineurs", "de la Gare", "Sainte-Barbe")
CRAFTS = ("Amis", "Jardiniers", "Artisans", "Conteurs", "Cyclistes", "Locataires", "Maraîchers", "Écoliers")
DEEDS = (
    "Toit solaire", "Jardin partagé", "Cuve de récupération de pluie", "Isolation des combles", "Haie champêtre",
    "Chantier participatif", "Soirée des récits", "Cantine bio", "Abri à vélos", "Mare pédagogique",
    "Éclairage éteint la nuit", "Réparation d’objets", "Verger communal", "Rue aux enfants", "Bois de chauffage",
)  # fmt: skip
STARTS = (
    "Les habitants et la ville s’y mettent ensemble", "Une vingtaine de voisins se retrouvent le samedi",
    "L’association propose, la commune apporte le matériel", "Les écoliers mesurent chaque mois ce qui change",
    "Le service technique a d’abord dit non, puis a essayé", "On commence petit, pour voir",
)  # fmt: skip
ENDS = (
    "et chacun signe sa part de l’accord.", "et le relevé est affiché en mairie.",
    "puis la rue voisine demande la même chose.", "ce qui a pris deux ans de plus que prévu.",
    "sans que personne ne sache encore si l’eau suffira.", "et l’on en parle jusqu’à Lens.",
)  # fmt: skip


def place_name(number: int) -> str:
    return f"{KINDS[number % len(KINDS)]} {OWNERS[number // len(KINDS) % len(OWNERS)]} n° {number} (exemple)"


def organisation_name(number: int) -> str:
    owner = OWNERS[number // len(CRAFTS) % len(OWNERS)]
    return f"Les {CRAFTS[number % len(CRAFTS)]} {owner} n° {number} (exemple)"


def deed_name(number: int) -> str:
    return f"{DEEDS[number % len(DEEDS)]} {OWNERS[number // len(DEEDS) % len(OWNERS)]}, n° {number}"


def paragraph(draw: Random, sentences: int) -> str:
    """Some sentences, a hashtag in one of two."""
    told = []
    for _ in range(sentences):
        tag = f" #{draw.choice(TAGS + MORE_TAGS)}" if draw.random() < 0.5 else ""
        told.append(f"{draw.choice(STARTS)}{tag}, {draw.choice(ENDS)}")
    return " ".join(told)
