"""What the demonstration adds of residents' words: imagined comments, of each sort, one of them answered."""

from __future__ import annotations

from datetime import timedelta

from django.utils.timezone import localdate

from poucet.contribute.comments.models import Comment, Tag
from poucet.contribute.comments.operations import write_comment
from poucet.contribute.models import Proposal
from poucet.town.register import one_act
from poucet.town.writing import Signature

FIRST_NUMBER = 901
# Tag, words, name shown, how it came in, which it answers (its place in this list), what it said before.
_SAID: tuple[tuple[str, str, str, str, int | None, str], ...] = (
    (
        Tag.FOR, "Ma mère n’ose plus venir chercher les petits, faute de place où s’asseoir.",
        "une fille du quartier", "web", None, "Ma mère n’ose plus venir.",
    ),
    (Tag.FOR, "Un banc, et l’on se parle.", "", "paper", None, ""),
    (Tag.AGAINST, "Le trottoir est étroit : où passeront les poussettes ?", "", "web", None, ""),
    (Tag.QUESTION, "Qui le repeindra dans deux ans ?", "Rose", "web", None, ""),
    (
        Tag.EXPERIENCE, "À l’école d’à côté, ce sont les parents de CM2, le jour de la kermesse.",
        "un instituteur", "meeting", 3, "",
    ),
)  # fmt: skip


@one_act()
def add_comments(*, signed: Signature) -> None:
    """Add comments to the first idea of the demonstration."""
    proposal, today = Proposal.objects.get(key="exemple-banc"), localdate(signed.at)
    rows: list[Comment | None] = []
    for place, (tag, text, name, channel, answers, before) in enumerate(_SAID):
        day = today - timedelta(days=30 - 3 * place)
        rows.append(
            write_comment(
                proposal,
                number=FIRST_NUMBER + place,
                wordings=[{"tag": tag, "text": before, "until": day}] if before else [],
                signed=signed,
                parent=None if answers is None else rows[answers],
                written_on=day,
                tag=tag,
                text=text,
                author_name=name,
                channel=channel,
            )
        )
