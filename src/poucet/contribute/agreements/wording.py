"""What is said of acts and of refusals about agreements: what happened, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_lazy as said

ACTS = {
    "agreement.exchange": gettext_lazy("the request is being talked over"),
    "agreement.study": gettext_lazy("the request is being studied"),
    "agreement.agreed": gettext_lazy("agreed in principle"),
    "agreement.signed": gettext_lazy("both halves have signed"),
    "agreement.works": gettext_lazy("the works began"),
    "agreement.in_service": gettext_lazy("it is in service"),
    "agreement.yearly_review": gettext_lazy("its yearly review began"),
    "agreement.to_review": gettext_lazy("both halves are to meet: upkeep was missed"),
    "agreement.renewed": gettext_lazy("the agreement was renewed"),
    "agreement.handed_over": gettext_lazy("the agreement was handed over"),
    "agreement.closed": gettext_lazy("the agreement was closed, with its lesson"),
    "agreement.refused": gettext_lazy("the request was refused, with its reason"),
    "agreement.stopped": gettext_lazy("the agreement was stopped, with its lesson"),
    "agreement.annex_written": gettext_lazy("its private annex was written"),
    "agreement.side_signed": gettext_lazy("one half signed"),
    "agreement.code_given": gettext_lazy("a code to sign was given"),
    "agreement.reminded": gettext_lazy("reminders of agreements were written down"),
    "agreement.line_promised": gettext_lazy("a commitment was promised"),
    "agreement.line_confirmed": gettext_lazy("a commitment was confirmed"),
    "agreement.line_delivered": gettext_lazy("a commitment was delivered"),
    "agreement.line_part": gettext_lazy("a commitment was delivered in part"),
    "agreement.line_not_delivered": gettext_lazy("a commitment was not delivered"),
    "agreement.line_withdrawn": gettext_lazy("a commitment was withdrawn"),
    "agreement.line_validated": gettext_lazy("the other half made sure of a line of the ledger"),
}
REFUSALS = {
    "agreement.wrong_state": said("An agreement does not go from this state to that one. Choose another."),
    "agreement.no_reason": said(
        "A refusal owes its reason: write at least %(least)s characters that the other half can use."
    ),
    "agreement.no_lesson": said("What ends leaves its lesson: write what was learnt."),
    "agreement.no_party": said("Say with whom: an organisation, or the name of a group, a class, a street."),
    "agreement.no_such_pebble": said("No pebble has the number %(number)s."),
    "agreement.empty_column": said("A column is empty: both halves commit to something before they sign."),
    "agreement.no_review": said("There is no review date: write when both halves will look at it again."),
    "agreement.no_upkeep": said("There is no upkeep rule: write who keeps it alive, and how."),
    "agreement.not_agreed": said("It can be signed once it is agreed in principle, and until it ends."),
    "agreement.signed_text": said(
        "Version %(version)s is signed: what it says cannot be changed. Write the next version number."
    ),
    "request.too_many_today": said(
        "Three requests a day is all that one may bring. Come back tomorrow, or call the town hall."
    ),
    "commitment.twice": said("Two commitments have the same identifier. Change one."),
    "commitment.no_first_date": said("“%(commitment)s” comes back regularly: write its first date."),
    "commitment.negative": said("“%(commitment)s” has a quantity below zero. Write how much is given."),
    "commitment.in_the_ledger": said(
        "The ledger speaks of “%(commitment)s”: it cannot be taken out. Say in the ledger that it is withdrawn."
    ),
    "ledger.not_living": said("The ledger is written from the signature until the end."),
    "ledger.not_so": said("This cannot be said of that line."),
    "ledger.unknown_commitment": said("This agreement has no such commitment."),
    "ledger.not_the_holder": said("Only the half that made the commitment can say so."),
    "ledger.future": said("This date has not come yet."),
    "ledger.negative": said("A quantity below zero cannot be delivered. To mend a line, say which one."),
    "ledger.no_occasion": said("Say which date of the upkeep this is about."),
    "ledger.no_such_line": said("No line of the ledger that still holds has this number."),
    "ledger.not_yours": said("Only the half that said a line may mend it."),
    "ledger.same_side": said("A half cannot make sure of its own word: that is for the other one."),
    "ledger.validated_already": said("The other half made sure of this line already."),
    "ledger.differs": said(
        "The ledger of “%(agreement)s” already says something else here: lines are added, never changed."
    ),
    "signature.no_scan": said("Give the scan of the signed paper: its fingerprint is kept."),
    "signature.text_changed": said("The text has changed since it was read. Read it again, then sign."),
    "signature.already": said("This half has signed this version already."),
    "signature.code_refused": said(
        "This code does not open this signature: it is mistyped, used, too old, or of an earlier version."
    ),
    "signature.wrong_digest": said("The text of version %(version)s is not the one of its fingerprint."),
    "signature.another_text": said("Another text was signed here as version %(version)s."),
}
