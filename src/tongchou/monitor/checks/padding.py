"""Signs of copied or padded figures, as hints for reviewers: they prove nothing and accuse nobody."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import floor

from scipy.special import bdtrc, chdtrc

from tongchou.monitor.cells import CellKey
from tongchou.monitor.checks.frame import Frame
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.formula import say_number
from tongchou.terms import Period

_ENOUGH = 50
"""From how many figures on the chi-square test is used: five expected of each digit."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """When to speak.

    :param places: from how many places on equal figures are told.
    :param digits: significant digits an equal figure has to have.
    :param columns: from how many columns on equal rows are told.
    :param chance: probability below which digits or steps are told.
    :param band: how far above and below a threshold is looked, as a share of it.
    """

    places: int = 3
    digits: int = 3
    columns: int = 3
    chance: float = 0.001
    band: float = 0.02


def padding(
    frame: Frame, thresholds: Mapping[str, float] | None = None, suspicion: Suspicion | None = None
) -> tuple[Hit, ...]:
    """Return every sign of copying or padding in a frame.

    :param thresholds: by element, the figure from which something is gained: a target, a class boundary.
    """
    when = suspicion or Suspicion()
    return (
        *same_figures(frame, when), *same_rows(frame, when), *last_digits(frame, when),
        *just_over(frame, thresholds or {}, when),
    )  # fmt: skip


def same_figures(frame: Frame, when: Suspicion) -> Iterator[Hit]:
    """Yield a hit where several places report the very same figure of enough digits."""
    for (period, element), numbers in _columns(frame).items():
        places: dict[float, list[str]] = {}
        for place, value in numbers.items():
            if _digits(value) >= when.digits:
                places.setdefault(value, []).append(place)
        for value, same in places.items():
            if len(same) >= when.places:
                name, number = frame.element_name(element), say_number(value)
                zh = f"{name}都是 {number}（{len(same)} 个地区），请核对是否照抄。"
                en = f"{name} is {number} in all {len(same)} of them; look whether it was copied."
                yield _hit(frame, "same-figures", [CellKey(place, period, element) for place in same], number, (zh, en))


def same_rows(frame: Frame, when: Suspicion) -> Iterator[Hit]:
    """Yield a hit where two places report the same whole row, or one repeats its own row of the period before."""
    rows = _rows(frame)
    alike: dict[tuple[object, ...], list[tuple[str, Period]]] = {}
    for (place, period), row in rows.items():
        if len(row) >= when.columns:
            alike.setdefault((period.code, *sorted(row.items())), []).append((place, period))
        if len(row) >= when.columns and _repeats(frame, place, period, row):
            keys = [CellKey(place, period, element) for element in row]
            zh, en = "整行与上期完全相同，请核对是否照抄上期。", "the whole row repeats the period before."
            yield _hit(frame, "same-as-before", keys, f"{len(row)} 项", (zh, en))
    for held in alike.values():
        if len(held) > 1:
            keys = [CellKey(place, period, element) for place, period in held for element in rows[place, period]]
            zh, en = "整行数据完全相同，请核对是否照抄。", "these whole rows are the same; look whether one was copied."
            yield _hit(frame, "same-rows", keys, f"{len(held)} 行", (zh, en))


def _repeats(frame: Frame, place: str, period: Period, row: Mapping[str, float]) -> bool:
    before = period.shift(-1)
    return all(frame.cell(CellKey(place, before, element)).value == value for element, value in row.items())


def last_digits(frame: Frame, when: Suspicion) -> Iterator[Hit]:
    """Yield a hit where the last digits of whole numbers of three digits and more are not evenly spread."""
    for (period, element), numbers in _columns(frame).items():
        digits = [int(value) % 10 for value in numbers.values() if value == floor(value) and abs(value) >= 100]
        chance = evenness(digits)
        if chance < when.chance:
            digit, count = Counter(digits).most_common(1)[0]
            name, found = frame.element_name(element), f"{count}/{len(digits)} 个以 {digit} 结尾"
            zh = f"{name}的末位数字分布异常：{found}（均匀时出现的概率 {chance:.1g}），可能是凑整或估数。"
            en = f"last digits of {name}: {count} of {len(digits)} end in {digit} (chance {chance:.1g})."
            yield _hit(frame, "last-digits", [CellKey(place, period, element) for place in numbers], found, (zh, en))


def evenness(digits: Iterable[int]) -> float:
    r"""Return the probability of last digits at least this uneven, were all ten equally likely.

    From 50 figures on Pearson's chi-square with nine degrees of freedom; below, exact and cautious: ten times the
    binomial probability that one given digit comes so often (Bonferroni). Last digits of real counts of several
    digits are nearly even (Mosimann, Wiseman and Edelman 1995).

    >>> evenness([0] * 12) < 1e-9, round(evenness(list(range(10)) * 6), 3)
    (True, 1.0)
    """
    counts = Counter(digits)
    total = counts.total()
    if total >= _ENOUGH:
        square = sum((counts[digit] - total / 10) ** 2 for digit in range(10)) / (total / 10)
        return float(chdtrc(9, square))
    most = max(counts.values(), default=0)
    return min(1.0, 10 * float(bdtrc(most - 1, total, 0.1))) if most > 1 else 1.0


def just_over(frame: Frame, thresholds: Mapping[str, float], when: Suspicion) -> Iterator[Hit]:
    """Yield a hit where far more figures stand just over a threshold than just under it."""
    for (period, element), numbers in _columns(frame).items():
        limit = thresholds.get(element)
        if limit is None:
            continue
        width = abs(limit) * when.band
        over = [place for place, value in numbers.items() if limit <= value < limit + width]
        under = sum(limit - width <= value < limit for value in numbers.values())
        chance = step_chance(len(over), under)
        if chance < when.chance:
            name, found = frame.element_name(element), f"{len(over)} : {under}"
            edge = say_number(limit)
            zh = f"{name}刚过 {edge} 的有 {len(over)} 个，刚好不到的 {under} 个（概率 {chance:.1g}），请核对。"
            en = f"{len(over)} stand just over {edge} of {name} and {under} just under ({chance:.1g})."
            yield _hit(frame, "just-over", [CellKey(place, period, element) for place in over], found, (zh, en))


def step_chance(over: int, under: int) -> float:
    """Return the probability of so many just over, were over and under equally likely: one-sided binomial, exact.

    >>> step_chance(8, 0), step_chance(3, 3) > 0.5
    (0.00390625, True)
    """
    return 1.0 if over == 0 else float(bdtrc(over - 1, over + under, 0.5))


def _columns(frame: Frame) -> dict[tuple[Period, str], dict[str, float]]:
    """Return the numbers of each element and period by place; zeros say nothing here."""
    return {
        key: {place: cell.value for place, cell in column.items() if cell.value} for key, column in frame.asked.items()
    }


def _rows(frame: Frame) -> dict[tuple[str, Period], dict[str, float]]:
    found: dict[tuple[str, Period], dict[str, float]] = {}
    for (period, element), numbers in _columns(frame).items():
        for place, value in numbers.items():
            found.setdefault((place, period), {})[element] = value
    return found


def _digits(value: float) -> int:
    return len(f"{abs(value):.12g}".replace(".", "").strip("0"))


def _hit(frame: Frame, rule: str, cells: list[CellKey], found: str, words: tuple[str, str]) -> Hit:
    places = list(dict.fromkeys(cell.place for cell in cells))
    told = places if len(places) <= 5 else [*places[:5], f"等 {len(places)} 个地区"]
    owners = {frame.owners.get(place, "") for place in places}
    owner = owners.pop() if len(owners) == 1 else ""
    sentence = frame.speak(told, cells[0].period, *words)
    return Hit(rule, Weight.HINT, tuple(cells), found, "", sentence, owner)
