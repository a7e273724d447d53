"""Add to the audit trail, in the same transaction as the change itself."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from tongchou.web.trail.chain import BEGINNING, digest_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from tongchou.web.models import Person


def record(  # noqa: PLR0913  an entry is all of this
    actor: HttpRequest | Person | AnonymousUser | str,
    pack: str,
    what: str,
    *,
    about: str,
    old: object = None,
    new: object = None,
) -> None:
    """Add an entry to the trail; with the change it tells of, inside the same ``transaction.atomic()``.

    :param actor: the request that did it, or a person, or the name of a program that runs by itself.
    :param pack: the programme's code; empty for what concerns the whole installation.
    :param what: ``room.verb`` such as ``return.approve``.
    :param about: code of what was touched.
    :param old: what it was before, as plain data; ``None`` where there was nothing.
    :param new: what it is now, as plain data.
    """
    entry_class, head_class = apps.get_model("trail", "Entry"), apps.get_model("trail", "Head")
    who, address = _who(actor)
    with transaction.atomic():
        head, _ = head_class.objects.select_for_update().get_or_create(pk=1, defaults={"digest": BEGINNING})
        entry = entry_class(
            number=head.number + 1, at=timezone.now(), who=who, address=address, pack=pack, what=what,
            about=about[:200], old=_plain(old), new=_plain(new), before=head.digest,
        )  # fmt: skip
        entry.digest = digest_of(entry)
        entry.save()
        head.number, head.digest = entry.number, entry.digest
        head.save(update_fields=["number", "digest"])


def _who(actor: HttpRequest | Person | AnonymousUser | str) -> tuple[str, str]:
    if isinstance(actor, HttpRequest):
        return actor.user.get_username(), actor.META.get("REMOTE_ADDR", "")
    return (actor if isinstance(actor, str) else actor.get_username()), ""


def _plain(facts: object) -> Any:
    return None if facts is None else json.loads(json.dumps(facts, cls=DjangoJSONEncoder, ensure_ascii=False))
