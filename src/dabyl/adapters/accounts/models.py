"""The tables of the accounts, in the console's own database.

1. A person is known elsewhere by a pseudonym only (``person-7``); the name stands here alone.
2. Times are whole seconds since the epoch, as everywhere in Dabyl.
3. Which keys count, and for what, is the journal's to say: these rows only find a key's person.
4. Secrets are kept as hashes, or sealed with the console's own secret.
"""

from collections.abc import Sequence
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.module_loading import import_string
from typing_extensions import override


class Person(AbstractBaseUser):
    """Somebody who uses the console, or will, or did."""

    key = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    invited_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    made_at_s = models.BigIntegerField()
    link_hash = models.CharField(max_length=64, blank=True, db_index=True)
    link_ends_at_s = models.BigIntegerField(default=0)
    closed_at_s = models.BigIntegerField(null=True)

    USERNAME_FIELD = "key"

    class Meta:
        """The table's name."""

        db_table = "accounts_person"

    @override
    def __str__(self) -> str:
        """Return the pseudonym: what a log may show."""
        return self.key


class Right(models.Model):
    """A role that a person holds for a while, beside those that the journal gives their keys."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="rights")
    role = models.CharField(max_length=20)
    office = models.CharField(max_length=80, blank=True)
    area = models.JSONField(default=list)
    from_s = models.BigIntegerField()
    until_s = models.BigIntegerField()

    class Meta:
        """The table's name."""

        db_table = "accounts_right"


class Passkey(models.Model):
    """A WebAuthn credential that a person made here; the journal says whether it counts."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="passkeys")
    credential = models.CharField(max_length=400, unique=True)
    public_key = models.BinaryField()
    site = models.CharField(max_length=255)
    sign_count = models.BigIntegerField(default=0)
    label = models.CharField(max_length=60, blank=True)
    made_at_s = models.BigIntegerField()

    class Meta:
        """The table's name."""

        db_table = "accounts_passkey"


class Token(models.Model):
    """What a program sends in place of a person, see ``tokens``; ``keys`` are their credentials."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tokens")
    hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    office = models.CharField(max_length=80, blank=True)
    area = models.JSONField(default=list)
    keys = models.JSONField(default=list)
    scopes = models.JSONField(default=list)
    made_at_s = models.BigIntegerField()
    ends_at_s = models.BigIntegerField()
    used_at_s = models.BigIntegerField(default=0)
    ended_at_s = models.BigIntegerField(null=True)

    class Meta:
        """The table's name."""

        db_table = "accounts_token"


class CodeSecret(models.Model):
    """What a person's one-time codes are made from, sealed."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="code_secret")
    sealed = models.TextField()
    last_step = models.BigIntegerField(default=0)
    proven = models.BooleanField(default=False)

    class Meta:
        """The table's name."""

        db_table = "accounts_code_secret"


class RecoveryCode(models.Model):
    """A code that signs in once when the device with the one-time codes is lost."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="recovery_codes")
    hash = models.CharField(max_length=64)

    class Meta:
        """The table's name."""

        db_table = "accounts_recovery_code"


class Binding(models.Model):
    """An account at an OpenID provider by which a person may sign in, see ``bindings``."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="binding")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    made_at_s = models.BigIntegerField()

    class Meta:
        """The table's name; a subject belongs to one person."""

        db_table = "accounts_binding"
        unique_together: ClassVar[Sequence[Sequence[str]]] = (("issuer", "subject"),)


class Proposal(models.Model):
    """A change of rights or keys that one person asked for and another must decide."""

    kind = models.CharField(max_length=20)
    subject = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    data = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at_s = models.BigIntegerField()
    ends_at_s = models.BigIntegerField()
    outcome = models.CharField(max_length=10, default="open", db_index=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at_s = models.BigIntegerField(null=True)

    class Meta:
        """The table's name."""

        db_table = "accounts_proposal"


class Slowed(models.Model):
    """How many tries of a source failed, and when it may try again; the source is hashed."""

    source = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField(default=0)
    last_at_s = models.BigIntegerField(default=0)

    class Meta:
        """The table's name."""

        db_table = "accounts_slowed"


class Spent(models.Model):
    """A ticket that was used: no answer of a passkey counts twice."""

    hash = models.CharField(max_length=64, primary_key=True)
    at_s = models.BigIntegerField(db_index=True)

    class Meta:
        """The table's name."""

        db_table = "accounts_spent"


class AuditRow(models.Model):
    """One line of the audit trail, see ``audit``."""

    number = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64, unique=True)
    previous = models.CharField(max_length=64, unique=True)
    line = models.BinaryField()

    class Meta:
        """The table's name."""

        db_table = "accounts_audit"


class ConsoleSession(AbstractBaseSession):
    """A session, with whose it is, so that all of a person's can be shown and ended."""

    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="sessions")
    begun_at_s = models.BigIntegerField(default=0)
    means = models.CharField(max_length=10, blank=True)
    browser = models.CharField(max_length=40, blank=True)

    class Meta:
        """The table's name."""

        db_table = "accounts_session"

    @classmethod
    @override
    def get_session_store_class(cls) -> type:
        """Return the store of these sessions; it knows this table, so it is found by its name."""
        found: type = import_string("dabyl.adapters.accounts.sessions.SessionStore")
        return found
