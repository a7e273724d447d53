"""The same text out of every format."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from tongchou.reading import ItemClass, read_file, read_text
from tongchou.reading.files import open_document
from tongchou.reading.files.numbering import written
from tongchou.terms import Refusal

SENTENCE = "到2018年，全县常住人口城镇化率达到48%，新建农村公路260公里。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert open_document(path).text.lstrip("\ufeff") == SENTENCE


def test_traditional_text_in_big5(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "加快推進城鄉一體化發展，新建農村公路二百公里，提高公共服務水平。"
    path.write_bytes(text.encode("big5"))
    assert open_document(path).text == text


def test_newlines_are_kept_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("一、目标\r\n推进。".encode())
    assert open_document(path).text == "一、目标\r\n推进。"


def _level(depth: int, form: str, text: str) -> str:
    start = f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'{start}<w:lvlText w:val="{text}"/></w:lvl>'


def _numbered(document: docx.document.Document) -> str:
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">'
        + _level(0, "chineseCountingThousand", "%1、")
        + _level(1, "chineseCountingThousand", "（%2）")
        + _level(2, "decimal", "%3.")
        + "</w:abstractNum>"
    )
    numbering.insert(0, abstract)
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    return "77"


def _listed(document: docx.document.Document, text: str, list_id: str, depth: int) -> None:
    properties = document.add_paragraph(text)._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(depth)), ("w:numId", list_id)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), value)
        number.append(child)
    properties.append(number)


def test_word_numbers_are_worked_out(tmp_path: Path) -> None:
    document = docx.Document()
    list_id = _numbered(document)
    for text, depth in (
        ("目标", 0),
        ("任务", 0),
        ("基础设施", 1),
        ("公共服务", 1),
        ("教育", 2),
        ("卫生", 2),
        ("保障", 0),
        ("领导", 1),
    ):
        _listed(document, text, list_id, depth)
    document.save(tmp_path / "a.docx")
    lines = open_document(tmp_path / "a.docx").text.split("\n")
    assert lines == [
        "一、目标",
        "二、任务",
        "（一）基础设施",
        "（二）公共服务",
        "1. 教育",
        "2. 卫生",
        "三、保障",
        "（一）领导",
    ]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (21, "chineseCounting", "二十一"),
        (4, "upperRoman", "IV"),
        (3, "lowerLetter", "c"),
        (7, "none", ""),
    ],
)
def test_forms_of_numbering(number: int, form: str, text: str) -> None:
    assert written(number, form) == text


def test_merged_cells_and_superscripts_of_word(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("建成区面积130km")
    paragraph.add_run("2").font.superscript = True
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("项目", "内容", "分值"), ("规划", "编制规划", "8"), ("", "公示规划", "2"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    document.save(tmp_path / "a.docx")
    lines = open_document(tmp_path / "a.docx").text.split("\n")
    assert lines[0] == "建成区面积130km²"
    assert lines[2:4] == ["规划 | 编制规划 | 8", "规划 | 公示规划 | 2"]


def test_a_scoring_workbook_gives_rules(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (
        ["2017年度考核评分表"],
        ["项目", "内容", "分值", "评分标准"],
        ["生态", "垃圾治理", 12, "每发现1处扣0.5分"],
        [None, "河道整治", 8, "未完成的扣3分"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    text = open_document(tmp_path / "a.xlsx").text
    assert "生态 | 河道整治 | 8 | 未完成的扣3分" in text
    rules = [(rule.name, str(rule.amount.value)) for rule in read_text(text).of(ItemClass.RULE) if rule.amount]
    assert ("垃圾治理", "12") in rules
    assert ("河道整治", "8") in rules
    assert {value for _, value in rules} == {"12", "8", "0.5", "3"}


def test_the_main_text_of_a_page(tmp_path: Path) -> None:
    body = "".join(
        f"<p>{line}</p>"
        for line in ("为推进城乡一体化发展，结合我县实际，制定本实施意见，请认真贯彻执行。", "一、发展目标", SENTENCE)
        * 3
    )
    article = f"<article><h1>关于推进城乡一体化的实施意见</h1>{body}</article>"
    page = f"<html><body><nav>首页 登录 注册</nav>{article}<footer>版权所有</footer></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    text = open_document(tmp_path / "a.html").text
    assert SENTENCE in text
    assert "关于推进城乡一体化的实施意见" in text
    assert "版权所有" not in text


@pytest.fixture
def pyplot() -> Iterator[Any]:
    """A plotter that writes Chinese into PDFs as text."""
    plotter, fonts = (pytest.importorskip(f"matplotlib.{name}") for name in ("pyplot", "font_manager"))
    names = [font.name for font in fonts.fontManager.ttflist if re.match("Noto (Sans|Serif) CJK", font.name)]
    if not names:
        pytest.skip("no Chinese font is installed to make a PDF with")
    with plotter.rc_context({"pdf.fonttype": 42, "font.family": names[0]}):
        yield plotter


def test_a_pdf_with_text(tmp_path: Path, pyplot: Any) -> None:
    figure = pyplot.figure()
    figure.text(0.1, 0.5, SENTENCE)
    figure.savefig(tmp_path / "a.pdf")
    pyplot.close(figure)
    assert "城镇化率达到48%" in open_document(tmp_path / "a.pdf").text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_old_word_file_goes_through_libreoffice(tmp_path: Path) -> None:
    import subprocess  # noqa: PLC0415

    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.save(tmp_path / "a.docx")
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
            "--headless",
            "--convert-to",
            "doc",
            "--outdir",
            str(tmp_path / "o"),
            str(tmp_path / "a.docx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert SENTENCE in open_document(tmp_path / "o" / "a.doc").text


def test_a_word_document_of_too_many_pages_is_refused(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(2001):
        document.add_page_break()
    document.save(str(tmp_path / "long.docx"))
    with pytest.raises(Refusal) as refused:
        read_file(tmp_path / "long.docx")
    assert refused.value.problems[0].code == "reading.file.too_many_pages"


def test_a_table_of_a_pdf_keeps_its_rows_and_the_text_around_it(tmp_path: Path, pyplot: Any) -> None:
    figure, axes = pyplot.subplots(figsize=(8, 4))
    axes.axis("off")
    axes.table(
        [["城镇化率", "%", "58.5"], ["绿化覆盖率", "%", "41"]], colLabels=["指标", "单位", "2030年目标"], loc="center"
    )
    axes.text(0, 1, "某市城镇化规划主要指标")
    axes.text(0, 0, "各县要按时完成上述指标。")
    figure.savefig(tmp_path / "table.pdf")
    pyplot.close(figure)
    ledger = read_file(tmp_path / "table.pdf")
    assert "城镇化率 | % | 58.5" in ledger.original
    assert ledger.original.index("主要指标") < ledger.original.index(" | ") < ledger.original.index("各县要按时")
    assert [(item.name, str(item.amount.value)) for item in ledger.of(ItemClass.TARGET) if item.amount] == [
        ("城镇化率", "58.5"),
        ("绿化覆盖率", "41"),
    ]


def test_a_workbook_of_more_rows_than_a_document_has_is_refused_and_not_cut(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(20_001):
        sheet.append([number, "甲"])
    book.save(tmp_path / "rows.xlsx")
    with pytest.raises(Refusal) as refused:
        open_document(tmp_path / "rows.xlsx")
    assert refused.value.problems[0].code == "reading.file.too_large"


def test_rich_text_goes_the_way_of_old_word_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "old.doc").write_bytes(rb"{\rtf1\ansi hello}")
    monkeypatch.setattr("tongchou.reading.files.oldword.shutil.which", lambda _: None)
    with pytest.raises(Refusal) as refused:
        open_document(tmp_path / "old.doc")
    assert refused.value.problems[0].code == "reading.file.no_converter"
