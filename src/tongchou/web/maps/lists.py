"""The list of conflicts to be signed: a section a unit, with what it must settle by when; Word, web page, Excel."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tongchou.report import Document, Heading, paragraph, table
from tongchou.report.model import Block
from tongchou.web.maps.models import Study
from tongchou.web.programme import Programme

HEAD = ("编号", "冲突类型", "地区", "规划一（用途）", "规划二（用途）", "面积（亩）", "默认调整", "配合单位", "期限")
CLOSED_HEAD = ("编号", "冲突类型", "地区", "原面积（平方米）", "销号日期")


def open_lines(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the conflicts that are not settled."""
    return [line for line in result["conflicts"] if not line["closed"]]


def by_unit(lines: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return conflicts by the unit that leads, the gravest first."""
    units: dict[str, list[dict[str, Any]]] = {}
    for line in sorted(lines, key=lambda one: (-one["severity"], one["deadline"], one["code"])):
        units.setdefault(line["lead"], []).append(line)
    return units


def document(programme: Programme, study: Study, result: Mapping[str, Any]) -> Document:
    """Return the list to be signed."""
    lines = open_lines(result)
    day = study.answers["found"]
    return Document(
        title=f"{programme.words.zh}规划冲突清单",
        issuer=programme.city.name,
        date=day,
        blocks=tuple(_blocks(programme, result, lines)),
        version=f"{study.title} · {study.code} · {day}",
        synthetic=programme.run.pack.manifest.synthetic,
    )


def _blocks(programme: Programme, result: Mapping[str, Any], lines: list[dict[str, Any]]) -> Iterator[Block]:
    names = "、".join(one["name"] for one in result["plans"])
    noise, total = result["noise"], sum(float(line["mu"]) for line in lines)
    yield paragraph(
        f"对{names}逐图斑比对，按冲突规则查出尚未解决的冲突 {len(lines)} 处，合计 {total:.2f} 亩。"
        f"面积按 CGCS2000 椭球面量算。另有 {noise['count']} 处、{noise['area']:.2f} 平方米为数字化误差，只计不列。"
    )
    for unit, members in by_unit(lines).items():
        yield Heading(1, unit)
        mu = sum(float(line["mu"]) for line in members)
        yield paragraph(f"牵头处理 {len(members)} 处，合计 {mu:.2f} 亩。")
        yield table(f"{unit}牵头处理的冲突", HEAD, [_row(programme, line) for line in members], name=unit[:20])
        yield paragraph("负责人（签字）：____________　单位（盖章）：____________　日期：____________")
    if done := [line for line in result["conflicts"] if line["closed"]]:
        yield Heading(1, "重新量算后已销号")
        rows = [
            (line["code"], line["kind"][0], place_name(programme, line), f"{line['first']:.2f}", line["closed"])
            for line in done
        ]
        yield table("已销号的冲突", CLOSED_HEAD, rows, "以新图层量算为准，不以口头报告为准。", "已销号")


def _row(programme: Programme, line: dict[str, Any]) -> tuple[str, ...]:
    one, other = (f"{name}（{use or '—'}）" for name, use in zip(line["plans"], line["uses"], strict=True))
    partners = "、".join(line["partners"])
    return (line["code"], line["kind"][0], place_name(programme, line), one, other, line["mu"], line["gives_way"],
            partners, line["deadline"])  # fmt: skip


def place_name(programme: Programme, line: Mapping[str, Any]) -> str:
    """Return the name of a conflict's place with the one above it."""
    tree, code = programme.run.tree, line["place"]
    if code not in tree:
        return code or "界外"
    return "".join(tree[one].name for one in tree.path(code)[-2:] if one != programme.city.code)
