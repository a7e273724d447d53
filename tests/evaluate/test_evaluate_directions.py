"""One word for which way is better: packs, specs and flat tables mean the same by it."""

import pytest

from tongchou.evaluate import Direction, IndexTree
from tongchou.evaluate.spec.vocabulary import Spec
from tongchou.loop.index import direction_of
from tongchou.packs.rows import IndexNode, Indicator
from tongchou.packs.yaml_file import parse_yaml
from tongchou.terms import Direction as Word
from tongchou.terms import Refusal

SPEC = "structure:\n  - {code: index}\n  - {code: gap, parent: index, direction: %s}\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [("more", "more"), ("higher", "more"), ("1", "more"), ("less", "less"), ("lower", "less"), ("-1", "less"),
     ("逆向", "less"), ("nominal", "nominal")],
)  # fmt: skip
def test_every_spelling_means_one_direction(written, meant):
    spec = parse_yaml(SPEC % written, Spec)
    assert spec.structure[1].direction is Direction(meant)
    rows = [{"code": "index"}, {"code": "gap", "parent": "index", "direction": written}]
    assert IndexTree.from_rows(rows).node("gap").direction is Direction(meant)
    assert spec.model_dump()["structure"][1]["direction"] == meant


@pytest.mark.parametrize("written", ["none", "upwards", "2"])
def test_what_is_no_way_to_judge_is_refused_with_what_is_allowed(written):
    with pytest.raises(Refusal, match=r"pack\.value.*第 3 行.*more、less、nominal"):
        parse_yaml(SPEC % written, Spec)


def test_signs():
    assert [word.sign for word in Word] == [1, -1, 0, 0]
    assert Word is Direction


def indicator(direction):
    return Indicator.model_validate(
        {"code": "gap", "name": "差距", "unit": "x", "formula": "a", "domain": "governance", "direction": direction}
    )


def node(direction=None):
    return IndexNode.model_validate(
        {"code": "n", "name": "节点", "level": 1, "indicator": "gap", "direction": direction}
    )


def test_a_leaf_improves_as_itself_or_its_indicator_says():
    assert direction_of(node(), indicator("less")) is Direction.LESS
    assert direction_of(node("more"), indicator("less")) is Direction.MORE


def test_a_leaf_of_an_indicator_that_is_not_judged_is_refused_by_name():
    with pytest.raises(Refusal, match=r"evaluate\.direction\.none.*n.*gap"):
        direction_of(node(), indicator("none"))
