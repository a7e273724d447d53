"""Numbers that may stand alone or in arrays, and the compiler for loops over them."""

import os
from collections.abc import Callable
from functools import wraps
from types import FunctionType
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
_woken: set[int] = set()
"""The processes, this one or those it was forked from, in which other cores were woken."""
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

    Small arrays run on one core: waking another costs more than it brings. So does everything in a process that was
    forked from one whose cores were awake: there the threads are gone, and a loop given to them would end the process
    or leave its arrays as they were.
    """
    together = numba.njit(parallel=True, cache=True, nogil=True, error_model="numpy")(function)
    by_itself = numba.njit(cache=True, nogil=True, error_model="numpy")(_twin(function))

    @wraps(function)
    def run(*args: Any) -> Any:
        if _cells(args) < _WORTH_WAKING or not _may_wake():
            return by_itself(*args)
        _woken.add(os.getpid())
        return together(*args)

    return cast(Function, run)


def _twin(function: Function) -> Function:
    """Return the same function under another name, which the compiler's cache tells it apart by."""
    twin = FunctionType(function.__code__, function.__globals__, function.__name__)
    twin.__qualname__ = f"{function.__qualname__}_by_itself"
    return cast(Function, twin)


def _may_wake() -> bool:
    return not _woken or os.getpid() in _woken


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
