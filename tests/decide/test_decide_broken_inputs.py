"""Each broken input file is refused with its line, what stands there, and what is allowed; random ones never crash."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongchou.decide import MODELS, model, national_book, parse_inputs, read_inputs, run, template
from tongchou.terms import AsOf, Refusal

FILES = Path(__file__).parent.parent / "broken" / "decide"


@pytest.mark.parametrize(
    ("file", "code", "line", "words"),
    [
        ("unknown-key.yaml", "land-quota", 2, "不认识“area_per_hed”。可用：area_per_head"),
        ("money-without-unit.yaml", "dividend", 1, "请写单位，如 6800万元"),
        ("area-without-unit.yaml", "land-quota", 2, "请写单位，如 2429公顷"),
        ("share-without-percent.yaml", "target-pace", 2, "请写单位，如 58.5%"),
        ("half-a-person.yaml", "land-quota", 2, "人数应为整数"),
        ("negative-people.yaml", "land-quota", 2, "应不小于 0"),
        ("no-denominator.yaml", "target-pace", 1, "缺少必填的“denominator”"),
        ("wrong-dimension.yaml", "land-quota", 2, "量纲不同"),
        ("same-key-twice.yaml", "land-quota", 3, "写了两次"),
        ("not-yaml.yaml", "land-quota", 1, "YAML 写法有误"),
        ("unknown-payer.yaml", "citizenization-cost", 6, "只能是"),
        ("plain-identifier.yaml", "settlement", 3, "不得写身份证号"),
        ("unequal-ages.yaml", "cohort", 1, "长度应一致"),
        ("year-already-past.yaml", "urban-share", 1, "until 应晚于"),
        ("coverage-without-insured.yaml", "coverage", 1, "insured 缺少 employed"),
        ("uneven-years.yaml", "value-for-money", 1, "年数应一致"),
        ("no-convention.yaml", "ppp-subsidy", 1, "缺少必填的“first_index”"),
        ("not-a-finite-number.yaml", "stable-population", 2, "应为有限的数字"),
        ("too-few-counts.yaml", "urban-share", 1, "至少要有 2 项写对"),
        ("no-capacity.yaml", "debt", 2, "应大于 0"),
    ],
)
def test_a_broken_file_says_where_and_what_is_allowed(file: str, code: str, line: int, words: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_inputs(model(code), FILES / file, file)
    problem = refused.value.problems[0]
    assert (problem.where.file, problem.where.line) == (file, line)
    assert words in str(refused.value)


def test_every_broken_file_is_tried() -> None:
    tried = {file for file, *_ in test_a_broken_file_says_where_and_what_is_allowed.pytestmark[0].args[1]}
    assert tried == {path.name for path in FILES.iterdir()}


@pytest.mark.parametrize(
    ("code", "old", "new", "kind"),
    [
        ("urban-share", "vintage: 常住人口", "vintage: 另一口径", "decide.people.series-break"),
        ("urban-ceiling", "2011: 40.0%", "2011: 0%", "decide.people.share-range"),
        ("town-shares", "tier: 核心", "tier: 另一档", "decide.money.unknown-tier"),
        ("price-adjustment", "weight: 0.3", "weight: 0.4", "decide.money.index-weights"),
    ],
)
def test_what_a_model_cannot_take_is_refused_by_its_rule(code: str, old: str, new: str, kind: str) -> None:
    text = template(model(code))
    assert old in text
    with pytest.raises(Refusal) as refused:
        run(model(code), parse_inputs(model(code), text.replace(old, new, 1)), national_book(), TODAY, "510500")
    assert refused.value.problems[0].code == kind


TODAY = AsOf(date(2020, 6, 30))
DAMAGE = ["", "-1", "0", "nan", "99999999999亿元", "{}", "[]", "'", "null", "1e400", "-5%", "100%", "甲"]


def outcome(code: str, text: str) -> str:
    try:
        inputs = parse_inputs(model(code), text)
        return str(run(model(code), inputs, national_book(), AsOf(date(2020, 6, 30)), "510500").plain()["figures"])
    except Refusal as refused:
        return refused.problems[0].sentence()


@given(st.sampled_from(sorted(set(MODELS) - {"portfolio"})), st.integers(0, 60), st.sampled_from(DAMAGE))
@settings(max_examples=150, deadline=None)
def test_a_damaged_template_runs_or_is_refused_never_crashes(code: str, number: int, damage: str) -> None:
    lines = template(model(code)).splitlines()
    number %= len(lines)
    head, colon, _ = lines[number].partition(":")
    lines[number] = f"{head}{colon} {damage}" if colon else damage
    assert outcome(code, "\n".join(lines))
