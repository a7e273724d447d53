"""People: who has an account, what they are appointed to, and why they may or may not do something."""

from typing import cast

from axes.utils import reset
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from tongchou.web.access import Act, may, needs, ruling
from tongchou.web.access.acts import PERMISSIONS, ROLES
from tongchou.web.access.forms import NewAppointment, NewPerson, Question
from tongchou.web.access.lockouts import locked
from tongchou.web.access.models import Appointment
from tongchou.web.access.onetime import set_one_time
from tongchou.web.access.ruling import Ruling
from tongchou.web.access.scope import in_full
from tongchou.web.languages import in_words
from tongchou.web.models import Person
from tongchou.web.trail import record

PAGE = 100


@needs(Act.MANAGE_PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Show everybody who has an account, and open new ones."""
    form = NewPerson(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _opened(request, form)
    wanted, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    found = Person.objects.order_by("username").prefetch_related("appointments")
    found = found.filter(Q(username__icontains=wanted) | Q(called__icontains=wanted)) if wanted else found
    found = found.filter(appointments__role=role).distinct() if role else found
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "people": shown, "wanted": wanted, "role": role, "roles": ROLES.items()}
    return render(request, "access/people.html", context)


def _opened(request: HttpRequest, form: NewPerson) -> HttpResponse:
    with transaction.atomic():
        person = form.save(commit=False)
        password = set_one_time(person)
        record(request, "", "people.open", about=person.username, new={"called": person.called})
    request.session["fresh_password"] = [person.pk, password]
    return redirect("person", person.pk)


def person(request: HttpRequest, number: int) -> HttpResponse:
    """Show a person's appointments, what they may do, and answer why; one's own page is open to everybody."""
    found = _visible(request, number)
    question = Question(request.GET or None)
    own = request.session.get("fresh_password") or [None, ""]
    today = timezone.localdate()
    context = {
        "person": found,
        "appointments": [(one, in_full(one, one.pack), one.holds(today)) for one in found.appointments.all()],
        "form": NewAppointment(initial={"since": today}),
        "question": question,
        "answer": _answer(found, question),
        "acts": [(one.words, ruling(found, act, request.GET.get("pack", ""))) for act, one in PERMISSIONS.items()],
        "locked": locked(found.username),
        "password": own[1] if own[0] == found.pk else "",
        "manages": may(cast(Person, request.user), Act.MANAGE_PEOPLE),
    }
    request.session.pop("fresh_password", None)
    return render(request, "access/person.html", context)


def _visible(request: HttpRequest, number: int) -> Person:
    if request.user.pk != number and not may(cast(Person, request.user), Act.MANAGE_PEOPLE):
        raise PermissionDenied(
            in_words("别人的任职只有统筹办能看。", "Others' appointments are for the integration office to see.")
        )
    return get_object_or_404(Person.objects.prefetch_related("appointments"), pk=number)


def _answer(person: Person, question: Question) -> Ruling | None:
    if not question.is_bound or not question.is_valid():
        return None
    asked = question.cleaned_data
    return ruling(person, question.act_asked(), asked["pack"], place=asked["place"], unit=asked["unit"])


@require_POST
@needs(Act.MANAGE_PEOPLE)
def appoint(request: HttpRequest, number: int) -> HttpResponse:
    """Appoint a person to a role."""
    found, form = get_object_or_404(Person, pk=number), NewAppointment(request.POST)
    if not form.is_valid():
        return render(request, "access/appoint.html", {"person": found, "form": form}, status=422)
    with transaction.atomic():
        held = form.save(commit=False)
        held.person = found
        held.save()
        record(request, held.pack, "people.appoint", about=found.username, new=_facts(held))
    return redirect("person", number)


@require_POST
@needs(Act.MANAGE_PEOPLE)
def end_appointment(request: HttpRequest, number: int, appointment: int) -> HttpResponse:
    """End an appointment today; it stays on record."""
    with transaction.atomic():
        held = get_object_or_404(Appointment.objects.select_for_update(), pk=appointment, person_id=number)
        old = _facts(held)
        held.until = timezone.localdate()
        held.save()
        record(request, held.pack, "people.end", about=held.person.username, old=old, new=_facts(held))
    return redirect("person", number)


def _facts(held: Appointment) -> dict[str, object]:
    names = ("role", "pack", "place", "unit", "since", "until")
    return {name: getattr(held, name) for name in names}


@require_POST
@needs(Act.MANAGE_PEOPLE)
def change_account(request: HttpRequest, number: int) -> HttpResponse:
    """Close, open or unlock an account, or give it a one-time password."""
    found, step = get_object_or_404(Person, pk=number), request.POST.get("step", "")
    if step not in STEPS or (found.pk == request.user.pk and step == "close"):
        raise PermissionDenied(in_words("不能停用自己的帐号。", "Your own account cannot be closed by you."))
    with transaction.atomic():
        STEPS[step](request, found)
        record(request, "", f"people.{step}", about=found.username)
    return redirect("person", number)


def _close(_request: HttpRequest, person: Person) -> None:
    person.is_active = False
    person.save(update_fields=["is_active"])


def _open(_request: HttpRequest, person: Person) -> None:
    person.is_active = True
    person.save(update_fields=["is_active"])


def _unlock(_request: HttpRequest, person: Person) -> None:
    reset(username=person.username)


def _password(request: HttpRequest, person: Person) -> None:
    request.session["fresh_password"] = [person.pk, set_one_time(person)]


STEPS = {"close": _close, "open": _open, "unlock": _unlock, "password": _password}
