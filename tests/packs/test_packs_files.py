"""Packs in: a whole one, one broken file per message, and what must hold for any text."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copytree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongchou.packs import Pack, load, parse_yaml, read
from tongchou.packs.case_file import Case
from tongchou.packs.diff import diff
from tongchou.packs.manifest import Manifest
from tongchou.packs.new import create
from tongchou.packs.scheme import Scheme
from tongchou.terms import AsOf, Refusal

BROKEN = sorted((Path(__file__).parent.parent / "broken" / "packs").iterdir())
LINES = {
    "pack.file.encoding": None,
    "pack.file.unknown": None,
    "pack.yaml.syntax": 2,
    "pack.yaml.duplicate-key": 4,
    "pack.key.unknown": 4,
    "pack.key.missing": 2,
    "pack.value.not-allowed": 3,
    "pack.csv.no-header": 1,
    "pack.csv.duplicate-column": 1,
    "pack.csv.ragged-row": 4,
    "pack.number.unit-in-cell": 2,
    "pack.code.duplicate": 4,
    "pack.code.unknown": 4,
    "pack.tree.cycle": 2,
    "pack.index.weights": 3,
    "pack.index.leaf-without-indicator": 3,
    "pack.empty": None,
    "pack.layer.no-file": 2,
    "pack.question.reference": 5,
}
"""The line of the broken file at which each problem must point."""


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A fresh example pack, as `tongchou new` writes it."""
    folder = tmp_path / "example"
    create(folder, "示例方案", "2026-01-01")
    return folder


def test_a_new_pack_is_whole(example: Path) -> None:
    pack = load(example)
    assert pack.code == "example"
    assert [place.code for place in pack.tables.places.rows] == ["990100", "990121", "990122"]
    assert pack.manifest.synthetic


def test_a_new_pack_does_not_overwrite(example: Path) -> None:
    with pytest.raises(Refusal, match=r"pack\.folder\.not-empty"):
        create(example, "再来一次", "2026-01-01")


@pytest.mark.parametrize("broken", BROKEN, ids=lambda path: path.name)
def test_each_broken_file_gives_its_message_at_its_line(example: Path, broken: Path) -> None:
    copytree(broken, example, dirs_exist_ok=True)
    problems = [problem for problem in read(example).problems if problem.code == broken.name]
    assert problems, f"{broken.name} was not reported: {read(example).problems}"
    assert problems[0].where.line == LINES[broken.name]
    assert problems[0].sentence("zh") != problems[0].sentence("en")
    with pytest.raises(Refusal):
        load(example)


def test_every_broken_message_is_listed() -> None:
    assert {path.name for path in BROKEN} == set(LINES)


def test_all_problems_come_in_one_pass(example: Path) -> None:
    for broken in ("pack.key.unknown", "pack.code.unknown", "pack.tree.cycle"):
        copytree(BROKEN[0].parent / broken, example, dirs_exist_ok=True)
    assert {problem.code for problem in read(example).problems} >= {
        "pack.key.unknown",
        "pack.code.unknown",
        "pack.tree.cycle",
    }


def test_the_near_code_is_offered(example: Path) -> None:
    copytree(BROKEN[0].parent / "pack.code.unknown", example, dirs_exist_ok=True)
    problem = next(p for p in read(example).problems if p.code == "pack.code.unknown")
    assert (problem.found, problem.where.key) == ("99010", "parent")
    assert "990100" in problem.allowed


def test_a_folder_without_head_is_no_pack(tmp_path: Path) -> None:
    assert [p.code for p in read(tmp_path).problems] == ["pack.folder.not-a-pack"]


def test_a_byte_order_mark_is_read_past(example: Path) -> None:
    path = example / "places.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load(example).tables.places.rows[0].code == "990100"


def test_full_width_digits_are_numbers(example: Path) -> None:
    path = example / "targets.csv"
    path.write_text(path.read_text("utf-8").replace("ge,60,", "ge,６０,"), encoding="utf-8")
    assert load(example).tables.targets.rows[0].value == Decimal(60)


def test_quoted_cells_may_hold_commas_and_line_breaks(example: Path) -> None:
    path = example / "clauses.csv"
    path.write_text('code,document,locator,summary\nplan-1,plan,"一、目标，\n（一）","甲,乙"\n', encoding="utf-8")
    clause = load(example).tables.clauses.rows[0]
    assert (clause.locator, clause.summary) == ("一、目标，\n（一）", "甲,乙")


def test_the_digest_follows_every_byte(example: Path) -> None:
    before = load(example).digest
    (example / "README.md").write_text("。", encoding="utf-8")
    assert load(example).digest != before


def test_diff_names_what_changed(example: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "example"
    copytree(example, other)
    (other / "targets.csv").write_text(
        (example / "targets.csv").read_text("utf-8").replace(",60,", ",61,")
        + "T2,urban_share,990121,2026,ge,55,%,plan-1\n",
        encoding="utf-8",
    )
    changes = diff(load(example), load(other))
    assert [(c.kind, c.file, c.key, c.field, c.before, c.after) for c in changes[:1]] == [
        ("changed", "targets.csv", "T1", "value", "60", "61")
    ]
    assert [(c.kind, c.key) for c in changes][1:] == [("added", "T2")]
    said = "indicator urban_share，place 990121，period 2026，value 55，unit %，clause plan-1"
    assert changes[1].after == said
    assert diff(load(example), load(example)) == []


SCHEME = """
code: yearly
title: {{zh: 年度考核}}
edition: "{edition}"
applies_to: {{level: county}}
areas:
  - code: A
    name: 甲
    points: {points}
    items: [{{code: A1, name: 甲一, points: {points}, scoring: {{rule: manual}}}}]
"""


def test_diff_tells_editions_of_one_scheme_apart(example: Path) -> None:
    # two editions of one code: a change of the older one is not hidden behind the newer one
    old, new, changed = (parse_yaml(SCHEME.format(edition=edition, points=points), Scheme)
                         for edition, points in (("2023", 10), ("2024", 20), ("2023", 15)))  # fmt: skip
    pack = load(example)
    both, other = replace(pack, schemes=(old, new)), replace(pack, schemes=(changed, new))
    assert {(one.file, one.key, one.kind) for one in diff(both, other)} == {("schemes", "yearly 2023", "changed")}
    assert [(one.key, one.kind) for one in diff(replace(pack, schemes=(old,)), both)] == [("yearly 2024", "added")]
    later = replace(pack, schemes=(new,))
    assert {(one.key, one.field) for one in diff(replace(pack, schemes=(old,)), later)} == {
        ("yearly", "edition"), ("yearly", "areas"),
    }  # fmt: skip


def test_parameters_are_dated_and_cited(example: Path) -> None:
    (example / "parameters").mkdir()
    (example / "parameters" / "ppp.yaml").write_text(
        "ppp.margin:\n  name: {zh: 利润率下限}\n  unit: '%'\n  reviewed: 2026-01-01\n  values:\n"
        "    - {value: 10, from: 2015-03-16, to: 2019-12-31, scope: '990100', source: 示例文〔2015〕7号}\n"
        "    - {steps: [[100, 100], [null, 50]], from: 2020-01-01, source: 示例文〔2020〕1号, verified: false}\n",
        encoding="utf-8",
    )
    book: Pack = load(example)
    found = book.parameters.value_at("ppp.margin", "990100", AsOf(date(2016, 1, 1)))
    assert (found.number, found.citation.document) == (Decimal(10), "示例文〔2015〕7号")
    later = book.parameters.value_at("ppp.margin", "990100", AsOf(date(2021, 1, 1)))
    assert later.scale.at(Decimal(101)) == 50
    assert [one.dated.citation.document for one in book.parameters.unverified()] == ["示例文〔2020〕1号"]
    with pytest.raises(Refusal, match=r"pack\.parameter\.unavailable"):
        book.parameters.value_at("ppp.margin", "990100", AsOf(date(2014, 1, 1)))


@pytest.mark.parametrize("text", ["a: &x [1]\nb: *x", "[" * 5000, "a: 2001-99-99", "? {a: 1}\n: 2", "\x00"])
def test_yaml_that_would_hurt_is_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"pack\.yaml\.syntax"):
        parse_yaml(text, Case)


@given(st.text(max_size=200))
def test_any_text_as_yaml_gives_a_model_or_a_refusal(text: str) -> None:
    try:
        found = parse_yaml(text, Case)
    except Refusal as refusal:
        said = [problem.say() for problem in refusal.problems]
    else:
        said = [found.name]
    assert all(said)
    assert said


@given(st.binary(max_size=300))
def test_any_bytes_as_table_give_rows_or_problems(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("fuzz") / "example"
    create(folder, "示例", "2026-01-01")
    (folder / "units.csv").write_bytes(data)
    reading = read(folder)
    assert reading.pack is not None
    assert data.strip() == b"" or reading.problems or reading.pack.tables.units.lines == ()


def test_the_head_names_every_field_it_lacks() -> None:
    with pytest.raises(Refusal) as refused:
        parse_yaml("format: tongchou-pack/2\ncode: x\n", Manifest, "pack.yaml")
    said = [(p.code, p.where.key or p.found) for p in refused.value.problems]
    assert ("pack.value.not-allowed", "format") in said
    assert {p.found for p in refused.value.problems if p.code == "pack.key.missing"} == {
        "name", "about", "city", "edition", "plan", "periods", "as_of", "reviewed",
    }  # fmt: skip


def test_a_cell_without_end_is_named_and_not_a_trace(example: Path) -> None:
    (example / "units.csv").write_text(
        "code,name,kind\na,甲,department\nb," + "乙" * 200_000 + ",office\n", encoding="utf-8"
    )
    problems = read(example).problems
    assert [(p.code, p.where.line) for p in problems] == [("pack.csv.unreadable", 3)]
