"""Ideas that look alike, found among ten thousand before one posts: how many, how fast, beside SQLite's own FTS5.

Ideas are imagined: a thing, somewhere, for somebody, with a reason. Each seeded duplicate asks for the same thing at
the same place, typed by another hand: no accents, other endings, another order, another reason. The peer is FTS5 with
its Porter stemmer, asked for any of the words, best first, as its documentation does.
"""

from collections.abc import Iterator
from random import Random

from django.utils.text import slugify

from benchmarks.comparison import Case, Record
from benchmarks.dossier import SIGNED
from benchmarks.house import EmptyDatabases
from benchmarks.search import FullTextOfSqlite, PorterPeer
from poucet.contribute.alike import alike
from poucet.contribute.models import Call, Proposal
from poucet.town.things import kind_of
from poucet.town.writing import Wanted, write, write_all
from poucet.web.search.index import rebuild
from poucet.web.search.sheets import sheets_of

MANY, SEEDED, SOME = 10_000, 200, 400
AT_ONCE = 400
THINGS = (
    ("un banc", "bancs"), ("un four à pain", "fours a pain"), ("un composteur", "composteurs"),
    ("une boîte à livres", "boites a livres"), ("un arceau à vélos", "arceaux pour les velos"),
    ("une haie champêtre", "haies champetres"), ("un hôtel à insectes", "hotels a insectes"),
    ("une fontaine", "fontaines"), ("un potager partagé", "potagers partages"), ("une ruche", "ruches"),
    ("un terrain de pétanque", "terrains de petanque"), ("une cabane", "cabanes"),
    ("un passage piéton", "passages pietons"), ("un récupérateur d’eau", "recuperateurs d eau"),
    ("un verger", "vergers"), ("un atelier de réparation", "ateliers de reparations"),
    ("une mare pédagogique", "mares pedagogiques"), ("un préau ombragé", "preaux ombrages"),
    ("une nichoir à mésanges", "nichoirs pour mesanges"), ("un panneau d’affichage", "panneaux d affichages"),
    ("une cantine bio", "cantines bios"), ("un abri de bus", "abris bus"), ("une épicerie", "epiceries"),
    ("un jardin de pluie", "jardins de pluies"), ("une fresque", "fresques"), ("un marché", "marches"),
    ("une chorale", "chorales"), ("un broyeur de branches", "broyeurs de branche"),
    ("une bibliothèque d’outils", "bibliotheques des outils"), ("un sentier pieds nus", "sentiers pied nu"),
)  # fmt: skip
STREETS = (
    "Tilleuls", "Mineurs", "Moulin", "Pasteur", "Gare", "Sainte-Barbe", "Verlaine", "Lavoir", "Écoles", "Corons",
    "Bouleaux", "Marais", "Rivière", "Terrils", "Poudrière", "Fontaines", "Vignes", "Remparts", "Chapelle", "Forge",
    "Tanneurs", "Bergers", "Acacias", "Jardins", "Halles", "Carrières", "Tisserands", "Meuniers", "Noyers", "Étangs",
    "Cerisiers", "Charmes", "Hirondelles", "Coquelicots", "Glaneuses", "Semeurs", "Dahlias", "Églantiers", "Frênes",
    "Genêts", "Houblon", "Iris", "Jonquilles", "Lilas", "Mésanges", "Nénuphars", "Ormes", "Pivoines", "Quais", "Roses",
)  # fmt: skip
WHOM = ("les enfants", "les anciens", "les familles", "les passants", "les écoliers", "les nouveaux voisins")
WHY = (
    "On s’y arrêterait pour parler.", "Aujourd’hui il n’y a rien et chacun reste chez soi.",
    "Nous sommes plusieurs à pouvoir aider le samedi.", "La terre y est bonne et personne ne s’en sert.",
    "L’été, la chaleur y est difficile à vivre.", "Cela coûterait peu si la commune prête les outils.",
    "Une rue voisine l’a fait et en est contente.", "Les parents attendent là chaque soir.",
)  # fmt: skip
ANOTHER_HAND = (
    "ce serait utile a tous, on peut en discuter", "je propose mon aide le week end", "il manque ca par chez nous",
    "avec peu de moyens on y arrive", "mes voisins sont d accord", "qui veut s en occuper avec moi",
)  # fmt: skip


def cases(*, quick: bool) -> Iterator[Case]:
    count = SOME if quick else MANY
    asked = written(count)
    peer = FullTextOfSqlite(list(sheets_of(kind_of(Proposal.kind))))
    yield Case(
        "five ideas that look alike, asked",
        len(asked),
        lambda: [recall(asked)],
        (PorterPeer("FTS5, porter, any word", "", lambda: [peer_recall(peer, asked)]),),
        tolerance=1,  # a share found, which each finds in its own way: both are told below
        rounds=3,
    )


def records(*, quick: bool) -> Iterator[Record]:
    count = SOME if quick else MANY
    asked = written(count)
    peer = FullTextOfSqlite(list(sheets_of(kind_of(Proposal.kind))))
    yield Record("duplicates missed in the first five", 100 * (1 - recall(asked)), 20, "%")
    yield Record("the same, by FTS5", 100 * (1 - peer_recall(peer, asked)), 20, "%")


def written(count: int) -> list[tuple[str, set[str]]]:
    """Write that many ideas into an empty house; give what is asked, with the titles of the ideas it repeats."""
    EmptyDatabases().another()
    draw = Random(5)  # noqa: S311 -- the same ideas each time
    call = write(Call, key="idees", number=1, signed=SIGNED, name="Idées (exemple)", summary="Exemple.")
    said = [(draw.choice(THINGS), draw.choice(STREETS)) for _ in range(count)]
    wanted = [
        Wanted(f"idee-{number}", number, _fields(call, *one, draw))
        for number, one in enumerate(said, start=1)
    ]
    for first in range(0, count, AT_ONCE):
        write_all(Proposal, wanted[first : first + AT_ONCE], signed=SIGNED)
    rebuild()
    return [_again(*one, draw) for one in draw.sample(said, min(SEEDED, count // 10))]


def _fields(call: Call, thing: tuple[str, str], street: str, draw: Random) -> dict[str, object]:
    return {
        "call": call,
        "charter_version": 1,
        "name": f"{thing[0].capitalize()} rue des {street}",
        "text": f"Pour {draw.choice(WHOM)}. {draw.choice(WHY)} {draw.choice(WHY)}",
        "proposed_on": SIGNED.at.date(),
        "answer_due": SIGNED.at.date(),
        "example": True,
    }


def _again(thing: tuple[str, str], street: str, draw: Random) -> tuple[str, set[str]]:
    """The same thing at the same place by another hand, and the titles that it repeats."""
    plain = slugify(street).replace("-", " ")
    text = (
        f"{draw.choice(ANOTHER_HAND)}. dans la rue {plain} mettre des {thing[1]}, {draw.choice(ANOTHER_HAND)}"
    )
    return text, {f"{thing[0].capitalize()} rue des {street}"}


def recall(asked: list[tuple[str, set[str]]]) -> float:
    """The share of duplicates of which an original is among the five shown."""
    return sum(bool(titles & {one.name for one in alike(text)}) for text, titles in asked) / len(asked)


def peer_recall(peer: FullTextOfSqlite, asked: list[tuple[str, set[str]]]) -> float:
    return sum(bool(titles & peer.nearest(text)) for text, titles in asked) / len(asked)
