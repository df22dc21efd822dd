"""What the house stores of people, level by level: the published dictionary of docs/guide/niveaux.md.

Each level lists what it adds to the one before. A test walks the tables and refuses a column that no level lists.
"""

from __future__ import annotations

from poucet.town.people.models import Person

# By table and column; a link to another table is that column's.
STORED: dict[int, dict[str, tuple[str, ...]]] = {
    Person.Level.DECLARED: {
        "people.Person": (
            "id", "number", "account", "name", "shows_name", "level", "example", "joined_at", "erased_at",
        ),
        "people.Waiting": ("id", "act", "said", "email", "digest", "place", "opened_at", "tries", "done"),
        "people.WrongTry": ("id", "who", "at"),
    },
    Person.Level.REACHED: {
        "people.Account": (
            "id", "password", "last_login", "email", "is_active", "created_at", "warned", "warned_at",
        ),
        "people.Ticket": ("id", "person", "purpose", "digest", "expires_at", "used_at"),
        "people.Grant": ("id", "person", "role", "organisation", "service", "delegation", "since", "until"),
        "account.EmailAddress": ("id", "user", "email", "verified", "primary"),
        "usersessions.UserSession": (
            "id", "user", "created_at", "ip", "last_seen_at", "session_key", "user_agent", "data",
        ),
        "mfa.Authenticator": ("id", "user", "type", "data", "created_at", "last_used_at"),
        "account.EmailConfirmation": ("id", "email_address", "created", "sent", "key"),
    },
    Person.Level.LETTER: {
        "residence.Batch": ("id", "number", "purpose", "count", "made_by", "made_at", "ends_on", "sheet"),
        "residence.LetterCode": ("id", "batch", "position", "digest", "state"),
    },
    Person.Level.IDENTITY: {
        "identity.ProvenIdentity": ("id", "account", "civil_status", "subject", "proven_on"),
    },
}  # fmt: skip
# What is not of one person, in the same rooms: departments and delegations of the town hall.
OF_NOBODY = ("people.Service", "people.Delegation")
