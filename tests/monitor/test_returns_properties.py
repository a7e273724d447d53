"""Properties of returns under random steps: the fold, the digest, what a refusal leaves alone."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from returns_world import KEYS, draft, event

from tongchou.monitor.returns import Action, Role, canonical, digest, fold, plain, read_event, take
from tongchou.terms import Cell, Refusal, State

cells = st.one_of(
    st.floats(-1e12, 1e12).map(Cell.number),
    st.sampled_from([State.NONE, State.NOT_APPLICABLE, State.MISSING]).map(lambda state: Cell(None, state)),
)
frames = st.dictionaries(st.sampled_from(KEYS), cells)
steps = st.tuples(st.sampled_from(Action), st.sampled_from(Role), frames, st.text(max_size=3))


@settings(max_examples=200, deadline=None)
@given(st.lists(steps, max_size=40))
def test_a_return_is_the_fold_of_its_events_and_a_refused_step_leaves_no_trace(tried):
    held = draft()
    for action, role, frame, reason in tried:
        questions = {KEYS[0]: "?"} if action is Action.ASK else {}
        one = event(
            held, action, role, cells=frame if action is Action.SAVE else {}, reason=reason, questions=questions,
            about=KEYS[0], hit="h",
        )  # fmt: skip
        with suppress(Refusal):
            held = take(held, one)
    assert fold(draft(), held.events) == held
    assert fold(draft(), [read_event(plain(one)) for one in held.events]) == held
    assert [snap.version for snap in held.snapshots] == sorted({snap.version for snap in held.snapshots})


@given(st.lists(st.tuples(st.sampled_from(KEYS), cells), unique_by=lambda pair: pair[0]))
def test_the_digest_does_not_depend_on_order_and_sees_every_cell(pairs):
    assert digest(dict(pairs)) == digest(dict(reversed(pairs)))
    for key, cell in pairs:
        changed = {**dict(pairs), key: Cell(None, State.MISSING, "changed")}
        assert (digest(changed) == digest(dict(pairs))) == (changed[key] == cell)


def test_minus_zero_is_zero():
    assert canonical({KEYS[0]: Cell.number(-0.0)}) == canonical({KEYS[0]: Cell.number(0.0)})
