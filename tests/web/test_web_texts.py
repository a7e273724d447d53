"""Every text of a template stands in both languages."""

import re
from pathlib import Path

import pytest

import tongchou.web

WEB = Path(tongchou.web.__file__).parent
TEMPLATES = sorted(path for path in WEB.rglob("*.html") if "templates" in path.parts)
SAY = re.compile(r"""\{%\s*say\s+(?P<zh>"[^"]*"|'[^']*')\s+(?P<en>"[^"]*"|'[^']*')""")
CHINESE = re.compile("[一-鿿]")
FORBIDDEN = re.compile(r"""\sstyle=|\son\w+=["']|<style|<script(?! type="(?:module" src=|application/json">))""")
LITERAL = ("中文", "登录名", "姓名", "角色", "方案", "地区", "单位", "不适用", "无")
"""Words that stand in a file or are typed into a cell as they are, whatever the language of the page."""
TYPED = {"decisions/templates/decisions/cell.html": "是否"}
"""What a cell of a template takes as it is typed."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_chinese_stands_only_inside_say_and_never_in_its_english(path):
    text = path.read_text(encoding="utf-8")
    assert [said["en"] for said in SAY.finditer(text) if CHINESE.search(_plain(said["en"]))] == []
    rest = _plain(SAY.sub("", text)).replace(TYPED.get(path.relative_to(WEB).as_posix(), "中文"), "")
    assert CHINESE.findall(rest) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(WEB).as_posix())
def test_no_template_carries_a_style_or_a_script_the_policy_would_stop(path):
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(r"""\sstyle=|\son\w+=["']|<style|<script(?! type="(?:module" src=|application/json">))""", text)
        == []
    )


def _plain(text):
    return re.sub("|".join(LITERAL), "", text)
