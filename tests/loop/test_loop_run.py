"""The loop over whole packs: worked cases, explanations that add up, marks, two engines, two dates."""

from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from tongchou.engine import open_engine
from tongchou.loop import Key, Kind, Light, Mark, Run, explain, judge, run
from tongchou.loop.check import check_pack
from tongchou.loop.export import write_run
from tongchou.packs import load
from tongchou.packs.new import create
from tongchou.report import progress_report
from tongchou.terms import AsOf, Refusal, Severity, State

PACKS = Path(__file__).parent.parent.parent / "packs"
SHIPPED = sorted(path.parent.name for path in PACKS.glob("*/pack.yaml"))


@cache
def shipped(name: str) -> Run:
    return run(load(PACKS / name))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    create(tmp_path / "example", "示例方案", "2026-01-01")
    return tmp_path / "example"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_worked_case_of_a_shipped_pack_agrees(name: str) -> None:
    verdicts = judge(shipped(name))
    assert verdicts
    assert [(v.case.name, v.code, v.expected, v.figure) for v in verdicts if not v.agrees] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_has_no_error(name: str) -> None:
    assert [p.say() for p in check_pack(PACKS / name) if p.severity is Severity.ERROR] == []


def test_a_ratio_is_made_of_sums_and_never_averaged(example: Path) -> None:
    """2024: 甲县 20/40 = 50 %, 乙县 30/60 = 50 %, city (20 + 30)/(40 + 60) = 50 %."""
    result = run(load(example))
    assert result.figure(Key.parse("urban_share@990100@2024")).value == 50.0


def test_a_missing_part_marks_the_whole(example: Path) -> None:
    """2025: 乙县 did not report its urban residents; the city's sum of 22 is incomplete, and so is its share 22/100."""
    result = run(load(example))
    assert result.figure(Key.parse("urban_share@990122@2025")).state is State.MISSING
    city = result.figure(Key.parse("urban_share@990100@2025"))
    assert (city.value, Mark.INCOMPLETE in city.marks) == (22.0, True)
    assert Mark.INCOMPLETE not in result.figure(Key.parse("urban_share@990100@2024")).marks


def test_a_target_beside_its_figure(example: Path) -> None:
    """From 50 (2024) to 60 (2026) on a line: 55 planned for 2025. 甲县 has no target; the city stands at 22."""
    standing = next(s for s in run(load(example)).standings if s.period == "2025")
    assert (standing.baseline, standing.planned) == (50.0, 55.0)
    assert standing.uncapped == pytest.approx(100 * (22 - 50) / (60 - 50))
    assert (standing.realization, standing.light) == (0.0, Light.FAILING)
    assert standing.schedule == pytest.approx(100 * (22 - 50) / (55 - 50))


def test_on_the_first_day_of_its_path_a_target_is_on_course() -> None:
    """Panjin's targets of 2017 start from the figures of 2015: nothing was planned to have moved by then."""
    starts = [one for one in shipped("panjin").standings if one.period == "2015" and one.planned is not None]
    assert len(starts) > 5
    assert {one.light for one in starts} == {Light.ON_COURSE}


@pytest.mark.parametrize("name", ["demo", "panjin"])
def test_points_of_the_parts_add_to_the_index(name: str) -> None:
    result = shipped(name)
    assert result.index is not None
    checked = 0
    for node in result.index.codes:
        for place in result.index.cube.places:
            for period in result.periods:
                key = Key(Kind.INDEX, node, place, period.code)
                figure = result.figure(key)
                parts = explain(result, key).inputs
                if figure.value is not None and parts[0].points is not None:
                    assert sum(part.points or 0.0 for part in parts) == pytest.approx(figure.value, abs=1e-9)
                    checked += 1
    assert checked > 10


def test_an_indicator_explains_itself_down_to_the_report() -> None:
    told = explain(shipped("demo"), Key.parse("urbanization@990100@2024"))
    assert told.with_numbers == "112000 ÷ (112000 + 88000) × 100 = 56.00 %"
    assert [one.figure.key.kind for one in told.inputs] == [Kind.ELEMENT, Kind.ELEMENT]
    county = explain(shipped("demo"), told.inputs[0].figure.key)
    assert {one.place for one in county.inputs} == {"东河县", "西岭县"}
    assert told.promises[0].summary
    assert told.versions["digest"] == load(PACKS / "demo").digest[:12]


def test_a_conflict_shows_what_was_not_taken() -> None:
    told = explain(shipped("demo"), Key.parse("element:income_rural@990122@2023"))
    assert [text.split("（")[0] for text in told.inputs[0].alternatives] == ["14,250"]
    assert Mark.CONFLICT in told.figure.marks


def test_figures_of_merged_towns_are_carried_to_the_new_one() -> None:
    """临港镇 and 柳湾镇 became 湾港镇 in 2024; its urban residents of 2022 are theirs added up."""
    result = shipped("demo")
    figure = result.figure(Key.parse("element:pop_urban@990121104@2022"))
    told = explain(result, figure.key)
    assert Mark.REBASED in figure.marks
    assert "990121102×1 + 990121103×1" in told.inputs[0].note
    assert "990121102" not in result.tree


def test_both_engines_give_the_same_run() -> None:
    pack = load(PACKS / "demo")
    one, other = (run(pack, engine=open_engine(name)) for name in ("polars", "duckdb"))
    for kind in (Kind.ELEMENT, Kind.INDICATOR, Kind.INDEX, Kind.REALIZATION):
        left, right = one.board(kind), other.board(kind)
        assert left is not None
        assert right is not None
        np.testing.assert_allclose(left.cube.values, right.cube.values, rtol=1e-12)
        np.testing.assert_array_equal(left.marks, right.marks)


def test_what_was_not_yet_known_is_left_out() -> None:
    pack = load(PACKS / "demo")
    then = run(pack, AsOf(pack.manifest.as_of, known_on=date(2024, 1, 31)))
    assert then.figure(Key.parse("urbanization@990100@2022")).value is not None
    assert then.figure(Key.parse("urbanization@990100@2024")).state is State.MISSING
    assert Mark.CONFLICT not in then.figure(Key.parse("element:income_rural@990122@2023")).marks


def test_an_unknown_figure_is_refused_with_the_form_of_an_address() -> None:
    with pytest.raises(Refusal, match=r"loop\.figure\.unknown"):
        explain(shipped("demo"), Key.parse("nothing@990100@2024"))


def test_a_run_is_written_in_full(tmp_path: Path) -> None:
    paths = write_run(shipped("demo"), tmp_path)
    text = (tmp_path / "figures.csv").read_text("utf-8-sig")
    assert [path.name for path in paths] == [
        "run.json",
        "figures.csv",
        "standings.csv",
        "intervals.csv",
        "problems.csv",
    ]
    assert "indicator,urbanization,990100,安和市,2024,56.00000000000001,value," in text
    assert "indicator,outfalls_rate,990122,西岭县,2023,,na," in text


def test_a_wrong_case_is_reported(example: Path) -> None:
    case = example / "cases" / "example.yaml"
    case.write_text(case.read_text("utf-8").replace("urban_share: 50", "urban_share: 51"), encoding="utf-8")
    assert [p.code for p in check_pack(example) if p.severity is Severity.ERROR] == ["loop.case.disagrees"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("100 * pop_urban / pop", "100 * pop_urban / popp", "monitor.formula.unknown-name"),
        ("100 * pop_urban / pop", "100 * pop_urban /", "monitor.formula.syntax"),
        ("100 * pop_urban / pop", "urban_share + 1", "monitor.indicator.cycle"),
    ],
)
def test_a_broken_formula_is_found_by_the_check(example: Path, old: str, new: str, code: str) -> None:
    path = example / "indicators.csv"
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")
    assert code in {problem.code for problem in check_pack(example)}


@pytest.mark.parametrize(
    ("left", "operator", "code"),
    [
        ("pop_urbann", "le", "monitor.formula.unknown-name"),
        ("pop@prev", "le", "monitor.formula.syntax"),
        ("pop + pop_urban", "sum_of_parts", "monitor.rule.one-element"),
    ],
)
def test_a_broken_rule_of_reporting_is_found_by_the_check(example: Path, left: str, operator: str, code: str) -> None:
    rules = f"code,name,left,operator,right\nr,坏的规则,{left},{operator},pop\n"
    (example / "checks.csv").write_text(rules, encoding="utf-8")
    assert [p.code for p in check_pack(example) if p.severity is Severity.ERROR] == [code]


def test_an_explained_report_marks_what_it_went_into_and_is_quoted_in_the_report(example: Path) -> None:
    path = example / "observations.csv"
    text = path.read_text("utf-8").replace("source,status\n", "source,status,note\n")
    row = "990121,2024,pop,40,,example,synthetic"
    path.write_text(text.replace(row, f"{row},说明：新设园区［return:3 v1］"), encoding="utf-8")
    result = run(load(example))
    keys = ("element:pop@990121@2024", "urban_share@990121@2024", "urban_share@990122@2024")
    assert [Mark.EXPLAINED in result.figure(Key.parse(key)).marks for key in keys] == [True, True, False]
    tables = {one.name: one for one in progress_report(result, date(2026, 1, 1)).tables}
    assert [row[-1] for row in tables["数据说明"].rows] == ["新设园区"]


def test_division_by_zero_is_missing_with_its_reason(example: Path) -> None:
    path = example / "observations.csv"
    path.write_text(path.read_text("utf-8").replace("990121,2024,pop,40", "990121,2024,pop,0"), encoding="utf-8")
    figure = run(load(example)).figure(Key.parse("urban_share@990121@2024"))
    assert (figure.value, figure.why) == (None, "division-by-zero")


def test_figures_of_a_place_that_ended_without_a_word_are_named(example: Path) -> None:
    places = example / "places.csv"
    text = places.read_text("utf-8").replace("parent\n", "parent,valid_to\n").replace("990100\n", "990100,\n")
    text = text.replace("city,\n", "city,,\n").replace("乙县,county,990100,", "乙县,county,990100,2025-06-01")
    places.write_text(text + "990123,丙县,county,990100,\n", encoding="utf-8")
    (example / "place_events.csv").write_text("date,kind,before,after\n2025-07-01,rename,990121,990121\n", "utf-8")
    left = [p for p in run(load(example)).problems if p.code == "loop.place.left-out"]
    assert [(p.where.key, p.found) for p in left] == [("990122", "4")]


def test_an_assessment_says_whether_anything_invented_went_in() -> None:
    """Panjin's county ratings of 2015 are invented and its scheme is not; the cards must say so."""
    result = shipped("panjin")
    assert result.invented("performance", "2015")
    told = explain(result, Key.parse("score:performance@211103@2015"))
    assert Mark.SYNTHETIC in told.figure.marks


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("990121,2024,pop,40", "990121,2024,pop,10", "monitor.check.above"),
        ("990121,2024,pop_urban,20", "990121,2024,pop_urban,0.2", "monitor.check.scale"),
        (
            "990121,2024,pop,40,,",
            "990100,2024,pop,150,,example,synthetic\n990121,2024,pop,40,,",
            "monitor.check.parts",
        ),
    ],
)
def test_doubtful_figures_are_named_by_the_check(example: Path, old: str, new: str, code: str) -> None:
    path = example / "observations.csv"
    text = path.read_text("utf-8").replace(old, new)
    path.write_text(text + "990121,2023,pop_urban,19,,example,synthetic\n", encoding="utf-8")
    (example / "cases" / "example.yaml").unlink()
    assert code in {problem.code for problem in check_pack(example)}
