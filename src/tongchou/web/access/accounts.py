"""The first account of a new office, the accounts for trying things out, and what somebody is."""

from pathlib import Path
from secrets import token_urlsafe

from django.utils import timezone

from tongchou.terms import Words
from tongchou.web.access.acts import ROLES, Role
from tongchou.web.access.models import Appointment
from tongchou.web.access.ruling import appointments
from tongchou.web.access.scope import in_full
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.shelf import shelf

FIRST = Role.OFFICE.value


def first_account(folder: Path) -> tuple[str, Path] | None:
    """Open the first account where nobody can sign in yet; return its name and the file that holds its password.

    The file is readable by its owner only and goes away when the password is changed; ``None`` once it is gone.
    """
    note = first_note(folder)
    if not Person.objects.exists():
        password = token_urlsafe(12)
        appoint(Person.objects.create_user(FIRST, password=password, called=ROLES[FIRST].zh), Role.OFFICE)
        note.touch(mode=0o600)
        note.write_text(password)
    return (FIRST, note) if note.is_file() else None


def demo_accounts() -> dict[str, str]:
    """Open one account a role for trying things out, name and password ``demo-<role>``; return them by role.

    Leader, office, expert and auditor see every programme; department, county and town stand in the first unit or
    place of their kind of each.
    """
    accounts = {role: f"demo-{role}" for role in ROLES}
    for role, name in accounts.items():
        if not Person.objects.filter(username=name).exists():
            _open_demo(Role(role), name)
    return accounts


def _open_demo(role: Role, name: str) -> None:
    person = Person.objects.create_user(name, password=name, called=f"{ROLES[role].zh}（演示）")
    if role not in {Role.DEPARTMENT, Role.COUNTY, Role.TOWN}:
        appoint(person, role)
        return
    for programme in shelf().programmes():
        if scope := _first_scope(programme, role):
            appoint(person, role, pack=programme.code, **scope)


def _first_scope(programme: Programme, role: Role) -> dict[str, str]:
    """Return the first unit or place of a programme that suits a role."""
    if role is Role.DEPARTMENT:
        unit = next((one.code for one in programme.units.values() if one.kind == "department"), "")
        return {"unit": unit} if unit else {}
    of_level = [one.code for one in programme.own_places if one.level == role.value]
    return {"place": of_level[0]} if of_level else {}


def appoint(person: Person, role: Role, *, pack: str = "", place: str = "", unit: str = "") -> Appointment:
    """Appoint somebody from today on."""
    return Appointment.objects.create(
        person=person, role=role.value, pack=pack, place=place, unit=unit, since=timezone.localdate()
    )


def first_note(folder: Path) -> Path:
    """Return where the first account's password is noted until it is changed."""
    return folder / "first-password"


def roles_of(person: Person) -> list[Words]:
    """Return what somebody is anywhere, in words."""
    found = {one.pk: one for pack in ["", *shelf().codes()] for one in appointments(person, pack)}
    return list(dict.fromkeys(in_full(one, one.pack) for one in found.values()))
