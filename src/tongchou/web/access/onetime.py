"""Give somebody a password that must be changed at the first sign-in."""

from tongchou.web.access.models import OneTimePassword
from tongchou.web.access.passwords import fresh_password
from tongchou.web.models import Person


def set_one_time(person: Person) -> str:
    """Set a fresh one-time password, save the person and return it; it can be read nowhere else."""
    password = fresh_password()
    person.set_password(password)
    person.save()
    OneTimePassword.objects.get_or_create(person=person)
    return password
