"""Scorecards in a report: one table of results, one of points lost, for the last period of each scheme."""

from collections.abc import Iterator

from tongchou.assess import Assessment, Scorecard
from tongchou.loop import Run
from tongchou.report.model import Block, Heading, Number, paragraph, table
from tongchou.terms import Period

_MOST_LOSSES = 20


def score_blocks(run: Run) -> Iterator[Block]:
    """Yield the blocks of every scheme of a run, for the last period it was scored in."""
    latest: dict[str, tuple[str, Assessment]] = {}
    for (code, period), assessment in run.assessments.items():
        latest[code] = max(latest.get(code, ("", assessment)), (period, assessment), key=lambda one: one[0])
    for number, (period, assessment) in enumerate(latest.values(), 1):
        if len(latest) > 1:
            yield Heading(2, f"（{_NUMERALS[number - 1]}）{assessment.scheme.title.zh}")
        yield from _of(run, period, assessment)


_NUMERALS = "一二三四五六七八九十"


def _of(run: Run, period: str, assessment: Assessment) -> Iterator[Block]:
    cards = sorted(assessment.cards(), key=lambda card: (card.rank == 0, card.rank))
    judged = [card for card in cards if card.rank]
    title = assessment.scheme.title.zh
    waiting = f"，{len(cards) - len(judged)} 个单位因已定分值不足暂不排名" if len(judged) < len(cards) else ""
    yield paragraph(f"按《{title}》对{Period.parse(period).say()}进行考核，共 {len(cards)} 个单位{waiting}。")
    head = (
        "位次",
        "单位",
        *(area.name for area in assessment.scheme.areas),
        "加分",
        "扣分",
        "总分",
        "等次",
        "已定分值",
    )
    note = "含虚构的数据或评分，仅供演示，不代表真实考核结果。" if run.invented(assessment.scheme.code, period) else ""
    yield table(f"{title}成绩", head, [_row(run, period, card) for card in cards], note, "考核成绩")
    if losses := _losses(run, judged):
        yield table("失分最多的考核项", ("单位", "考核项", "满分", "失分", "原因"), losses, name="失分项")


def _row(run: Run, period: str, card: Scorecard) -> tuple[str | Number, ...]:
    def score(value: float | None) -> str | Number:
        key = f"score:{card.scheme.code}@{card.unit}@{period}"
        return "—" if value is None else Number(f"{value:.2f}", key)

    return (
        str(card.rank or "—"),
        run.called(card.unit).zh,
        *(score(area.points) for area in card.areas),
        score(card.bonus),
        score(card.deductions),
        score(card.total if card.rank else None),
        card.tier.zh if card.tier else "—",
        f"{card.measured:.0%}",
    )


def _losses(run: Run, cards: list[Scorecard]) -> list[tuple[str, ...]]:
    lost = [(item.lost, card, item) for card in cards for area in card.areas for item in area.items if item.lost > 0]
    worst = sorted(lost, key=lambda one: -one[0])[:_MOST_LOSSES]
    return [
        (run.called(card.unit).zh, item.words.zh, f"{item.full:g}", f"{points:.2f}", item.reason.zh)
        for points, card, item in worst
    ]
