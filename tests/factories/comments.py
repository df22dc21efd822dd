"""Comments for tests, made through the act of their room."""

from __future__ import annotations

from typing import Any

from poucet.contribute.comments.models import Comment
from poucet.contribute.comments.operations import Remark, comment, rewrite_comment
from poucet.contribute.operations import Bringer
from poucet.town.writing import Signature
from tests import factories
from tests.factories.ideas import a_proposal


def a_comment(**given: Any) -> Comment:
    """Write one on an idea; called by a name, it says that."""
    proposal = given.pop("proposal", None) or a_proposal()
    signed: Signature = given.pop("signed", factories.SIGNED)
    bringer = Bringer(given.pop("person", None), given.pop("contact", ""), given.pop("channel", "web"))
    text = given.pop("text", None) or given.pop("name", "Les bancs manquent aussi au parc.")
    return comment(proposal, Remark(**{"tag": "for", "text": text, **given}), bringer, signed=signed)


def a_rewritten_comment(**given: Any) -> Comment:
    """Write one, then say it otherwise long after: its first version stays readable."""
    person = given.pop("person", None) or factories.a_person()
    row = a_comment(person=person, **given)
    late = Signature(by=person.signs_as, at=factories.SIGNED.at.replace(hour=20))
    return rewrite_comment(row, tag="question", text="Et qui le repeint ?", by=person, signed=late)
