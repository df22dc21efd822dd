"""What the demonstration adds to the sourced facts: a few imagined deeds and voices, each an example.

They show what the facts of the past cannot: a deed planned, one under way, one let go with its
lesson, and residents' own words. They are written through the same acts as anything else.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import get_default_timezone, localtime, now

from poucet.contribute.meetings.models import Meeting
from poucet.contribute.meetings.operations import Parts as MeetingParts
from poucet.contribute.meetings.operations import write_meeting
from poucet.pebble.models import Pebble
from poucet.pebble.operations import Parts, add_voice, move_pebble, write_pebble
from poucet.star.models import Facet
from poucet.star.operations import write_story
from poucet.town.register import one_act
from poucet.town.writing import Signature
from poucet.web.demonstration_agreements import sign_for_the_benches
from poucet.web.demonstration_comments import add_comments
from poucet.web.demonstration_ideas import add_ideas
from poucet.web.demonstration_sharing import share
from poucet.web.demonstration_texts import write_together

FIRST_NUMBER = 901  # far from the numbers of the sourced deeds


@one_act()
def add_examples(*, signed: Signature) -> None:
    """Add the examples to the demonstration that was just loaded."""
    _plan_shades(signed)
    _start_a_school_yard(signed)
    _let_the_compost_go(signed)
    _listen_to_residents(signed)
    _tell_a_story(signed)
    add_ideas(signed=signed)
    add_comments(signed=signed)
    _tell_a_meeting(signed)
    _announce_a_meeting(signed)
    sign_for_the_benches(signed)
    share(signed)
    write_together(signed=signed)


def _plan_shades(signed: Signature) -> None:
    write_pebble(
        key="exemple-ombrieres",
        number=FIRST_NUMBER,
        name="Ombrières solaires du marché",
        state=Pebble.State.PLANNED,
        period="2028",
        theme="energie",
        deed="Couvrir d’ombrières solaires les places où se tient le marché : de l’ombre et du courant.",
        example=True,
        signed=signed,
        parts=Parts(facets=list(Facet.objects.filter(theme="energie")[:1])),
        translations={
            "en": {
                "name": "Solar shades over the market",
                "deed": "Cover the market square with solar shades: shelter and power.",
            }
        },
    )


def _start_a_school_yard(signed: Signature) -> None:
    pebble = write_pebble(
        key="exemple-cour",
        number=FIRST_NUMBER + 1,
        name="Une seconde cour rendue à la terre",
        state=Pebble.State.PLANNED,
        period="2026",
        theme="biodiversite",
        deed="Avec les parents et l’école, retirer le bitume d’une seconde cour et y planter des arbres.",
        example=True,
        signed=signed,
        translations={
            "en": {
                "name": "A second playground given back to the soil",
                "deed": "With parents and the school, lift the tarmac of a second playground and plant trees.",
            }
        },
    )
    move_pebble(pebble, state=Pebble.State.UNDER_WAY, signed=signed)


def _let_the_compost_go(signed: Signature) -> None:
    pebble = write_pebble(
        key="exemple-compost",
        number=FIRST_NUMBER + 2,
        name="Compost de quartier",
        state=Pebble.State.PLANNED,
        period="2021",
        theme="biodiversite",
        deed="Trois bacs à compost au pied d’immeubles, ouverts à tous.",
        failed="Les bacs débordaient l’été : chacun comptait sur les autres pour les retourner.",
        example=True,
        signed=signed,
        translations={
            "en": {
                "name": "Neighbourhood compost",
                "deed": "Three compost bins at the foot of blocks of flats, open to all.",
                "failed": "The bins overflowed in summer: everyone counted on the others to turn them.",
                "lesson": "Nothing lasts without a named person who looks after it, and a stand-in.",
            }
        },
    )
    lesson = "Rien ne tient sans une personne nommée qui s’en occupe, et quelqu’un pour la remplacer."
    move_pebble(pebble, state=Pebble.State.LET_GO, lesson=lesson, signed=signed)


def _listen_to_residents(signed: Signature) -> None:
    church = Pebble.objects.filter(key__startswith="toit-solaire-de-l-eglise").first()
    if church is None:
        return
    for speaker, role, text in (
        (
            "Une voisine",
            "habitante",
            "Au début, j’ai eu peur pour le clocher. Maintenant, je le montre à mes neveux.",
        ),
        (
            "Un paroissien",
            "bénévole",
            "On a parlé du toit au marché pendant des mois : c’est là que tout a commencé.",
        ),
    ):
        add_voice(church, speaker=speaker, role=role, text=text, example=True, signed=signed)


def _tell_a_story(signed: Signature) -> None:
    yard = Pebble.objects.get(key="exemple-cour")
    write_story(
        key="exemple-la-cour-sous-le-bitume",
        number=FIRST_NUMBER,
        name="La cour sous le bitume",
        memory="Ma grand-mère jouait ici sous trois tilleuls. On les a coupés l’année où l’on a tout goudronné.",
        deed="Un samedi, quarante parents ont levé le bitume à la barre à mine. Les enfants ont planté.",
        star="Une ville où l’on n’a plus besoin de chercher l’ombre. #implication",
        period="2026",
        theme="biodiversite",
        author="Une mère d’élève",
        example=True,
        tells=[yard.reference],
        signed=signed,
        translations={
            "en": {
                "name": "The yard under the tarmac",
                "memory": "My grandmother played here under three limes. They were felled the year it was all tarred.",
                "deed": "One Saturday, forty parents lifted the tarmac with crowbars. The children planted.",
                "star": "A town where nobody needs to look for shade any more. #implication",
            }
        },
    )


def _tell_a_meeting(signed: Signature) -> None:
    """A meeting that was held, and told."""
    said: dict[str, Any] = {"note": "", "reason": "", "place": None, "place_text": "", "example": True}
    held = datetime(2026, 3, 10, 18, 30, tzinfo=get_default_timezone())
    write_meeting(
        key="exemple-quels-arbres-sur-la-place",
        number=901,
        parts=MeetingParts(
            access=[
                {"fact": "step_free", "answer": "yes", "note": ""},
                {"fact": "childcare", "answer": "yes", "note": "dans la salle d’à côté"},
            ],
            agenda=[{"title": "Ce que le sol permet", "minutes": 30, "who": "une jardinière"}],
            lines=[
                {"sort": "decision", "text": "On plante trois tilleuls.", "who": ""},
                {"sort": "question", "text": "Qui arrose en juillet ?", "who": ""},
            ],
        ),
        signed=signed,
        name="Quels arbres sur la place ?",
        purpose="Choisir ensemble les essences, et qui arrose l’été.",
        starts_at=held,
        ends_at=held + timedelta(hours=2),
        state=Meeting.State.HELD,
        attendance=23,
        minutes="Vingt-trois personnes, deux heures, une liste d’arbres.",
        minutes_on=date(2026, 3, 16),
        translations={
            "en": {"name": "Which trees for the square?", "purpose": "To choose the trees together."}
        },
        **said,
    )


def _announce_a_meeting(signed: Signature) -> None:
    """A meeting to come, in three weeks, with few seats."""
    starts = localtime(now()).replace(hour=18, minute=30, second=0, microsecond=0) + timedelta(days=21)
    write_meeting(
        key="exemple-ou-mettre-le-four-a-pain",
        number=902,
        parts=MeetingParts(
            access=[{"fact": "step_free", "answer": "yes", "note": ""}],
            agenda=[{"title": "Visite des trois endroits possibles", "minutes": 45, "who": ""}],
        ),
        signed=signed,
        name="Où mettre le four à pain ?",
        purpose="Voir les lieux ensemble, et dire qui veut y cuire.",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place_text="Rendez-vous devant l’école",
        capacity=24,
        example=True,
        translations={
            "en": {"name": "Where should the bread oven go?", "purpose": "To see the places together."}
        },
    )
