"""All checks of a frame in one call: rules, figures unlike their past or peers, signs of copying."""

from collections.abc import Iterable, Mapping

from tongchou.monitor.checks.applying import check
from tongchou.monitor.checks.frame import Frame
from tongchou.monitor.checks.model import Hit, Weight
from tongchou.monitor.checks.padding import padding
from tongchou.monitor.checks.rules import Rule
from tongchou.monitor.checks.unusual import unusual

_WEIGHTS = tuple(Weight)


def review(rules: Iterable[Rule], frame: Frame, thresholds: Mapping[str, float] | None = None) -> tuple[Hit, ...]:
    """Return everything the checks find in a frame, what must be mended first.

    :param thresholds: by element, the figure from which something is gained.
    """
    hits = (*check(rules, frame), *unusual(frame), *padding(frame, thresholds))
    return tuple(sorted(hits, key=lambda hit: _WEIGHTS.index(hit.weight)))
