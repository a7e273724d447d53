"""Figures unlike their own past or their peers, one hit a cell, with every test that fired and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks.frame import Frame
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.formula import say_number
from tongchou.monitor.outliers import Verdicts, leave_one_out, peers, trend
from tongchou.monitor.outliers.model import Numbers
from tongchou.terms import Period, Words

RULE = "unusual"
_NAMES = {
    "leave_one_out": Words("与本地其他各期不符", "unlike its own other periods"),
    "trend": Words("偏离本地的稳健趋势", "off its own robust trend"),
    "peers": Words("与同期其他地区的变动不符", "unlike the change of its peers"),
}


@dataclass(frozen=True, slots=True)
class Looking:
    """How far back to look and how many tests have to agree.

    :param periods: how many earlier periods.
    :param agree: from how many tests on a hit has to be explained; fewer give a hint.
    """

    periods: int = 7
    agree: int = 2


def unusual(frame: Frame, looking: Looking | None = None) -> tuple[Hit, ...]:
    """Return a hit for every cell that at least one of the three tests finds unusual."""
    how = looking or Looking()
    return tuple(hit for period in frame.periods for hit in _of_period(frame, period, how))


def _of_period(frame: Frame, period: Period, how: Looking) -> Iterator[Hit]:
    held = {element: tuple(column) for (when, element), column in frame.asked.items() if when == period}
    series = _series(frame, held, period, how.periods)
    if series.shape[1] < 2:
        return
    keys = [CellKey(place, period, element) for element, places in held.items() for place in places]
    tests = {"leave_one_out": leave_one_out(series), "trend": trend(series), "peers": _peers(series, held)}
    fires = np.stack([verdicts.fires for verdicts in tests.values()])
    for at in np.flatnonzero(fires.any(axis=0)):
        fired = [(name, verdicts, int(at)) for name, verdicts in tests.items() if verdicts.fires[at]]
        yield _hit(frame, keys[at], fired, how)


def _series(frame: Frame, held: Mapping[str, Sequence[str]], period: Period, back: int) -> Numbers:
    """Return cells x periods, the one asked last; periods at the front nobody has a figure in are left out."""
    periods = [period.shift(-count) for count in range(back, -1, -1)]
    blocks = [
        np.array([[cell.value for cell in frame.look(places, when, element)] for when in periods], np.float64).T
        for element, places in held.items()
    ]
    numbers = np.concatenate(blocks)
    first = next((n for n in range(back) if not np.isnan(numbers[:, n]).all()), back)
    return numbers[:, first:]


def _peers(series: Numbers, held: Mapping[str, Sequence[str]]) -> Verdicts:
    """Judge each element's places among themselves."""
    bounds = np.cumsum([len(places) for places in held.values()])[:-1]
    parts = [peers(rows[:, -1], rows[:, -2]) for rows in np.split(series, bounds)]
    joined = ([getattr(part, name) for part in parts] for name in ("fires", "expected", "score", "limits"))
    return Verdicts(*(np.concatenate(each) for each in joined))


def _hit(frame: Frame, key: CellKey, fired: Sequence[tuple[str, Verdicts, int]], how: Looking) -> Hit:
    weight = Weight.EXPLAIN if len(fired) >= how.agree else Weight.HINT
    value = say_number(frame.cell(key).value or 0.0)
    name = frame.element_name(key.element)
    reasons = list(_reasons(fired))
    zh = "；".join(one.zh for one in reasons)
    en = "; ".join(one.en for one in reasons)
    sentence = frame.speak((key.place,), key.period, f"{name} {value}，{zh}。", f"{name} {value}: {en}.")
    allowed = "、".join(_round(verdicts.expected[at]) for _, verdicts, at in fired)
    return Hit(RULE, weight, (key,), value, allowed, sentence, frame.owners.get(key.place, ""))


def _reasons(fired: Sequence[tuple[str, Verdicts, int]]) -> Iterator[Words]:
    for name, verdicts, at in fired:
        expected, score, limit = (_round(each[at]) for each in (verdicts.expected, verdicts.score, verdicts.limits))
        words = _NAMES[name]
        yield Words(
            f"{words.zh}（预期约 {expected}，得分 {score} 大于 {limit}）",
            f"{words.en} (about {expected} expected, score {score} above {limit})",
        )


def _round(value: float) -> str:
    return say_number(float(f"{value:.3g}"))
