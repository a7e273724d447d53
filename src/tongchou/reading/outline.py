"""The heading tree of a document, and its paragraphs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tongchou.reading.lexicon import expressions

_NUMERAL = "[一二三四五六七八九十]"
_FAMILIES = (
    ("chapter", re.compile(rf"第{_NUMERAL}{{1,3}}[编章节部]分?[ ：、]*")),
    ("clause", re.compile(rf"{_NUMERAL}{{1,3}}[、.．](?!{_NUMERAL}{{1,2}}[、产次])")),
    ("bracket", re.compile(rf"\({_NUMERAL}{{1,3}}\)、?")),
    ("digit", re.compile(r"\d{1,2}(?:[.．、](?!\d)|(?=[^\d.．、，。%年月日\-—至个万亿元号次条米亩公平/:：+)]{4}) )")),
    ("inner", re.compile(r"\(\d{1,2}\)|[①②③④⑤⑥⑦⑧⑨⑩]")),
    ("dash", re.compile(r"(?:——|--|—|●|■|◆|★|▲)")),
    ("box", re.compile(r"专栏\s*\d{1,2}[ ：:]*")),
    ("nth", re.compile(f"第{_NUMERAL}{{1,2}}[，、](?!第?{_NUMERAL}{{0,2}}、?产业)")),
    ("ordinal", re.compile("[一二三四五六七八九]是")),
)
_SAID = ("nth", "ordinal")
"""Families of what is said rather than written: their headings are sentences with more behind them."""
_ARTICLE = re.compile(rf"第{_NUMERAL}{{1,4}}条[ ：]*")
_PLAIN = re.compile(
    r"(20\d\d年|20[Xx]{2}年|今年|上半年|下半年|明年)?(主要|重点|总体|基本|下一步|下步|下阶段)?(工作)?"
    "(回顾|总结|目标|目标任务|任务|安排|打算|要求|思路|措施|指导思想|基本原则|组织保障|保障措施|工作要求|工作目标|重点工作|工作职责|主要职责|成员单位|"
    "工作规则|实施步骤|考核内容|考核办法|考核对象|结果运用|奖惩办法|附则)"
)
_LONGEST_PLAIN = 16
_ANSWERING = re.compile("(\\([^()]{2,160}\\)|【[^【】]{2,160}】|\\[[^\\[\\]]{2,160}\\])")
_FIRST = re.compile(r"[^。：]*")
_FIGURE = re.compile(r"\d+(\.\d+)?(%|[万亿]|元|人|户|亩|公里|吨|个|家|项|分)")
_LONGEST, _LONGEST_RUN_IN, _LONGEST_ORDINAL, _SHORTEST_SAID = 60, 48, 20, 4
_SENTENCE_END = ("。", "；", "，", "、", "！", "？", "：")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading by its place in the clean text; ``line_end`` is where the text of its first paragraph begins."""

    family: str
    level: int
    number: str
    start: int
    text_start: int
    end: int
    parent: int | None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph ``[start, end)`` under a heading (its index, ``None`` before the first)."""

    start: int
    end: int
    head: int | None


@dataclass(frozen=True, slots=True)
class Outline:
    """Headings and paragraphs in the order of the text."""

    heads: tuple[Head, ...]
    paragraphs: tuple[Paragraph, ...]

    def path(self, index: int | None) -> Iterator[int]:
        """Yield a heading and those above it, nearest first."""
        while index is not None:
            yield index
            index = self.heads[index].parent


def outline(text: str) -> Outline:
    """Read headings and paragraphs out of a text in one shape (:func:`tongchou.reading.view.view`)."""
    heads: list[Head] = []
    paragraphs: list[Paragraph] = []
    stack: list[int] = []
    lines = list(_lines(text))
    for index, (start, end) in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else (0, 0)
        found = _heading(text, start, end, _is_numbered(text[slice(*following)]))
        if found is not None and found.family == "box" and re.search(r"[|\t]", text[slice(*following)]):
            found = None  # the caption of a table
        body_start = start + _number_length(text[start:end])
        if found is not None:
            heads.append(_placed(found, heads, stack))
            body_start = found.end
            if found.family in _SAID and text.startswith("要", found.text_start):  # 二是要……: a heading that orders
                paragraphs.append(Paragraph(found.text_start, found.end, stack[-1]))
        body = _trimmed(text, body_start, end)
        if body is not None:
            paragraphs.append(Paragraph(*body, stack[-1] if stack else None))
    return Outline(tuple(heads), tuple(paragraphs))


def _number_length(line: str) -> int:
    for _, pattern in _FAMILIES[:-1]:
        number = pattern.match(line)
        if number:
            return number.end()
    article = _ARTICLE.match(line)
    return article.end() if article else 0


def _is_numbered(line: str) -> bool:
    """Whether a line begins with a number of its own, or is none."""
    return not line or _number_length(line) > 0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield start, start + len(bare)
        at += len(line) + 1


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in "。： ；":
        start += 1
    return (start, end) if start < end else None


def _heading(text: str, start: int, end: int, bodiless: bool) -> Head | None:
    line = text[start:end]
    if _is_plain(line) and start > 0 and not bodiless:
        return Head("plain", 0, "", start, start, end, None)
    for family, pattern in _FAMILIES:
        number = pattern.match(line)
        if number:
            rest = line[number.end() :]
            length = _heading_length(family, rest)
            if length is None or (bodiless and length + 1 >= len(rest) and rest.endswith("。")):
                return None
            text_start = start + number.end()
            return Head(family, 0, number[0].strip(), start, text_start, text_start + length, None)
    return None


def _is_plain(line: str) -> bool:
    """Whether a line without number is by its words the heading of a section."""
    return (
        len(line) <= _LONGEST_PLAIN
        and not re.search("[，。；：、|《]|通知|意见$|报告$", line)
        and bool(_PLAIN.fullmatch(line))
    )


def _heading_length(family: str, rest: str) -> int | None:
    """Return how many characters of a numbered line are its heading; ``None`` where it is no heading."""
    first = _FIRST.match(rest)
    size = first.end() if first else 0
    bare = rest[:size].strip()
    whole = size >= len(rest.rstrip("。：; "))
    if not bare or _figure_line(family, bare) or "|" in rest or "\t" in rest:
        return None
    if family in _SAID:
        return size if _opens_ordinal(rest, size, bare) else None
    if whole or _ANSWERING.fullmatch(rest[size:].strip("。 ")):
        return _whole(family, rest[:size] + "。" if not whole else rest, size, bare)
    if len(bare) > _LONGEST_RUN_IN or "；" in bare or (rest[size] == "：" and len(bare) > 16):
        return None
    return size


def _whole(family: str, rest: str, size: int, bare: str) -> int | None:
    ended = rest.rstrip().endswith(_SENTENCE_END)
    if len(bare) > _LONGEST or "；" in bare:
        return None
    if ended and (family in ("digit", "inner", "dash") or len(bare) > 24 or "，" in bare):
        return None
    return size


def _figure_line(family: str, bare: str) -> bool:
    if re.match(r"(19|20)\d\d年\d{1,2}月\d{1,2}日", bare):
        return True
    return (
        bool(_FIGURE.search(bare))
        and (family not in ("chapter", "clause") or "，" in bare)
        and not re.fullmatch(r".{2,24}\(\d+分\)", bare)
    )


def _opens_ordinal(rest: str, size: int, bare: str) -> bool:
    """Whether 一是…… is a heading: it ends in a full stop and more follows; one that does not order is short."""
    longest = _LONGEST if bare.startswith("要") else _LONGEST_ORDINAL
    fits = _SHORTEST_SAID <= len(bare) <= longest
    return rest[size : size + 1] in ("。", "") and fits and _has_sentences(rest[size:])


def _has_sentences(rest: str) -> bool:
    return rest.count("。") >= 2 or not rest.strip("。")


def _placed(found: Head, heads: list[Head], stack: list[int]) -> Head:
    families = [heads[index].family for index in stack]
    if found.family in families:
        del stack[families.index(found.family) :]
    parent = stack[-1] if stack else None
    stack.append(len(heads))
    return Head(found.family, len(stack), found.number, found.start, found.text_start, found.end, parent)


@cache
def section_kind(path_text: str) -> str:
    """Return what a section under these headings (nearest first, one a line) is for: goal, principle, past or plan.

    >>> section_kind("发展目标"), section_kind("2022年工作回顾")
    ('goal', 'past')
    """
    for heading in path_text.split("\n"):
        for kind in ("principle", "past", "goal", "plan"):
            if expressions(f"{kind}_heads").search(heading):
                return kind
    return ""
