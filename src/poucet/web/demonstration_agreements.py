"""An imagined agreement of the demonstration, written, signed and followed through the house's own acts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from poucet.contribute.agreements.canonical import digest_of
from poucet.contribute.agreements.ledger import Line, tell, validate
from poucet.contribute.agreements.models import Agreement
from poucet.contribute.agreements.operations import Ending, Pledge, move_agreement, write_agreement
from poucet.contribute.agreements.signing import Signed, sign_agreement, text_to_sign
from poucet.contribute.agreements.terms import Party, Side, State
from poucet.town.models import Place
from poucet.town.writing import Signature

FIRST_NUMBER = 901
_COMMITMENTS = (
    Pledge(
        "bancs", Side.TOWN, "Fournir le bois et les vis", "material", Decimal(3), "bancs", date(2025, 4, 5),
        "services techniques", "une photo du chantier",
    ),
    Pledge(
        "outils", Side.TOWN, "Prêter les outils", "transport", None, "", date(2025, 4, 5),
        "services techniques", "le bon de prêt",
    ),
    Pledge(
        "montage", Side.RESIDENTS, "Monter et poncer les bancs", "time", Decimal(24), "h", date(2025, 4, 12),
        "les parents de l’école", "la feuille du chantier",
    ),
    Pledge(
        "huile", Side.RESIDENTS, "Huiler le bois", "time", Decimal(3), "h", date(2025, 5, 10),
        "les parents de l’école", "une photo", "quarterly",
    ),
)  # fmt: skip
_FIRST, _MET = date(2025, 4, 5), date(2025, 4, 14)


def sign_for_the_benches(signed: Signature) -> None:
    """Parents and the town make three benches; stopped after a season, with its lesson."""
    agreement = write_agreement(
        key="exemple-bancs",
        number=FIRST_NUMBER,
        period="2025-04/2025-12",
        commitments=_COMMITMENTS,
        signed=signed,
        name="Trois bancs devant l’école",
        purpose="Attendre assis, se parler : trois bancs de bois, montés par des parents.",
        party="les parents de l’école",
        party_nature=Party.SCHOOL,
        state=State.AGREED,
        place=Place.objects.filter(nature=Place.Nature.BUILDING).first(),
        town_contact="services techniques",
        residents_contact="les délégués des parents",
        upkeep="Les parents huilent le bois chaque trimestre ; la commune remplace ce qui casse.",
        ownership="Les bancs sont à la commune.",
        insurance="La commune déclare le nombre de bénévoles du chantier à son assureur.",
        error_clause="Un banc raté se refait : personne n’en est coupable.",
        exit_clause="Chacun s’arrête en prévenant un mois avant.",
        handover_clause="La commune reprend l’entretien, ou range les bancs.",
        review_on=date(2025, 11, 15),
        example=True,
        translations={
            "en": {
                "name": "Three benches by the school",
                "purpose": "To wait sitting down, and talk: three wooden benches, put together by parents.",
            }
        },
    )
    for side, signer in ((Side.TOWN, "l’adjointe aux écoles"), (Side.RESIDENTS, "les délégués des parents")):
        text = digest_of(text_to_sign(agreement))
        paper = digest_of(f"exemple {side}")
        sign_agreement(
            agreement, Signed(side, text, signer, date(2025, 3, 3), paper_digest=paper), signed=signed
        )
    _follow(signed)


def _follow(signed: Signature) -> None:
    agreement = Agreement.objects.get(number=FIRST_NUMBER)
    move_agreement(agreement, state=State.WORKS, on=_FIRST, signed=signed)
    for line in (
        Line("bancs", "delivered", Side.TOWN, _FIRST, Decimal(3), evidence="photo"),
        Line("outils", "delivered", Side.TOWN, _FIRST, evidence="bon de prêt"),
        Line("montage", "delivered", Side.RESIDENTS, _MET, Decimal(31), evidence="feuille du chantier"),
    ):
        told = tell(agreement, line, signed=signed)
        validate(agreement, position=told.position, side=Side(told.side).other, on=_MET, signed=signed)
    move_agreement(agreement, state=State.IN_SERVICE, on=_MET, signed=signed)
    missed = Line("huile", "not_delivered", Side.RESIDENTS, date(2025, 9, 1), occasion=date(2025, 8, 10))
    tell(agreement, missed, signed=signed)
    ending = Ending(
        done="Trois bancs montés en un week-end.",
        lesson="Huiler en plein été ne marche pas : la date doit suivre l’année scolaire.",
        measured="Trente et une heures de parents, comptées, jamais payées.",
    )
    move_agreement(agreement, state=State.STOPPED, on=date(2025, 11, 20), signed=signed, ending=ending)
