"""Tokens with which a program acts for a person."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from django.db import models

from tongchou.web.models import Person

PREFIX = "tc_"


class Token(models.Model):
    """A token: only its digest is kept; it may do what its person may do, until it is taken back."""

    person: models.ForeignKey[Person, Person] = models.ForeignKey(
        Person, on_delete=models.CASCADE, related_name="tokens"
    )
    name: models.CharField[str, str] = models.CharField(max_length=60)
    digest: models.CharField[str, str] = models.CharField(max_length=64, unique=True)
    at: models.DateTimeField[datetime, datetime] = models.DateTimeField(auto_now_add=True)
    ended: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        """The newest first."""

        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.name


def fresh_token(person: Person, name: str) -> tuple[Token, str]:
    """Make a token for a person; return it with its text, which can be read nowhere else."""
    text = PREFIX + token_urlsafe(32)
    return Token.objects.create(person=person, name=name, digest=digest_of(text)), text


def digest_of(text: str) -> str:
    """Return the digest under which a token is kept; the text is random, so that no slow hash is needed."""
    return sha256(text.encode()).hexdigest()


def holder(text: str) -> Person | None:
    """Return the person for whom a token acts; ``None`` where it is unknown, taken back, or the account closed."""
    found = Token.objects.select_related("person").filter(digest=digest_of(text), ended=None).first()
    return found.person if found is not None and found.person.is_active else None
