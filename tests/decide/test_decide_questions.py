"""A pack's questions to the models: read with their lines, answered in the run, checked against what must come out."""

import json
import pickle
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest

from tongchou.loop import Run, run
from tongchou.loop.check import check_pack
from tongchou.loop.export import write_run
from tongchou.packs import load
from tongchou.packs.question_file import Question, Reference
from tongchou.terms import Refusal

PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture(scope="module")
def luzhou() -> Run:
    return run(load(PACKS / "luzhou"))


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Luzhou's pack with no questions but the first."""
    folder = tmp_path / "luzhou"
    copytree(PACKS / "luzhou", folder)
    for path in sorted((folder / "decide").glob("*.yaml"))[1:]:
        path.unlink()
    return folder


def changed(folder: Path, old: str, new: str) -> Path:
    path = folder / "decide" / "01-pace.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return folder


def test_the_office_is_told_in_2015_what_the_pace_leads_to(luzhou: Run) -> None:
    told = luzhou.asked["01-pace"]
    assert told.result is not None
    assert [told.result.figure(f"reached_{year}").value for year in (2017, 2020)] == [49.54, 54.25]
    assert [row[1] for row in told.result.table("targets").rows] == [Decimal("52.2"), Decimal("58.5")]
    assert {row[6] for row in told.result.table("targets").rows} == {"超常"}


def test_figures_targets_and_parameters_are_not_typed_twice(luzhou: Run) -> None:
    given = {".".join(map(str, one.way)): one for one in luzhou.asked["01-pace"].given}
    assert given["share"].text == "44.84%"
    assert given["share"].key == "indicator:urbanization@510500@2014"
    assert given["targets.2017"].text == "52.2%"
    price = {one.way[0]: one.text for one in luzhou.asked["07-price"].given}
    assert price == {"profit_low": "10%", "profit_high": "15%"}


def test_every_question_of_the_notice_is_answered_and_its_inventions_say_so(luzhou: Run) -> None:
    assert len(luzhou.asked) == 11
    assert all(one.result and not one.problems and not list(one.verdicts()) for one in luzhou.asked.values())
    assert {code for code, one in luzhou.asked.items() if not one.invented} == {"02-targets", "06-ways"}
    portfolio = luzhou.asked["11-portfolio"].question
    assert portfolio.reason(("money", "市级财政", 0)) == ("投资、用地、成效、限额均为示例", True)
    assert luzhou.asked["01-pace"].question.reason(("past", 2013)) == ("2014 年市统计公报转载的上年数", False)


def test_chengdu_spends_sixty_eight_million_on_fourteen_of_thirty_towns() -> None:
    asked = run(load(PACKS / "chengdu")).asked
    before, after = (asked[code].result for code in ("01-fund-2004", "02-fund-2005"))
    assert before is not None
    assert after is not None
    assert len(after.table("towns").rows) == 30
    assert (before.figure("towns").value, after.figure("towns").value) == (7, 14)
    spent = [sum(row[1] for row in one.table("towns").rows) for one in (before, after)]  # type: ignore[misc]
    assert spent[0] <= 30_000_000 < spent[1] <= 68_000_000
    assert after.figure("equal").value == 0, "68 million over 30 towns is 2.27 million each, below every package"
    assert asked["02-fund-2005"].inputs["budget"] == "6800万元"
    assert asked["03-growth"].invented


def test_a_run_with_answers_is_kept_and_exported(luzhou: Run, tmp_path: Path) -> None:
    again = pickle.loads(pickle.dumps(luzhou))
    assert again.asked["03-cost"].result.digest == luzhou.asked["03-cost"].result.digest  # type: ignore[union-attr]
    written = [path for path in write_run(luzhou, tmp_path) if path.parent.name == "decide"]
    plain = json.loads((tmp_path / "decide/01-pace.json").read_text("utf-8"))
    assert len(written) == 11
    assert plain["figures"][0]["value"] == 49.54


def test_the_check_names_a_figure_that_comes_out_otherwise(copied: Path) -> None:
    assert [p for p in check_pack(copied) if p.code == "loop.case.disagrees"] == []
    told = check_pack(changed(copied, "reached_2017: 49.54", "reached_2017: 52.20"))
    wrong = next(problem for problem in told if problem.code == "loop.case.disagrees")
    assert (wrong.where.file, wrong.found, wrong.allowed) == ("luzhou/decide/01-pace.yaml", "49.54", "52.2")


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("@510500@2013", "@510500@2016", "loop.question.no-figure", 20),
        ("indicator:urbanization@510500@2013", "indicator:urbanisation@510500@2013", "loop.figure.unknown", 20),
        ("target:t.urban.2017", "target:t.urban.2016", "pack.code.unknown", 18),
        ("denominator: resident", "denominator: people", "pack.value.not-allowed", 19),
        ("total_now: 425万人", "total_now: 425万亩", "pack.value.not-allowed", 22),
    ],
)
def test_what_is_wrong_stands_at_its_line(copied: Path, old: str, new: str, code: str, line: int) -> None:
    problems = [problem for problem in check_pack(changed(copied, old, new)) if problem.code == code]
    assert problems
    assert (problems[0].where.file, problems[0].where.line) == ("luzhou/decide/01-pace.yaml", line)


def test_a_refused_question_does_not_stop_the_run(copied: Path) -> None:
    changed(copied, '2017: "= target:t.urban.2017"', '2013: "= target:t.urban.2017"')
    found = run(load(copied))
    assert found.asked["01-pace"].result is None
    assert found.asked["01-pace"].problems[0].where.file == "luzhou/decide/01-pace.yaml"


def test_a_model_there_is_none_of_is_refused_at_its_line(copied: Path) -> None:
    with pytest.raises(Refusal) as refused:
        run(load(changed(copied, "model: target-pace", "model: target-paces")))
    assert refused.value.problems[0].where.line == 5


def test_references_read_strictly() -> None:
    assert Reference.read("=parameter:a.b  bare") == Reference("parameter", "a.b", bare=True)
    assert [Reference.read(text) for text in ("parameter:a", "= figure:a", "= target:a b")] == [None, None, None]
    assert isinstance(load(PACKS / "luzhou").questions[0], Question)
