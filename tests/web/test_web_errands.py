"""Work beside the pages: sent with its transaction, told as it goes, refused in words, begun again when it broke."""

from datetime import timedelta

import pytest
from django.core.exceptions import SuspiciousOperation
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from tongchou.terms import Refusal
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import Role
from tongchou.web.errands.doing import LONG, QUICK, doing, found
from tongchou.web.errands.errors import UNEXPECTED
from tongchou.web.errands.models import SILENCE, Errand, State
from tongchou.web.errands.sending import MOST_TRIES, send, take_up_again
from tongchou.web.models import Person

DONE = []


@doing(QUICK)
def note(tell, facts):
    tell(40, "半路 half way")
    DONE.append((facts["word"], Errand.objects.first().step))
    return "/p/demo/index/"


@doing(LONG)
def refuse(_tell, facts):
    raise Refusal([UNEXPECTED.at(found=facts["word"], allowed=7)])


@doing(QUICK)
def fall(_tell, _facts):
    raise ZeroDivisionError


@pytest.fixture
def sent(demo, person):
    DONE.clear()
    return lambda what, **facts: send(what, facts, pack="demo", what="一件事", by=person)


def now(errand):
    return Errand.objects.get(pk=errand.pk)


def test_an_errand_waits_is_done_and_leads_to_its_result(sent, page):
    errand = sent(note, word="甲")
    address = f"/p/demo/errands/{errand.pk}/"
    assert now(errand).state == State.WAITING
    assert f'data-poll="{address}"' in page.get(address).text
    call_command("errands", once=True)
    assert DONE == [("甲", "半路 half way")]
    assert (now(errand).state, now(errand).share) == (State.DONE, 100)
    text = page.get(address).text
    assert 'data-goes-to="/p/demo/index/"' in text
    assert "data-poll" not in text


def test_one_queue_is_not_held_up_by_the_other(sent):
    first, second = sent(refuse, word="乙"), sent(note, word="甲")
    call_command("errands", queue=[QUICK], once=True)
    assert (now(first).state, now(second).state) == (State.WAITING, State.DONE)


def test_a_refusal_is_told_in_both_languages_and_can_be_tried_again(sent, page):
    errand = sent(refuse, word="乙")
    call_command("errands", once=True)
    assert now(errand).state == State.REFUSED
    address = f"/p/demo/errands/{errand.pk}/"
    assert "计算中断：乙" in page.get(address).text
    assert page.post(f"{address}again/").status_code == 302
    assert (now(errand).state, now(errand).problems, now(errand).tries) == (State.WAITING, [], 2)


def test_what_nobody_foresaw_is_a_sentence_and_keeps_its_trace(sent):
    errand = sent(fall)
    call_command("errands", once=True)
    assert now(errand).problems[0][0].startswith("web.errands.unexpected")
    assert "ZeroDivisionError" in now(errand).queued.traceback


def test_what_is_taken_back_was_never_sent(sent):
    with transaction.atomic():
        sent(note, word="甲")
        transaction.set_rollback(True)
    call_command("errands", once=True)
    assert DONE == []


def test_an_errand_whose_worker_died_begins_again_but_not_for_ever(sent):
    errand = sent(note, word="甲")
    for tries in range(1, MOST_TRIES + 1):
        one = now(errand)
        assert one.tries == tries
        one.queued.claim("a worker that died")
        assert take_up_again() == 0
        Errand.objects.filter(pk=one.pk).update(beat=timezone.now() - SILENCE - timedelta(seconds=1))
        assert now(errand).state == State.BROKEN
        assert take_up_again() == (tries < MOST_TRIES)
    assert now(errand).state == State.BROKEN


def test_a_name_that_is_not_marked_is_not_followed():
    assert found(note.name) is note
    with pytest.raises(SuspiciousOperation):
        found("os.getcwd")


def test_one_sees_ones_own_errands_and_the_office_sees_all(sent):
    errand = sent(note, word="甲")
    seen = {}
    for role in (Role.OFFICE, Role.TOWN):
        other = Person.objects.create_user(role.value)
        appoint(other, role)
        client = Client()
        client.force_login(other)
        listed = "一件事" in client.get("/p/demo/errands/").text
        seen[role] = client.get(f"/p/demo/errands/{errand.pk}/").status_code, listed
    assert seen == {Role.OFFICE: (200, True), Role.TOWN: (404, False)}
