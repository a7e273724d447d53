"""What a backup says about itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.serializers import sort_dependencies

from tongchou.web.backup.errors import NOT_A_BACKUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import Model

FORMAT = "tongchou-backup/1"
COMPUTED = {"contenttypes.contenttype", "auth.permission", "sessions.session"}
"""Tables that a migration fills or that die with a sitting."""
MANIFEST, DATA, FILES = "manifest.json", "data/", "files/"


@dataclass(frozen=True, slots=True)
class Member:
    """One table or file of a backup: its name in the ZIP, its SHA-256 digest, rows or bytes."""

    name: str
    digest: str
    count: int

    @property
    def inside(self) -> PurePosixPath:
        """Where a file lies in the office's folder."""
        return PurePosixPath(self.name.removeprefix(FILES))


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole of a backup: format, version of the program, when it was made, its migrations, its members."""

    format: str
    program: str
    at: str
    migrations: tuple[str, ...]
    members: tuple[Member, ...]

    def dumps(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1)

    @classmethod
    def loads(cls, text: str) -> Manifest:
        """Read it from JSON.

        :raises Refusal: ``web.backup.not_a_backup`` where it is none.
        """
        try:
            facts = json.loads(text)
            members = tuple(Member(**one) for one in facts.pop("members"))
            return cls(**facts | {"migrations": tuple(facts["migrations"]), "members": members})
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise NOT_A_BACKUP.refusal(found=str(error)) from None


def tables() -> Iterator[type[Model]]:
    """Yield the tables of an office, each after those it refers to."""
    configs = [(config, None) for config in apps.get_app_configs()]
    return (one for one in sort_dependencies(configs) if one._meta.label_lower not in COMPUTED)
