"""Refusals about identity: what happened, what to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

REFUSALS = {
    "identity.stale": _(
        "This answer of FranceConnect comes too late, or was used already. Nothing was written; start again from here."
    ),
    "identity.declined": _("You did not go through with FranceConnect. Nothing was written."),
    "identity.provider_down": _(
        "FranceConnect does not answer as it should. Nothing was written; try again in a while."
    ),
    "identity.not_confirmed": _(
        "FranceConnect did not confirm this answer. Nothing was written; start again from here."
    ),
    "identity.incomplete": _(
        "FranceConnect did not tell enough to know who you are. Nothing was written; ask the town hall."
    ),
    "identity.taken": _(
        "This identity is already that of another account of this site: one person proves one account. "
        "Nothing was written. If it is not yours, tell the town hall."
    ),
    "identity.another": _(
        "Another identity was proven for this account before. Nothing was written; ask the town hall."
    ),
    "identity.proven_already": _(
        "This identity was proven for this account before: there is nothing more to do."
    ),
    "identity.own_document": _("Nobody sees their own document: ask a colleague."),
    "identity.nobody": _("Nobody has this number. Read it again with them."),
}
