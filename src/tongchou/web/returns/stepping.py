"""The steps of a return as they come from its page: read, held against what was seen, done in one transaction."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db import transaction
from django.http import HttpRequest

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns import Action
from tongchou.monitor.returns import Event as Step
from tongchou.monitor.returns import Return as Held
from tongchou.terms import Words
from tongchou.web.returns.book import By, held, locked_row, now, require_seen, write
from tongchou.web.returns.checking import hits_of
from tongchou.web.returns.errors import NO_HEAD, NO_SUCH_STEP
from tongchou.web.returns.looking import Look
from tongchou.web.returns.notices import tell
from tongchou.web.returns.standing import actor_of

TOLD: Mapping[str, Words] = {
    "save": Words("已保存。", "Saved."),
    "declare": Words(
        "已申报本期无：每一格都是“无”。要改就直接填。", "Declared: every cell says none. Type to change it."
    ),
    "explain": Words("说明已保存，会跟着这个数走。", "The explanation is kept and travels with the figure."),
    "sign": Words("已签核。以后再改数，要重新签核。", "Signed. If a figure changes it must be signed again."),
    "submit": Words("已报送。审核前还可以撤回。", "Submitted. It can be withdrawn until somebody checks it."),
    "withdraw": Words("已撤回，可以接着改。", "Withdrawn; go on editing."),
    "ask": Words("已提问，填报人会看到。", "Asked; who fills it in will see it."),
    "answer": Words("已答复。", "Answered."),
    "send_back": Words("已退回，理由已告诉填报人。", "Sent back; who fills it in sees the reason."),
    "approve": Words("已通过。", "Approved."),
    "lock": Words("已锁定。", "Locked."),
    "reopen": Words(
        "已重开为新版；原来核准的数照旧有效，直到新版核准。",
        "Reopened as a new version; what was approved stays in force until then.",
    ),
}
"""What each step says when it is done."""


def do(request: HttpRequest, seen: Look) -> str:
    """Do the step that a form asks for; return its name.

    :raises Refusal: ``returns.step.unknown``, ``returns.page.stale``, what the library has against it.
    """
    name = request.POST.get("action", "")
    if name not in TOLD or name == Action.SAVE.value:
        raise NO_SUCH_STEP.refusal(found=name, allowed="、".join(TOLD))
    by = By(seen.person, request)
    with transaction.atomic():
        one = locked_row(seen.one.pk)
        require_seen(one, _number(request.POST.get("version", "")))
        before = held(one)
        step = Step(Action(name), actor_of(seen.person, one, before), now(before))
        step = _READ.get(step.action, _plain)(request, step, before)
        if step.action is Action.SUBMIT:
            step = replace(step, hits=hits_of(seen.programme, before, one))
        write(one, by, step)
        tell(seen.programme, one, step)
    return name


def _plain(request: HttpRequest, step: Step, _before: Held) -> Step:
    return replace(step, reason=request.POST.get("reason", "").strip(), seen=request.POST.get("seen", ""))


def _sign(request: HttpRequest, step: Step, before: Held) -> Step:
    head = request.POST.get("head", "").strip()
    if not head:
        raise NO_HEAD.refusal()
    return replace(_plain(request, step, before), reason=head)


def _ask(request: HttpRequest, step: Step, before: Held) -> Step:
    key = _cell(request, before)
    question = request.POST.get("reason", "").strip()
    return replace(step, questions={key: question} if key and question else {})


def _answer(request: HttpRequest, step: Step, before: Held) -> Step:
    return replace(_plain(request, step, before), seen="", about=_cell(request, before))


def _explain(request: HttpRequest, step: Step, before: Held) -> Step:
    return replace(_plain(request, step, before), seen="", hit=request.POST.get("hit", "")[:16])


_READ: Mapping[Action, Callable[[HttpRequest, Step, Held], Step]] = {
    Action.SIGN: _sign,
    Action.ASK: _ask,
    Action.ANSWER: _answer,
    Action.EXPLAIN: _explain,
}


def _cell(request: HttpRequest, before: Held) -> CellKey | None:
    address = request.POST.get("about", "")
    return next((key for key in before.expected if str(key) == address), None)


def _number(text: str) -> int:
    """Return a version of the form; what is none stands nowhere, so that the step is refused as stale."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else -1
