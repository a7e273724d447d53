"""Numbers that may stand alone or in arrays, and the compiler for loops over them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
"""Numbers of any shape; NaN is a missing one."""
Numbers = float | Array
"""One number or many."""
_WORTH_WAKING = 1_000_000
"""Cells from which a second core saves more than waking it costs, which on a busy machine is milliseconds a call."""
Function = TypeVar("Function", bound=Callable[..., Any])


def array(values: ArrayLike) -> Array:
    """Return numbers as an array; every bit pattern of NaN (R's NA among them) and ``None`` become plain NaN.

    The input is copied where a cell is missing and left alone otherwise.

    >>> array([1, None])
    array([ 1., nan])
    """
    numbers = np.asarray(values, dtype=np.float64)
    missing = np.isnan(numbers)
    return np.where(missing, np.nan, numbers) if missing.any() else numbers


def alone(values: Array) -> Numbers:
    """Return the number itself where an array has no dimension left, the array otherwise.

    >>> alone(np.asarray(2.5))
    2.5
    """
    return float(values) if values.ndim == 0 else values


def kernel(function: Function) -> Function:
    """Compile a loop over rows for all cores; results do not depend on how many there are.

    Small arrays run on one core: waking another costs more than it brings.
    """
    compiled = numba.njit(parallel=True, cache=True, nogil=True, error_model="numpy")(function)

    @wraps(function)
    def run(*args: Any) -> Any:
        threads = numba.get_num_threads()
        if _cells(args) < _WORTH_WAKING:
            numba.set_num_threads(1)
        try:
            return compiled(*args)
        finally:
            numba.set_num_threads(threads)

    return cast(Function, run)


def _cells(args: tuple[Any, ...]) -> int:
    return sum(_cells(arg) if isinstance(arg, tuple) else getattr(arg, "size", 0) for arg in args)


def routine(function: Function) -> Function:
    """Compile a loop for one core, to be called from a :func:`kernel`."""
    return cast(Function, numba.njit(cache=True, nogil=True, inline="always", error_model="numpy")(function))


@kernel
def holds_infinite(values: Array) -> bool:
    """Whether any of a flat array of numbers is infinite."""
    found = 0
    for i in numba.prange(values.size):
        found += np.isinf(values[i])
    return found > 0
