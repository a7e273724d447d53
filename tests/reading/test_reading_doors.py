"""The command line and the pack: what goes out of a ledger."""

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from tongchou.cli import main
from tongchou.packs import load
from tongchou.reading import pack_rows, read_text
from tongchou.terms import Refusal

NOTICE = (
    "某县关于推进城乡一体化的实施意见\n一、发展目标\n到2018年，城镇化率达到48%。\n"
    "二、主要任务\n县交通局要新建农村公路260公里。\n"
)
PACKS = Path(__file__).parents[2] / "packs"


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "notice.txt"
    path.write_text(NOTICE, encoding="utf-8")
    return path


def test_one_json_a_document_with_spans_of_the_original(notice: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["read", str(notice), "--json", str(tmp_path / "out")])
    assert result.exit_code == 0, result.output
    ledger = json.loads((tmp_path / "out" / "notice.json").read_text(encoding="utf-8"))
    target = ledger["targets"][0]
    assert (target["indicator"], target["value"], target["unit"], target["year"]) == ("城镇化率", 48, "%", 2018)
    start, end = target["span"]
    assert "城镇化率达到48%" in NOTICE[start:end]
    assert ledger["metadata"]["title"] == "某县关于推进城乡一体化的实施意见"


def test_a_workbook_and_the_clean_text(notice: Path, tmp_path: Path) -> None:
    arguments = ["read", str(notice), "--xlsx", str(tmp_path / "a.xlsx"), "--clean", str(tmp_path / "clean")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert book["目标"]["C2"].value == "城镇化率"
    assert (tmp_path / "clean" / "notice.txt").read_text(encoding="utf-8") == NOTICE


def test_pasted_text(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["read", "-", "--json", str(tmp_path)], input=NOTICE)
    assert result.exit_code == 0, result.output
    assert (tmp_path / "pasted.json").exists()


def test_a_bad_file_among_good_ones_stops_all(notice: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.docx").write_bytes(b"\x89PNG\r\n\x1a\n")
    arguments = ["read", str(notice), str(tmp_path / "bad.docx"), "--json", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 1
    assert "reading.file.not_what_it_says" in result.output
    assert not (tmp_path / "out").exists()


def test_plans_side_by_side_and_a_revision(notice: Path, tmp_path: Path) -> None:
    revised = tmp_path / "revised.txt"
    revised.write_text(NOTICE.replace("48%", "50%"), encoding="utf-8")
    aligned = CliRunner().invoke(main, ["read", str(notice), str(revised), "--align"])
    assert "数字走样" in aligned.output
    turned = CliRunner().invoke(main, ["read", str(notice), str(revised), "--revised"])
    assert "变化 amount" in turned.output
    assert CliRunner().invoke(main, ["read", str(notice), "--revised"]).exit_code == 2


def test_an_address_that_is_none_is_refused(notice: Path) -> None:
    assert CliRunner().invoke(main, ["read", str(notice), "--ask", "file:///etc/hosts"]).exit_code == 2


def test_into_a_pack_and_the_pack_still_reads(tmp_path: Path) -> None:
    folder = tmp_path / "luzhou"
    shutil.copytree(PACKS / "luzhou", folder)
    document = tmp_path / "plan.txt"
    document.write_text(NOTICE.replace("城镇化率", "常住人口城镇化率"), encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(document), "--into", str(folder)])
    assert result.exit_code == 0, result.output
    with (folder / "targets.csv").open(encoding="utf-8") as file:
        last = list(csv.DictReader(file))[-1]
    assert (last["indicator"], last["value"], last["period"]) == ("urbanization", "48", "2018")
    pack = load(folder)
    assert pack.tables.tasks.rows[-1].title == "县交通局要新建农村公路260公里"
    assert pack.tables.clauses.rows[-1].document == "plan"
    again = CliRunner().invoke(main, ["read", str(document), "--into", str(folder)])
    assert again.exit_code == 1
    assert "reading.pack.already" in again.output


def test_what_a_pack_was_taught_is_applied_to_what_goes_into_it(tmp_path: Path) -> None:
    folder = tmp_path / "luzhou"
    shutil.copytree(PACKS / "luzhou", folder)
    (folder / "lessons.csv").write_text(
        "list,found,right,document,item\nindicator_alias,县域人口进城比例,常住人口城镇化率,earlier,T01\n",
        encoding="utf-8",
    )
    document = tmp_path / "plan.txt"
    document.write_text("泸州市实施方案\n一、发展目标\n到2018年,县域人口进城比例达到48%。", encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(document), "--into", str(folder)])
    assert result.exit_code == 0, result.output
    assert load(folder).tables.targets.rows[-1].indicator == "urbanization"


def test_a_list_that_does_not_exist_is_refused_in_a_pack(tmp_path: Path) -> None:
    folder = tmp_path / "luzhou"
    shutil.copytree(PACKS / "luzhou", folder)
    (folder / "lessons.csv").write_text("list,found,right\nwish,a,b\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        load(folder)
    assert "lessons.csv" in refused.value.problems[0].say()


def test_what_the_pack_does_not_know_is_told_and_not_written() -> None:
    pack = load(PACKS / "luzhou")
    rows = pack_rows(read_text("一、发展目标\n到2018年,中药材种植面积达到5万亩。增加绿地。", "x"), pack, lambda _: True)
    assert rows.targets == ()
    assert [problem.code for problem in rows.problems] == ["reading.pack.not_in_pack"]
    with pytest.raises(Refusal):
        pack_rows(read_text("一、发展目标", pack.tables.documents.rows[0].code), pack, lambda _: True)


def test_readings_are_listed_and_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "port.txt"
    path.write_text("关于港口建设情况的报告\n港口建成了105万吨泊位。", encoding="utf-8")
    listed = CliRunner().invoke(main, ["read", str(path)])
    assert "待选 D17 …设情况的报告 港口建成了105万吨泊位。…: 10个5 | 105" in listed.output
    arguments = ["read", str(path), "--choose", "D17=10个5", "--json", str(tmp_path)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    ledger = json.loads((tmp_path / "port.json").read_text(encoding="utf-8"))
    assert "10个" in {fact["raw"] for fact in ledger["facts"]}
    assert ledger["edits"][0]["chosen_by"]
    refused = CliRunner().invoke(main, ["read", str(path), "--choose", "D17=11"])
    assert (refused.exit_code, "不在所列读法之中" in refused.output) == (1, True)


@pytest.mark.parametrize("answer", [b"not json", b'{"choices": []}', None])
def test_an_endpoint_that_fails_is_one_sentence(notice: Path, answer: bytes | None, monkeypatch) -> None:
    def opened(*_: object, **__: object) -> object:
        if answer is None:
            raise OSError("connection refused")
        return io.BytesIO(answer)

    monkeypatch.setattr("urllib.request.urlopen", opened)
    notice.write_text(NOTICE + "这是一段没有任何条目的普通文字，只讲道理。", encoding="utf-8")
    result = CliRunner().invoke(main, ["read", str(notice), "--ask", "http://127.0.0.1:9/v1"])
    assert result.exit_code == 1
    assert result.output.count("reading.proposal.unreachable") == 1
    assert "Traceback" not in result.output


def test_corrections_of_a_file_are_applied(notice: Path, tmp_path: Path) -> None:
    taught = tmp_path / "lessons.tsv"
    taught.write_text(
        "list\tfound\tright\tdocument\titem\nindicator_alias\t城镇化率\t常住人口城镇化率\tx\tT01\n", "utf-8"
    )
    result = CliRunner().invoke(main, ["read", str(notice), "--lessons", str(taught), "--json", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert json.loads((tmp_path / "notice.json").read_text("utf-8"))["targets"][0]["indicator"] == "常住人口城镇化率"


def test_to_reach_is_meant_by_the_way_the_indicator_improves_and_a_promise_held_is_not_written_twice() -> None:
    """The pack promises 52.2 % urban for 2017 and 58.5 % for 2020 on 2015-03-16; 49 % for 2016 is new."""
    pack = load(PACKS / "luzhou")
    aims = "到2017年,常住人口城镇化率达到52.2%。到2016年,常住人口城镇化率达到49%。"
    text = f"泸州市实施意见\n2015年3月16日\n一、发展目标\n{aims}"
    rows = pack_rows(read_text(text, "x"), pack, lambda _: True)
    assert [(row.period.code, row.comparator, row.value) for row in rows.targets] == [("2016", "ge", 49)]
    assert rows.targets[0].note == "原文写“达到”类，按指标方向记"
    assert [(one.code, one.allowed) for one in rows.problems] == [("reading.pack.promised", "t.urban.2017")]
