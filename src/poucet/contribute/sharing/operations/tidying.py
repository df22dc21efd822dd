"""What is destroyed by itself: emergency contacts, thirty days after a worksite."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from poucet.contribute.sharing.models import EmergencyContact
from poucet.town import register
from poucet.town.register import one_act
from poucet.town.writing import Signature

KEPT_FOR = timedelta(days=30)


@one_act()
def destroy_emergency_contacts(*, signed: Signature) -> int:
    """Destroy those of worksites over for more than thirty days; one without days, or closed, counts from its close."""
    last = localdate(signed.at) - KEPT_FOR
    over = Q(promise__posting__to_day__lt=last) | Q(
        promise__posting__to_day=None, promise__posting__closed_on__lt=last
    )
    # A worksite of which nobody wrote the days, nor closed it, keeps nothing for ever either.
    forgotten = Q(
        promise__posting__to_day=None,
        promise__posting__closed_on=None,
        promise__posting__from_day__lt=last,
    ) | Q(
        promise__posting__to_day=None,
        promise__posting__closed_on=None,
        promise__posting__from_day=None,
        promise__at__lt=signed.at - timedelta(days=365),
    )
    count, _by_model = EmergencyContact.objects.filter(over | forgotten).delete()
    if count:
        register.record("posting.contacts_destroyed", by=signed.by, at=signed.at, entries=count)
    return count
