"""Registers leave the office hashed or masked, through the command."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from tongchou.cli import main

ONE, OTHER = "11010519491231002X", "510502199001011234"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "jobs.csv"
    path.write_text(f"姓名,身份证号\n甲,{ONE}\n乙,{OTHER}\n甲, {ONE.lower()}\n丙,\n", "utf-8-sig")
    return path


def run(*words: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["conceal", *map(str, words)])
    return done.exit_code, done.output


def cells(path: Path) -> list[str]:
    return [line.split(",")[1] for line in path.read_text("utf-8-sig").splitlines()[1:]]


def test_one_person_has_one_hash_under_one_key_and_the_key_is_the_owners(table: Path, tmp_path: Path) -> None:
    out, key = tmp_path / "out.csv", tmp_path / "office.key"
    assert run(table, "--column", "身份证号", "--key", key, "--out", out)[0] == 0
    first = cells(out)
    assert all(re.fullmatch(r"[0-9a-f]{64}", cell) for cell in first[:3])
    assert first[0] == first[2] != first[1]
    assert first[3] == ""
    assert key.stat().st_mode & 0o077 == 0
    run(table, "--column", "身份证号", "--key", key, "--out", out)
    assert cells(out) == first
    run(table, "--column", "身份证号", "--key", tmp_path / "other.key", "--out", out)
    assert cells(out)[0] != first[0]
    assert ONE not in out.read_text("utf-8-sig")


def test_masked_shows_division_and_last_character(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run(table, "--column", "身份证号", "--mask", "--out", out)[0] == 0
    assert cells(out)[:2] == ["110105***********X", "510502***********4"]


def test_a_column_there_is_none_of_or_two_ways_at_once_are_refused(table: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    code, said = run(table, "--column", "证件号", "--mask", "--out", out)
    assert code == 1
    assert "表里没有列“证件号”。有：姓名、身份证号" in said
    assert not out.exists()
    assert run(table, "--column", "身份证号", "--out", out)[0] == 2
