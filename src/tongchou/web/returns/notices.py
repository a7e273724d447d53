"""Tell people what concerns them: in the app at once, by e-mail where the office has set it up."""

from collections.abc import Iterable, Iterator, Mapping

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from tongchou.monitor.returns import Action, Desk, Role
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns.rounds import Lateness
from tongchou.terms import Words
from tongchou.web.access.models import Appointment
from tongchou.web.models import Person
from tongchou.web.programme import Programme
from tongchou.web.returns.book import held
from tongchou.web.returns.models import Notice, Return

TO_REPORTERS = {Action.SEND_BACK, Action.ASK, Action.REOPEN, Action.LOCK}
TO_DESKS = {Action.SUBMIT, Action.ANSWER}
_REMINDERS = (Lateness.WARNING, Lateness.YELLOW, Lateness.RED)
_TO_ANSWER = (Action.SEND_BACK, Action.ASK, Action.REOPEN)
_TO_CHECK = (Action.SUBMIT, Action.ANSWER, Action.APPROVE)
OVER: Mapping[Action, tuple[str, ...]] = {
    Action.SUBMIT: (*_TO_ANSWER, *_REMINDERS),
    Action.ANSWER: (Action.ASK,),
    **dict.fromkeys((Action.WITHDRAW, Action.APPROVE, Action.SEND_BACK, Action.LOCK, Action.REOPEN), _TO_CHECK),
}
"""Which notices a step makes pointless: somebody did what they ask for, or it cannot be done any more."""


def tell(programme: Programme, one: Return, step: Step) -> None:
    """Tell those whose turn it is after a step, in the transaction of the step."""
    people, after = set[Person](), held(one)
    withdraw(f"return:{one.pk}", OVER.get(step.action, ()))
    if step.action in TO_REPORTERS or (step.action is Action.APPROVE and after.final):
        people |= set(reporters(one))
    if step.action in TO_DESKS or (step.action is Action.APPROVE and not after.final):
        people |= set(at_the_desks(programme, one))
    words = _words(programme, one, step)
    about = f"return:{one.pk}:{len(after.events)}"
    notify(one, {person for person in people if person.get_username() != step.actor.person}, step.action, about, words)


def withdraw(about: str, kinds: Iterable[str]) -> int:
    """Put notices away that nobody has to read any more, unmailed ones too; return how many."""
    spoken_of = Q(about=about) | Q(about__startswith=f"{about}:")
    asked = Notice.objects.filter(spoken_of, kind__in=[str(kind)[:16] for kind in kinds], read_at=None)
    return asked.update(read_at=timezone.now(), mailed=True)


def _words(programme: Programme, one: Return, step: Step) -> Words:
    place = programme.places.get(one.place)
    whose = place.words if place else Words(one.unit)
    form, action = one.issue.words, step.action.words
    asked = "；".join(step.questions.values())
    reason = f"：{step.reason or asked}" if step.reason or asked else ""
    return Words(
        f"{whose.zh}《{form.zh}》{action.zh}{reason}", f"{whose.say('en')}, {form.say('en')}: {action.en}{reason}"
    )


def notify(one: Return, people: Iterable[Person], kind: str, about: str, words: Words) -> int:
    """Note something for people, each once; return for how many it is new."""
    pack = one.issue.round.pack
    address = reverse("return", args=[pack, one.pk])
    made = 0
    for person in people:
        facts = {"pack": pack, "zh": words.zh, "en": words.say("en"), "address": address}
        made += Notice.objects.get_or_create(to=person, kind=str(kind)[:16], about=about, defaults=facts)[1]
    return made


def reporters(one: Return) -> Iterator[Person]:
    """Yield who fills a return in: those appointed to its very place or unit."""
    today, pack = timezone.localdate(), one.issue.round.pack
    own = Q(place=one.place, role__in=("town", "county", "department")) | Q(unit=one.unit)
    for held_by in Appointment.objects.filter(own, pack__in=("", pack)).select_related("person"):
        if held_by.holds(today):
            yield held_by.person


def at_the_desks(programme: Programme, one: Return) -> Iterator[Person]:
    """Yield who sits at the desk whose turn it is."""
    state = held(one)
    for desk in state.route.waiting(state.stage):
        yield from _seated(programme, one, desk)


def people_of(programme: Programme, one: Return, unit: str) -> Iterator[Person]:
    """Yield who belongs to a unit that has to do with a return: who fills it in, or sits at a desk of that unit."""
    if unit == one.unit:
        yield from reporters(one)
    for desk in held(one).route.desks:
        if desk.unit == unit:
            yield from _seated(programme, one, desk)


def _seated(programme: Programme, one: Return, desk: Desk) -> Iterator[Person]:
    above = programme.run.tree.path(one.place) if one.place in programme.run.tree else (one.place,)
    scope = {
        Role.COUNTY: Q(role="county", place__in=above),
        Role.DEPARTMENT: Q(role="department", unit=desk.unit),
        Role.OFFICE: Q(role="office"),
    }[desk.role]
    today = timezone.localdate()
    for held_by in Appointment.objects.filter(scope, pack__in=("", programme.code)).select_related("person"):
        if held_by.holds(today):
            yield held_by.person


def mail_waiting(site: str) -> int:
    """Send every notice that was not mailed yet to those with an address; return how many went out."""
    sent = 0
    for one in Notice.objects.filter(mailed=False).exclude(to__email="").select_related("to").order_by("pk"):
        text = f"{one.zh}\n{one.en}\n\n{site.rstrip('/')}{one.address}\n"
        sent += send_mail(one.zh[:60], text, settings.DEFAULT_FROM_EMAIL, [one.to.email], fail_silently=False)
        one.mailed = True
        one.save(update_fields=["mailed"])
    return sent
