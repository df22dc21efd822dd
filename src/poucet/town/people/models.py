"""State of people: accounts to sign in, persons, what each is entrusted with, tickets that open once."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from poucet.town.models import Organisation, Thing
from poucet.town.people.querysets import GrantQuerySet
from poucet.town.people.roles import ENTRUSTED, Role


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts; the address is kept as written, but for its domain."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        account = self.model(email=self.normalize_email(email), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """How somebody signs in; nothing else of them is here."""

    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)
    warned = models.PositiveSmallIntegerField(default=0)  # times told that an unused account will go
    warned_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(Lower("email"), name="one_account_per_address"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"


class Person(models.Model):
    """Somebody, by a number that stays; the name goes when they ask."""

    class Level(models.IntegerChoices):
        """How far the house has made sure of who somebody is."""

        DECLARED = 0, _("nobody has made sure of anything")
        REACHED = 1, _("an address that answers")
        LETTER = 2, _("a resident: a code by letter, or a proof seen at the town hall")
        IDENTITY = 3, _("a resident whose identity was checked")

    number = models.PositiveIntegerField(unique=True)
    account = models.OneToOneField(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="person"
    )
    name = models.CharField(max_length=120, blank=True)
    shows_name = models.BooleanField(default=False)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.DECLARED)
    example = models.BooleanField(default=False)
    joined_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True, blank=True)

    awaits_proof = False  # while a second factor is missing, the roles that ask for one are not there

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(erased_at=None) | Q(name="", account=None, shows_name=False),
                name="erased_person_keeps_a_number_only",
            ),
        ]

    def __str__(self) -> str:
        return self.signs_as

    @property
    def signs_as(self) -> str:
        """How the register names the person, for ever."""
        return f"personne/{self.number}"

    @cached_property
    def roles(self) -> frozenset[Role]:
        """What the person is today, asked of the database once."""
        held = {Role(role) for role in self.grants.standing().values_list("role", flat=True)}
        return frozenset(held | {Role.VISITOR, Role.RESIDENT})


class Visitor:
    """Who has not signed in: no number, no name, the first of the roles."""

    number = None
    awaits_proof = False
    roles = frozenset({Role.VISITOR})


class Service(Thing):
    """A department of the town hall."""

    kind = "service"
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)


class Delegation(Thing):
    """What an elected member answers for."""

    kind = "delegation"
    name = models.CharField(max_length=200)
    note = models.TextField(blank=True)


class Grant(models.Model):
    """A role entrusted to a person, for as long as it lasts."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=11, choices=[(role.value, role.label) for role in ENTRUSTED])
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["since", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="role_bears_on_what_it_may",
                condition=Q(role="member", organisation__isnull=False, service=None, delegation=None)
                | Q(role="agent", organisation=None, delegation=None)
                | Q(role="elected", organisation=None, service=None)
                | Q(
                    role__in=["evaluator", "keyholder", "steward"],
                    organisation=None,
                    service=None,
                    delegation=None,
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.role}"

    @property
    def bears_on(self) -> Thing | None:
        """The organisation, service or delegation that the role is for."""
        return self.organisation or self.service or self.delegation


class Ticket(models.Model):
    """Opens one thing once, for a short while; only the digest of its secret is kept."""

    class Purpose(models.TextChoices):
        OWN_DATA = "own_data"
        FIRST_KEY = "first_key"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tickets")
    purpose = models.CharField(max_length=9, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.person}"


class Waiting(models.Model):
    """What somebody without an account wrote, until they show that their address answers."""

    act = models.CharField(max_length=40)
    said = models.JSONField()
    email = models.EmailField(blank=True)
    digest = models.CharField(max_length=64)
    place = models.CharField(max_length=64)  # a keyed print of where it was asked from
    opened_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["place", "opened_at"], name="waiting_from")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.pk}"


class WrongTry(models.Model):
    """A code that somebody tried; told apart by a keyed print, thrown away after a day."""

    who = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["who", "at"], name="wrong_tries_of")]

    def __str__(self) -> str:
        return f"try {self.pk}"
