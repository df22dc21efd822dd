"""The roles of the house: what one may be, several at once."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    """What a person is to the house."""

    VISITOR = "visitor", _("visitor")
    RESIDENT = "resident", _("resident")
    MEMBER = "member", _("member of an organisation")
    AGENT = "agent", _("agent of the town hall")
    ELECTED = "elected", _("elected member")
    EVALUATOR = "evaluator", _("evaluator")
    KEYHOLDER = "keyholder", _("keyholder of sealed identities")
    INTERVIEWEE = "interviewee", _("interviewee")
    STEWARD = "steward", _("steward of the site")


# Visitors and residents are so by walking in; an interviewee comes by a secret link, without an account.
ENTRUSTED = (Role.MEMBER, Role.AGENT, Role.ELECTED, Role.EVALUATOR, Role.KEYHOLDER, Role.STEWARD)
# Who writes for the town hall, or holds the house, proves twice who they are.
PROVEN_TWICE = frozenset({Role.AGENT, Role.STEWARD})
EVERYBODY = frozenset(Role)
