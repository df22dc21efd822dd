"""What the demonstration adds for residents: an imagined call, and ideas of which one waits too long."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from poucet.contribute.models import Act, Call, Charter, Proposal, Reply
from poucet.contribute.operations import Rules, write_call, write_proposal
from poucet.contribute.states import State
from poucet.star.models import Facet
from poucet.town.register import one_act
from poucet.town.writing import Signature

FIRST_NUMBER = 901  # far from the numbers of residents' own
_RULES: dict[str, Any] = {
    "subject": "Exemple : ce que des habitants veulent faire ou voir faire dans la commune.",
    "negotiable": "Le lieu, la manière, le moment, et qui fait quoi.",
    "not_negotiable": "La sécurité, la loi, et le budget déjà voté de l’année.",
    "level": Charter.Level.MAKE,
    "decided_by": "Le conseil municipal pour ce qui engage de l’argent ; sinon l’élu du sujet.",
    "decided_how": "Une délibération, ou un accord fifty-fifty signé.",
    "who_may": "Toute personne qui vit, étudie ou travaille dans la commune.",
    "minimum_age": 0,
    "verification": 1,
    "money": "Sans objet tant qu’aucun accord n’est étudié.",
    "voting_rule": "Sans objet. Les soutiens éclairent, ils ne décident pas.",
    "tie_rule": "Sans objet.",
    "quorum": "Sans objet.",
    "answer_days": 60,
    "data_kept": "Le nom que chacun choisit de montrer, et de quoi lui répondre.",
    "data_until": "2028",
    "moderators": "Exemple : la secrétaire de mairie ; en appel, un élu d’une autre délégation.",
}


@one_act()
def add_ideas(*, signed: Signature) -> None:
    """Add a call and three ideas to the demonstration."""
    today = localdate(signed.at)
    call = write_call(
        key="exemple-idees",
        number=FIRST_NUMBER,
        rules=Rules(_RULES),
        phases=[
            {
                "name": "On propose, on soutient et l’on commente",
                "since": date(today.year, 1, 1),
                "until": None,
                "acts": [Act.PROPOSE, Act.SUPPORT, Act.COMMENT],
                "translations": {"en": {"name": "Ideas are brought, supported and commented on"}},
            }
        ],
        signed=signed,
        name="Des idées toute l’année",
        summary="Chacun propose ce qui rendrait la commune plus belle à vivre ; la mairie répond à tous.",
        example=True,
        translations={
            "en": {
                "name": "Ideas all year long",
                "summary": "Anybody proposes what would make the town a better place to live; all are answered.",
            }
        },
    )
    _a_bench(call, today, signed)
    _a_late_answer(call, today, signed)
    _a_refusal(call, today, signed)


def _a_bench(call: Call, today: date, signed: Signature) -> None:
    _write(
        call,
        today - timedelta(days=40),
        "A bench in the shade by the school",
        signed,
        key="exemple-banc",
        number=FIRST_NUMBER,
        revisions=[
            {"name": "Un banc", "text": "Sous le tilleul de l’école.", "until": today - timedelta(days=38)}
        ],
        name="Un banc à l’ombre devant l’école",
        text="Les grands-parents attendent debout, l’été, à quatre heures et demie. Nous savons menuiser : il nous "
        "faut le bois et le droit de le poser.",
        author=Proposal.Author.GROUP,
        author_name="des grands-parents",
        supports=7,
        replies=[
            {
                "state": State.FIFTY_FIFTY,
                "reason": "Oui, moitié-moitié : la commune donne le bois et les vis, les grands-parents fabriquent le "
                "banc et le repeignent tous les deux ans.",
                "service": "les services techniques",
                "next_on": today + timedelta(days=30),
                "on": today - timedelta(days=12),
                "role": Reply.Role.ELECTED,
            }
        ],
    )


def _a_late_answer(call: Call, today: date, signed: Signature) -> None:
    _write(
        call,
        today - timedelta(days=72),
        "A compost bin at the foot of our buildings",
        signed,
        key="exemple-composteur",
        number=FIRST_NUMBER + 1,
        name="Un composteur au pied de nos immeubles",
        text="Nous sommes six voisins prêts à nous en occuper à tour de rôle. Qui peut nous dire où le poser ?",
        supports=3,
        replies=[],
    )


def _a_refusal(call: Call, today: date, signed: Signature) -> None:
    _write(
        call,
        today - timedelta(days=90),
        "Fireworks every month",
        signed,
        key="exemple-feux",
        number=FIRST_NUMBER + 2,
        name="Un feu d’artifice chaque mois",
        text="Cela ferait venir du monde.",
        replies=[
            {
                "state": State.NOT_KEPT,
                "reason": "Le bruit effraie les bêtes et réveille les enfants, et la dépense dépasserait celle de "
                "toutes les fêtes de l’année. Une fête de quartier peut être aidée autrement.",
                "service": "",
                "next_on": None,
                "on": today - timedelta(days=50),
                "role": Reply.Role.AGENT,
            }
        ],
    )


def _write(
    call: Call, day: date, english: str, signed: Signature, *, key: str, number: int, **said: Any
) -> None:
    always: dict[str, Any] = {"revisions": [], "replies": [], "supports": 0, "charter_version": 1}
    write_proposal(
        key=key,
        number=number,
        signed=signed,
        call=call,
        facet=Facet.objects.first(),
        proposed_on=day,
        answer_due=day + timedelta(days=60),
        example=True,
        translations={"en": {"name": english}},
        **{**always, **said},
    )
