"""What is said of acts and of refusals about offers and needs: what happened, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

ACTS = {
    "posting.line_promised": _("a share was taken"),
    "posting.line_confirmed": _("a share was confirmed"),
    "posting.line_delivered": _("a share was delivered"),
    "posting.line_part": _("a share was delivered in part"),
    "posting.line_not": _("a share was not delivered"),
    "posting.line_withdrawn": _("a share was taken back"),
    "posting.worksite_prepared": _("the sheet of a worksite was prepared"),
    "posting.contacts_read": _("the emergency contacts of a worksite were read"),
    "posting.contacts_destroyed": _("emergency contacts were destroyed, their time being over"),
}
REFUSALS = {
    "posting.no_such_day": _("No calendar has the day %(found)s. Write it like 2026-03-14."),
    "posting.too_precise": _("Write a number above zero, with two decimals at most."),
    "posting.closed": _("It is closed, or its days are over: no share of it can be taken any more."),
    "posting.ends_before": _("It ends before it begins. Swap its dates."),
    "posting.over_already": _("Its last day has passed already. Choose a later one."),
    "posting.no_unit": _("Say in which unit it is counted: h, places, litres…"),
    "posting.money_in_euros": _("A pledge of money is counted in euros: write €."),
    "posting.not_money": _("Euros, a mandate and an accountant’s date belong to a pledge of money only."),
    "posting.need_of_somebody": _("A need is held by a service or by an organisation, not by a person."),
    "posting.worksite_offered": _("Only a need can be a worksite."),
    "posting.unknown_thing": _("Nothing that fits here has the number %(number)s."),
    "posting.measured_otherwise": _("Shares of it are confirmed: its sort and its unit no longer change."),
    "posting.below_confirmed": _("%(least)s %(unit)s are confirmed already: it cannot go below that."),
    "offer.too_many_today": _("Five offers a day is all that one may make. Come back tomorrow."),
    "promise.nothing": _("Write a number above zero."),
    "promise.too_much": _("There are %(most)s %(unit)s in all: take that much at most."),
    "promise.own_offer": _("This offer is yours: others may take a share of it."),
    "promise.already": _("You have a share of it already. Take it back first to change it."),
    "promise.too_many_today": _("Many shares were taken today. Come back tomorrow, or call the town hall."),
    "promise.delivered": _("What came of this share was told already: it can no longer be taken back."),
    "delivery.not_yours": _("Only the one who receives says what was delivered, never the one who gives."),
    "delivery.not_confirmed": _("This share is not confirmed: nothing of it can be delivered."),
    "delivery.not_so": _("Choose: delivered, delivered in part, or not delivered."),
    "delivery.part_of_it": _("Say how much of it was delivered: above zero, below %(most)s."),
}
