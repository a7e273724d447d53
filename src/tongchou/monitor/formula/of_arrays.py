"""Formulas over arrays, an entry a place; NaN stands for nothing."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

import numpy as np

from tongchou.monitor.formula.algebra import Algebra
from tongchou.monitor.notes import Reason


class _OfArrays(Algebra):
    def number(self, value: float) -> Any:
        return np.float64(value)

    def truth(self) -> Any:
        return np.True_

    def reason(self, reason: Reason) -> Any:
        return np.int16(reason)

    def pick(self, condition: Any, yes: Any, no: Any) -> Any:
        return np.where(condition, yes, no)

    def only(self, condition: Any, value: Any) -> Any:
        return np.where(condition, value, np.nan)

    def most(self, values: Sequence[Any]) -> Any:
        return reduce(np.maximum, values)

    def least(self, values: Sequence[Any]) -> Any:
        return reduce(np.minimum, values)

    def finite(self, value: Any) -> Any:
        return np.isfinite(value)

    def apply(self, function: str, value: Any) -> Any:
        return {"ln": np.log, "abs": np.abs, "sqrt": np.sqrt, "exp": np.exp}[function](value)


ARRAYS = _OfArrays()
"""Formulas over arrays."""
