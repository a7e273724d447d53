"""The list of plan conflicts, unit by unit, ready to be signed: totals, the map, a table and a signing line each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from tongchou.onemap.conflicts import Conflict
from tongchou.onemap.studies import ConflictStudy
from tongchou.report.decisions import numeral
from tongchou.report.model import Block, Document, Heading, Number, Picture, Table, paragraph, table
from tongchou.terms import share_out

_HEAD = ("编号", "地区", "规划与用途", "面积（亩）", "期限", "处理意见（由单位填写）")
_MU = Fraction(2000, 3)
"""Square metres of a mu."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Who issues the list and when, what to call the units, and whether the layers are invented."""

    issuer: str
    date: str
    units: Mapping[str, str]
    synthetic: bool = False


def conflict_list(study: ConflictStudy, picture: Picture, signing: Signing) -> Document:
    """Return the conflicts of a study as a document with a part for every unit that leads a settlement.

    Areas are shown in mu to two decimals that add up to the whole by largest remainders.
    """
    waiting = [conflict for conflict in study.ledger if conflict.closed is None]
    mu = _in_mu(waiting)
    blocks: list[Block] = [Heading(1, "一、总体情况"), *_overview(study, waiting, mu), picture]
    blocks += [_kinds(waiting, mu)] if waiting else []
    for number, (lead, own) in enumerate(_grouped(waiting, lambda each: each.patch.rule.lead).items(), start=2):
        unit = signing.units.get(lead, lead)
        blocks += [Heading(1, f"{numeral(number)}、{unit}"), *_part(unit, own, mu, signing, study.names)]
    version = (
        f"共 {len(waiting)} 处；面积按 CGCS2000 椭球面计算；处理情况以再次上传图层后的量算为准，不以书面答复为准。"
    )
    title = "规划冲突图斑清单"
    return Document(title, signing.issuer, signing.date, tuple(blocks), version, synthetic=signing.synthetic)


def _grouped(conflicts: Sequence[Conflict], key: Callable[[Conflict], str]) -> dict[str, list[Conflict]]:
    groups: dict[str, list[Conflict]] = {}
    for conflict in conflicts:
        groups.setdefault(key(conflict), []).append(conflict)
    return groups


def _overview(study: ConflictStudy, waiting: Sequence[Conflict], mu: Mapping[str, Decimal]) -> Sequence[Block]:
    plans = "、".join(plan.name for plan in study.plans)
    if not waiting:
        return (paragraph(f"比对了{plans}，没有待解决的冲突。"),)
    noise = [patch for patch in study.patches if patch.noise]
    count, places = Number(f"{len(waiting)}"), Number(f"{len({conflict.patch.place for conflict in waiting})}")
    whole, slivers = Number(f"{sum(mu.values()):,.2f}"), Number(f"{sum(patch.area for patch in noise):,.1f}")
    twice = " 亩（同一块地与几个规划冲突的，按每对规划各计一次）。"
    said = paragraph(f"比对了{plans}。待解决的冲突 ", count, " 处，涉及 ", places, " 个地区，面积合计 ", whole, twice)
    apart = "另有数字化误差图斑 ", Number(f"{len(noise)}"), " 个，合计 ", slivers, " 平方米，单独列计，不作冲突处理。"
    unverified = sorted({each.patch.rule.kind for each in waiting if not each.patch.rule.verified})
    doubt = f"以下规则的依据尚未核实，签署前请先核对：{'、'.join(unverified)}。"
    return (said, paragraph(*apart), *([paragraph(doubt)] if unverified else []))


def _kinds(waiting: Sequence[Conflict], mu: Mapping[str, Decimal]) -> Table:
    rows = [
        (kind, Number(f"{own[0].patch.rule.severity}"), Number(f"{len(own)}"), Number(f"{_sum(own, mu):,.2f}"))
        for kind, own in _grouped(waiting, lambda each: each.patch.rule.kind).items()
    ]
    return table("各类冲突", ("冲突类型", "严重程度", "处数", "面积（亩）"), rows, name="各类冲突")


def _part(
    unit: str, own: Sequence[Conflict], mu: Mapping[str, Decimal], signing: Signing, names: Mapping[str, str]
) -> Sequence[Block]:
    partners = dict.fromkeys(code for conflict in own for code in conflict.patch.rule.partners)
    joined = "、".join(signing.units.get(code, code) for code in partners)
    lead = f"牵头单位：{unit}" + (f"；配合单位：{joined}" if joined else "") + "。共 "
    said = paragraph(lead, Number(f"{len(own)}"), " 处，", Number(f"{_sum(own, mu):,.2f}"), " 亩。")
    tables = [
        table(
            f"{kind}（{len(some)} 处）",
            _HEAD,
            [_row(each, mu[each.code], names) for each in some],
            note=_advice(some[0].patch.rule.gives_way),
            name=kind,
        )
        for kind, some in _grouped(own, lambda each: each.patch.rule.kind).items()
    ]
    signed = paragraph("单位意见：　　　　　　　　　　　　签字（盖章）：　　　　　　　　年　　月　　日")
    return (said, *tables, signed)


def _sum(conflicts: Sequence[Conflict], mu: Mapping[str, Decimal]) -> Decimal:
    return sum((mu[conflict.code] for conflict in conflicts), Decimal(0))


def _row(conflict: Conflict, mu: Decimal, names: Mapping[str, str]) -> tuple[str | Number, ...]:
    patch = conflict.patch
    sides = [f"{name}（{'、'.join(uses) or '界外'}）" for name, uses in zip(patch.plans, patch.uses, strict=True)]
    place = names.get(patch.place, patch.place) or "界外"
    return (conflict.code, place, "—".join(sides), Number(f"{mu:,.2f}"), f"{conflict.deadline:%Y.%m.%d}", "")


def _advice(gives_way: str) -> str:
    return f"默认建议：{gives_way}调整；另有意见的请填写。" if gives_way else "由双方协商。"


def _in_mu(ledger: Sequence[Conflict]) -> dict[str, Decimal]:
    """Return each area in mu to two decimals; what is shown adds up to the rounded whole."""
    areas = {conflict.code: Fraction(conflict.patch.area) for conflict in ledger}
    if not areas:
        return {}
    whole = round(sum(areas.values()) / _MU * 100)
    return {code: Decimal(part) / 100 for code, part in share_out(whole, areas).items()}
