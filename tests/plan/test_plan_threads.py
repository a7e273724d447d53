"""Levels of planning that hold together, or do not."""

from tongchou.packs.fields import Domain
from tongchou.packs.rows import Task
from tongchou.plan.threads import threads


def task(code: str, level: str = "", parent: str = "") -> Task:
    return Task(code=code, title=code, domain=Domain.PLANNING, plan_level=level, parent=parent)


def test_three_levels_make_one_whole_thread() -> None:
    (found,) = threads([task("f", "five_year"), task("a", "action", "f"), task("y1", "yearly", "a"),
                        task("y2", "yearly", "a")])  # fmt: skip
    assert (found.root, found.missing) == ("f", ())
    assert [row.code for row in found.levels["yearly"]] == ["y1", "y2"]


def test_work_under_a_task_of_no_level_hangs_together_and_names_the_levels_above_as_missing() -> None:
    found = threads([task("m"), task("m.a", "yearly", "m"), task("m.b", "yearly", "m"), task("other")])
    assert [(one.root, one.missing) for one in found] == [("m", ("five_year", "action"))]


def test_a_ring_of_parents_and_an_unknown_parent_end() -> None:
    found = threads([task("a", "yearly", "b"), task("b", "action", "a"), task("c", "yearly", "gone")])
    assert {one.root for one in found} == {"a", "b", "c"}
