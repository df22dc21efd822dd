"""What is kept of people in moderation goes six months after the end; the counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max

from poucet.contribute.moderation.grounds import APPEAL_DAYS
from poucet.contribute.moderation.models import Appeal, Case, Decision, Report
from poucet.town.register import one_act

KEPT_FOR = timedelta(days=APPEAL_DAYS + 1)  # nobody loses an appeal to a purge


@one_act()
def purge(*, at: datetime) -> int:
    """Take names, addresses and words out of cases that ended long ago; gives how many."""
    ended = Case.objects.filter(state=Case.State.DECIDED, purged_at=None)
    old = ended.annotate(last=Max("decisions__at")).filter(last__lt=at - KEPT_FOR)
    keys = list(old.values_list("pk", flat=True))
    nothing = {"explanation": "", "address": "", "name": "", "email": "", "person": None}
    Report.objects.filter(case__in=keys).update(**nothing, whose="", place="")
    Appeal.objects.filter(case__in=keys).update(text="")
    Decision.objects.filter(case__in=keys).update(explanation="")
    Case.objects.filter(pk__in=keys).update(author=None, author_contact="", purged_at=at)
    return len(keys)
