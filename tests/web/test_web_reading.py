"""The review page: who may see it, what it takes and refuses, each step by plain forms, and the files it gives."""

import io
import json
import re
import zipfile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from tongchou.packs import load
from tongchou.web.access.accounts import appoint
from tongchou.web.access.acts import ROLES, Role
from tongchou.web.models import Person
from tongchou.web.readings import documents
from tongchou.web.readings.exports import EXPORTS
from tongchou.web.readings.models import DocumentReading, ReviewStep
from tongchou.web.readings.steps import place_of, reviewed

LIST = "/p/demo/plan/read/"
TEXT = """安和市关于推进城乡融合发展的实施意见
一、发展目标
到2027年，常住人口城镇化率达到68%，森林覆盖率达到45%。
二、主要任务
（一）加强基础设施建设。市交通局要新建农村公路120公里，改造危桥30座。
（二）发展公共服务。市民政局牵头，建设养老服务中心20个；推进医共体建设。
"""
REVISED = TEXT.replace("45%", "47%").replace("；推进医共体建设", "；建设县级职业学校2所")


def as_role(*roles, **facts):
    person = Person.objects.create_user(f"{'-'.join(roles) or 'nobody'}-{Person.objects.count()}", **facts)
    for role in roles:
        appoint(person, Role(role))
    client = Client(raise_request_exception=True)
    client.force_login(person)
    return client


@pytest.fixture
def office_page(demo, db, tmp_path, monkeypatch):
    """The office, signed in, with the demo programme; what it brings lies in a folder of this test."""
    monkeypatch.setattr("tongchou.web.readings.documents.home", lambda: tmp_path)
    return as_role("office", called="office")


def bring(client, data=TEXT, name="实施意见.txt"):
    raw = data.encode() if isinstance(data, str) else data
    return client.post(LIST, {"file": SimpleUploadedFile(name, raw)})


@pytest.fixture
def brought(office_page):
    """The document on the office's table."""
    answer = bring(office_page)
    assert answer.status_code == 302, answer.text
    return DocumentReading.objects.get()


def address(document, rest=""):
    return f"{LIST}{document.code}/{rest}"


def item_of(document, code):
    return next(item for item in reviewed(document).ledger.items if item.id == code)


def step(client, document, operation, code, **fields):
    start, end = place_of(item_of(document, code))
    form = {"operation": operation, "item": code, "start": start, "end": end, "order": "doubt", **fields}
    return client.post(address(document, "step/"), form)


@pytest.mark.parametrize("role", [*ROLES, ""])
def test_the_office_reads_documents_and_everybody_else_is_told_so(demo, db, brought, role):
    pages = as_role(*filter(None, [role]), called="某人")
    expected = 200 if role == "office" else 403
    for rest in ("", "earlier/", "export/", "files/json/"):
        assert pages.get(address(brought, rest)).status_code == expected, rest
    assert pages.get(LIST).status_code == expected
    assert bring(pages).status_code == (302 if role == "office" else 403)
    taken = step(pages, brought, "accept", "T01").status_code
    assert taken == (302 if role == "office" else 403)
    assert ReviewStep.objects.count() == (role == "office")
    if role != "office":
        assert ("由统筹办办理" if role else "没有任职") in pages.get(LIST).text
        assert "读文件</a>" not in pages.get("/p/demo/plan/").text


def test_who_looks_after_the_whole_may_read_too(demo, brought):
    client = as_role("auditor", is_superuser=True)
    assert client.get(address(brought)).status_code == 200
    assert "读文件</a>" in client.get("/p/demo/plan/").text


def test_a_post_without_the_token_of_the_page_is_refused(brought):
    client = Client(enforce_csrf_checks=True)
    client.force_login(brought.by)
    assert client.post(LIST, {"text": TEXT}).status_code == 403
    assert client.post(address(brought, "step/"), {"operation": "accept"}).status_code == 403
    assert DocumentReading.objects.count() == 1


@pytest.mark.parametrize("forged", ["0", "ffffffffffffffff", "..", "%2e%2e", "1 OR 1=1", "<script>"])
def test_a_forged_address_leads_nowhere(office_page, brought, forged):
    for rest in ("", "earlier/", "export/", "files/zip/"):
        assert office_page.get(f"{LIST}{forged}/{rest}").status_code == 404
    assert office_page.post(f"{LIST}{forged}/step/", {"operation": "accept"}).status_code == 404
    assert office_page.get(address(brought, "files/exe/")).status_code == 404
    assert office_page.get(f"{address(brought, 'earlier/')}?with={forged}").status_code == 404


def test_a_reading_of_one_programme_is_not_shown_under_another(office_page, brought):
    DocumentReading.objects.update(pack="another")
    assert office_page.get(address(brought)).status_code == 404


def archive(**parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def pdf_of(pages):
    made, document = io.BytesIO(), pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(100, 100)
    document.save(made)
    return made.getvalue()


LATE = b"<!--" + b"x" * 6000 + b'--><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
REFUSED = {
    "bomb.docx": (archive(word__document_xml=b"0" * 40_000_000), "不合常理"),
    "entities.docx": (archive(word__document_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "实体定义"),
    "encrypted.docx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "blank.txt": (b" \n \n", "没有文字"),
    "broken.pdf": (b"%PDF-1.7\n1 0 obj", "损坏"),
    "picture.docx": (b"\x89PNG\r\n\x1a\n....", "PNG"),
    "program.exe": (b"MZ....", "可读"),
    "none.txt": (b"", "空"),
    "none.docx": (b"", "空"),
    "half.docx": (archive(word__document_xml=b"<w/>")[:60], "损坏"),
    "late.docx": (archive(word__document_xml=LATE), "损坏"),
    "mixed.txt": ("推进城乡一体化".encode() + "加快农村公路建设".encode("gb18030"), "编码"),
    "pages.pdf": (pdf_of(2001), "页数太多"),
    "line.txt": (b"1" * 310_000, "正文太长"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence_and_not_kept(office_page, tmp_path, name):
    data, word = REFUSED[name]
    answer = bring(office_page, data, name)
    assert answer.status_code == 422
    assert word in re.search(r'role="alert">(.*?)</(?:div|p)>', answer.text, re.DOTALL)[1]
    assert not DocumentReading.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_file_too_large_for_the_page_is_refused(office_page, monkeypatch):
    monkeypatch.setattr("tongchou.web.readings.documents.LARGEST", 100)
    assert "文件太大" in bring(office_page).text


def test_a_form_without_anything_says_what_to_do_and_keeps_what_was_typed(office_page):
    answer = office_page.post(LIST, {"title": "某通知", "text": " "})
    assert answer.status_code == 422
    assert "请选一个文件" in answer.text
    assert 'value="某通知"' in answer.text


def test_a_pasted_text_and_a_word_file_are_read(office_page):
    assert office_page.post(LIST, {"title": "../通知", "text": TEXT}).status_code == 302
    file = io.BytesIO()
    word = Document()
    for line in TEXT.splitlines():
        word.add_paragraph(line)
    word.save(file)
    assert bring(office_page, file.getvalue(), "实施意见.docx").status_code == 302
    assert sorted(DocumentReading.objects.values_list("name", flat=True)) == ["实施意见.docx", "通知.txt"]
    assert "通知.txt" in office_page.get(LIST).text


def test_the_list_stands_beside_the_whole_original_and_names_the_doubtful_first(office_page, brought):
    shown = office_page.get(address(brought)).text
    text = re.search(r'<section id="review-text".*?</section>', shown, re.DOTALL)[0]
    assert re.sub(r"<[^>]+>", "", text) == TEXT
    listed = re.findall(r'data-item="(\w+)"', shown)
    items = {item.id: item.confidence for item in reviewed(brought).ledger.items}
    assert set(listed) == set(items)
    assert [items[code] for code in listed] == sorted(items.values())
    assert all(f'id="at-{code}"' in text for code in items)


def test_a_class_is_shown_alone_and_what_is_asked_wrongly_is_left(office_page, brought):
    shown = office_page.get(f"{address(brought)}?group=targets").text
    assert {code[0] for code in re.findall(r'data-item="(\w+)"', shown)} == {"T"}
    assert office_page.get(f"{address(brought)}?group=<b>&order=x&item=Z99").status_code == 200
    part = office_page.get(f"{address(brought)}?item=T01", headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert "T01" in part


def test_the_steps_by_plain_forms(office_page, brought):
    accepted = step(office_page, brought, "accept", "T01")
    assert accepted.status_code == 302
    assert "item=T01" not in accepted.headers["Location"]
    step(office_page, brought, "reject", "T02")
    step(office_page, brought, "assign", "K01", lead="市交通局、市公路中心", partners="")
    edited = {
        "group": "targets",
        "name": "农村公路",
        "comparator": "ge",
        "value": "130",
        "unit": "公里",
        "year": "2026",
    }
    step(office_page, brought, "edit", "T03", **edited)
    start = item_of(brought, "K02").span.start
    step(office_page, brought, "split", "K02", cut=start + 2)
    one, other = item_of(brought, "K03"), item_of(brought, "K04")
    joined = {"with": "K04", "with_start": other.span.start, "with_end": other.span.end}
    assert step(office_page, brought, "merge", "K03", **joined).status_code == 302
    assert [str(item_of(brought, code).review) for code in ("T01", "T02")] == ["accepted", "rejected"]
    assert item_of(brought, "K01").lead == ("市交通局", "市公路中心")
    assert (item_of(brought, "T03").amount.value, item_of(brought, "T03").year) == (130, 2026)
    assert item_of(brought, "K02b").span.start == start + 2
    assert (item_of(brought, "K03").span.start, item_of(brought, "K03").span.end) == (one.span.start, other.span.end)
    shown = office_page.get(address(brought)).text
    assert "全部步骤：6 步" in shown
    assert "上一步：office 合并 K03" in shown


def test_undo_takes_back_and_redo_does_again_and_the_list_keeps_all(office_page, brought):
    step(office_page, brought, "accept", "T01")
    turn = address(brought, "step/")
    assert office_page.post(turn, {"operation": "undo", "number": 1}).headers["Location"].endswith("item=T01")
    assert str(item_of(brought, "T01").review) == "proposed"
    assert "重做" in office_page.get(address(brought)).text
    office_page.post(turn, {"operation": "redo", "number": 1})
    assert str(item_of(brought, "T01").review) == "accepted"
    assert list(ReviewStep.objects.values_list("operation", flat=True)) == ["accept", "undo", "redo"]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"operation": "erase", "item": "T01"},
        {"operation": "accept", "item": "T01", "start": "x", "end": "-3"},
        {"operation": "accept", "item": "Z99", "start": "1", "end": "2"},
        {"operation": "undo", "number": "7"},
        {"operation": "redo", "number": "٣"},
        {"operation": "split", "item": "T01", "cut": "99999999999999"},
        {"operation": "merge", "item": "T01", "with": "K01"},
    ],
)
def test_a_forged_step_is_refused_in_a_sentence_and_does_nothing(office_page, brought, form):
    place = dict(zip(("start", "end"), place_of(item_of(brought, "T01")), strict=True))
    answer = office_page.post(address(brought, "step/"), {**place, **form})
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert not ReviewStep.objects.exists()


def test_an_item_is_not_merged_with_itself(office_page, brought):
    at = dict(zip(("with_start", "with_end"), place_of(item_of(brought, "T01")), strict=True))
    assert step(office_page, brought, "merge", "T01", **{"with": "T01"}, **at).status_code == 409


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"group": "nothing"}, ""),
        ({"group": "targets", "value": "NaN"}, "NaN"),
        ({"group": "targets", "value": "1", "comparator": "range"}, "区间要有上限"),
        ({"group": "targets", "high": "9"}, "有上限就要有数值"),
        ({"group": "tasks"}, "任务要有领域"),
        ({"group": "targets", "year": "20155"}, "20155"),
    ],
)
def test_a_wrong_edit_is_told_and_keeps_what_was_typed(office_page, brought, fields, word):
    answer = step(office_page, brought, "edit", "T01", name="我改的名称", **fields)
    assert answer.status_code == 422
    assert word in answer.text
    assert 'value="我改的名称"' in answer.text
    assert not ReviewStep.objects.exists()


def test_targets_that_contradict_each_other_are_named_on_top(office_page):
    bring(office_page, TEXT + "三、保障\n到2027年，森林覆盖率达到50%。\n")
    shown = office_page.get(address(DocumentReading.objects.get())).text
    assert "同一指标“森林覆盖率”在2027年有两个不同的目标" in shown


def test_repairs_are_listed_with_what_stood_there(office_page):
    bring(office_page, TEXT.replace("，改造", "，，改造"))
    shown = office_page.get(address(DocumentReading.objects.get())).text
    told = re.search(r'<div id="review-told">.*?</div>', shown, re.DOTALL)[0]
    assert '<a href="#mend-0">重复标点</a> <del>，</del> → <ins></ins>' in told
    assert 'id="mend-0"></span><span class="gone" title="重复标点' in shown


def test_each_file_is_given(office_page, brought):
    step(office_page, brought, "accept", "T01")
    step(office_page, brought, "edit", "K01", group="tasks", domain="ecology")
    found = {form: office_page.get(address(brought, f"files/{form}/")) for form in EXPORTS}
    assert {answer.status_code for answer in found.values()} == {200}
    ledger = json.loads(found["json"].content)
    assert [one["review"] for one in ledger["targets"] if one["id"] == "T01"] == ["accepted"]
    assert found["xlsx"].content.startswith(b"PK")
    assert "domain\t" in found["tsv"].content.decode()
    assert "%E5%AE%9E%E6%96%BD%E6%84%8F%E8%A7%81.json" in found["json"].headers["Content-Disposition"]


def test_the_pack_comes_as_a_copy_with_what_was_accepted_and_stays_as_it_was(office_page, brought, demo, tmp_path):
    before = demo.run.pack.digest
    assert "还没有接受" in office_page.get(address(brought, "files/zip/")).text
    for code in ("T01", "K01"):
        step(office_page, brought, "accept", code)
    assert "2 条" in office_page.get(address(brought, "export/")).text
    answer = office_page.get(address(brought, "files/zip/"))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        file.extractall(tmp_path / "out")
    fresh = load(tmp_path / "out" / "demo")
    added = {row.code for row in fresh.tables.clauses.rows} - {row.code for row in demo.run.pack.tables.clauses.rows}
    assert added == {"实施意见.T01", "实施意见.K01"}
    assert {row.code for row in fresh.tables.targets.rows if row.clause in added} == {"实施意见.T01"}
    assert load(demo.run.pack.folder).digest == before


def test_a_revision_shows_what_became_of_each_promise(office_page, brought):
    bring(office_page, REVISED, "修订.txt")
    fresh = DocumentReading.objects.get(name="修订.txt")
    assert "旧文件" in office_page.get(address(fresh, "earlier/")).text
    shown = office_page.get(f"{address(fresh, 'earlier/')}?with={brought.code}").text
    parts = dict(re.findall(r"<h2>(\S+) · \d+</h2>(.*?)</section>", shown, re.DOTALL))
    assert "森林覆盖率" in parts["变化"]
    assert "医共体" in parts["取消"]
    assert "职业学校" in parts["新增"]
    both = office_page.get(f"{address(fresh, 'earlier/')}?with={brought.code}&in_force=both").text
    assert "森林覆盖率" in dict(re.findall(r"<h2>(\S+) · \d+</h2>(.*?)</section>", both, re.DOTALL))["矛盾"]


def test_a_file_that_is_gone_is_said_to_be_gone(office_page, brought, tmp_path):
    (kept,) = (tmp_path / "documents").iterdir()
    kept.unlink()
    documents._open.cache_clear()
    answer = office_page.get(address(brought))
    assert answer.status_code == 409
    assert "找不到文件“实施意见.txt”" in answer.text
    assert office_page.post(address(brought, "step/"), {"operation": "accept", "item": "T01"}).status_code == 409


def test_a_reading_is_chosen_on_the_page_and_the_number_follows(office_page):
    bring(office_page, "关于港口建设情况的报告\n港口建成了105万吨泊位，新建道路12公里。", "港口.txt")
    document = DocumentReading.objects.get()
    address = f"{LIST}{document.code}/"
    page = office_page.get(f"{address}?item=F01").text
    assert page.count('value="10个5"') == 2  # above, and beside the item
    doubt = next(edit for edit in reviewed(document).ledger.edits if edit.undecided)
    form = {"operation": "choose", "doubt": doubt.code, "start": doubt.span.start, "end": doubt.span.end, "item": "F01"}
    refused = office_page.post(f"{address}step/", {**form, "reading": "99"})
    assert refused.status_code == 409
    assert "不在所列读法之中" in refused.text
    assert office_page.post(f"{address}step/", {**form, "reading": "10个5"}).status_code == 302
    page = office_page.get(f"{address}?item=F01").text
    assert 'value="10个5"' not in page
    assert "选定读法" in page
    assert "office" in page


PLAN = "安和市五年规划\n一、主要任务\n市交通局负责新建农村公路120公里。推进紧密型医共体建设。"
YEAR = "安和市年度计划\n一、主要任务\n市水利局负责新建农村公路100公里。开展河道清淤整治。"


def test_plans_of_two_levels_are_held_against_each_other_and_exported(office_page):
    for name, text in (("规划.txt", PLAN), ("年度.txt", YEAR)):
        bring(office_page, text, name)
    codes = {one.name: one.code for one in DocumentReading.objects.all()}
    address = f"{LIST}align/?upper={codes['规划.txt']}&lower={codes['年度.txt']}"
    page = office_page.get(address).text
    for words in ("有承诺无任务 · 1", "有任务无承诺 · 1", "数字走样 · 1", "责任单位变了 · 1", "市水利局"):
        assert words in page
    assert "上位 2 项承诺，1 项" in page
    rows = list(load_workbook(io.BytesIO(office_page.get(f"{address}&form=xlsx").content))["缺口"].values)
    assert {row[0] for row in rows[1:]} == {"有承诺无任务", "有任务无承诺", "数字走样", "责任单位变了"}


def test_a_document_of_the_pack_takes_part_and_the_same_one_twice_does_not(office_page):
    bring(office_page, PLAN, "规划.txt")
    code = DocumentReading.objects.get().code
    page = office_page.get(f"{LIST}align/?upper=pack:plan&lower={code}").text
    assert "有任务无承诺" in page
    assert "请选两份以上" in office_page.get(f"{LIST}align/?upper={code}&lower={code}").text
    assert "请选两份以上" in office_page.get(f"{LIST}align/?upper={code}&lower=pack:nothing").text
    assert as_role("county").get(f"{LIST}align/").status_code == 403


def test_pasted_text_over_the_limit_gets_a_sentence_with_its_length(office_page, monkeypatch):
    form = office_page.get(LIST).text
    assert "maxlength" not in form.split('name="text"')[1].split(">")[0]
    answer = office_page.post(LIST, {"text": "推进城乡融合。" * 50_000, "title": "长文"})
    assert answer.status_code == 422
    assert "粘贴的文字有 350000 字，最多 300000 字" in answer.text
    huge = office_page.post(LIST, {"text": "推进城乡融合。" * 500_000, "title": "长文"})
    assert huge.status_code == 400
    assert "太大或不完整" in huge.text
