"""``office.toml`` in the office's folder: the sign-in services and the mail server of a house; every section optional.

Secrets stand in files of their own beside it, never in the file::

    [oidc]
    authorize = "https://id.example/authorize"
    token = "https://id.example/token"
    userinfo = "https://id.example/userinfo"
    keys = "https://id.example/jwks"
    client = "tongchou"
    secret_file = "oidc-secret"
    claim = "preferred_username"

    [ldap]
    url = "ldaps://directory.example:636"
    base = "ou=people,dc=example"
    name = "uid"

    [mail]
    host = "mail.example"
    port = 465
    user = "tongchou"
    password_file = "mail-password"
    sender = "tongchou@example"
"""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tongchou.terms import Where
from tongchou.web.errors import BAD_OFFICE_FILE

NAME = "office.toml"


class Section(BaseModel):
    """A section with closed vocabulary."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Oidc(Section):
    """An OpenID Connect provider; the claim holds the sign-in name."""

    authorize: str = Field(pattern="^https?://")
    token: str = Field(pattern="^https?://")
    userinfo: str = Field(pattern="^https?://")
    keys: str = Field(pattern="^https?://")
    client: str = Field(min_length=1)
    secret_file: str = Field(min_length=1)
    claim: str = "preferred_username"


class Ldap(Section):
    """A directory: people are found beneath ``base`` by the attribute ``name``."""

    url: str = Field(pattern="^ldaps?://")
    base: str = Field(min_length=1)
    name: str = Field("uid", pattern="^[A-Za-z][A-Za-z0-9-]*$")


class Mail(Section):
    """A server that sends mail, over TLS."""

    host: str = Field(min_length=1)
    port: int = Field(465, ge=1, le=65535)
    user: str = ""
    password_file: str = ""
    sender: str = Field(pattern="@")


class OfficeFile(Section):
    """All sections."""

    oidc: Oidc | None = None
    ldap: Ldap | None = None
    mail: Mail | None = None


def read_office_file(folder: Path) -> OfficeFile:
    """Read the file of a folder; empty where there is none.

    :raises Refusal: ``web.office_file.unreadable`` with the section and field that is wrong.
    """
    path = folder / NAME
    if not path.is_file():
        return OfficeFile()
    try:
        return OfficeFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BAD_OFFICE_FILE.refusal(Where(NAME), found=str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        where = Where(NAME, key=".".join(map(str, first["loc"])))
        raise BAD_OFFICE_FILE.refusal(where, found=first["msg"]) from None


def secret(folder: Path, name: str) -> str:
    """Return the secret in a file of the folder; empty where there is no such file.

    >>> from pathlib import Path
    >>> secret(Path("."), "")
    ''
    """
    path = folder / name
    return path.read_text(encoding="utf-8").strip() if name and path.is_file() else ""
