"""From figures to the tones of a choropleth: by quantiles, or by the stages of a scheme; missing is a tone of its own.

>>> from tongchou.loop.model import Figure, Key, Kind
>>> def of(place, value):
...     return Figure(Key(Kind.INDEX, "index", place, "2024"), value, State.of(value), decimals=1)
>>> found = shade([of("a", 10.0), of("b", 20.0), of("c", 30.0), of("d", None)], quantiles(2))
>>> [(step.low, step.high, step.count) for step in found.steps], found.tones["d"]
([('10.0', '10.0', 1), ('20.0', '30.0', 2)], -1)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tongchou.evaluate import Bands
from tongchou.loop.model import Figure, Mark
from tongchou.packs.scheme import Scheme, Tier
from tongchou.terms import State, Words

TONES = 6
"""How many tones the palette has; a scheme with more stages shares the last."""

Limits = Callable[[Sequence[float]], "Limit"]
"""Values in, the lower limits of all tones but the first out, with a word for every tone where there are words."""


@dataclass(frozen=True, slots=True)
class Limit:
    """Lower limits of the second and further tones, rising, and the words of all tones (none: the numbers say it)."""

    limits: tuple[float, ...]
    words: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One tone of the legend: its number, the least and the greatest value it holds as printed, how many places."""

    tone: int
    low: str
    high: str
    count: int
    words: Words | None = None


@dataclass(frozen=True, slots=True)
class Shading:
    """The tone of every place (-1: no figure), the legend, and how many have none or are invented."""

    figures: tuple[Figure, ...]
    tones: dict[str, int]
    steps: tuple[Step, ...]
    missing: int
    synthetic: int


def quantiles(count: int = 5) -> Limits:
    """Return classes of as equal a number of places as ties allow."""

    def limits(values: Sequence[float]) -> Limit:
        cuts = np.quantile(np.array(values), np.arange(1, count) / count, method="higher")
        return Limit(tuple(sorted({float(cut) for cut in cuts if cut > min(values)})))

    return limits


def stages(scheme: Scheme) -> Limits | None:
    """Return the classes of a scheme's stages, else of its tiers, where all have thresholds; ``None`` where not."""
    for tiers in (scheme.stages, scheme.tiers):
        if len(tiers) > 1 and all(_threshold(tier) is not None for tier in tiers[:-1]):
            rising = tuple(reversed(tiers))
            found = Limit(
                tuple(_threshold(tier) or 0.0 for tier in rising[1:]),
                tuple(Words(tier.name, tier.name_en) for tier in rising),
            )
            return lambda _values: found
    return None


def _threshold(tier: Tier) -> float | None:
    found = tier.at_least if tier.at_least is not None else tier.above
    return None if found is None else float(found)


def shade(figures: Sequence[Figure], by: Limits) -> Shading:
    """Return the tones of figures; places without a number get none."""
    there = [figure for figure in figures if figure.value is not None]
    limit = by([float(figure.value or 0) for figure in there]) if there else Limit(())
    bands = Bands(tuple(reversed(limit.limits)), tuple(map(str, reversed(range(len(limit.limits) + 1)))))
    groups: dict[int, list[Figure]] = {number: [] for number in range(len(limit.limits) + 1)}
    for figure in there:
        groups[int(bands.label(float(figure.value or 0)))].append(figure)
    tones = {one.key.place: tone(number, len(groups)) for number, members in groups.items() for one in members}
    steps = tuple(_step(number, members, limit) for number, members in groups.items() if there)
    absent = {figure.key.place: -1 for figure in figures if figure.value is None}
    invented = sum(Mark.SYNTHETIC in figure.marks for figure in there)
    return Shading(tuple(figures), tones | absent, steps, len(absent), invented)


def tone(number: int, classes: int) -> int:
    """Return the tone of a class, counted from the lowest: few classes are spread over the palette.

    >>> [tone(number, 3) for number in range(3)], [tone(number, 7) for number in range(7)]
    ([0, 2, 4], [0, 1, 2, 3, 4, 5, 5])
    """
    if classes >= TONES:
        return min(number, TONES - 1)
    return round(number * (TONES - 2) / max(classes - 1, 1))


def _step(number: int, members: Sequence[Figure], limit: Limit) -> Step:
    words = limit.words[number] if limit.words else None
    shown = tone(number, len(limit.limits) + 1)
    if not members:
        return Step(shown, "", "", 0, words)
    ranked = sorted(members, key=lambda one: one.value or 0.0)
    return Step(shown, ranked[0].text, ranked[-1].text, len(members), words)


def change(before: Figure | None, after: Figure) -> Figure:
    """Return the change from one figure to another as a figure, missing where either has no number."""
    if before is None or before.value is None or after.value is None:
        return replace(after, value=None, state=State.MISSING)
    return replace(after, value=after.value - before.value, state=State.of(after.value - before.value))
