r"""What is unusual in short series: three tests that can fire on five figures, and why each did.

The z-score of a figure among n, itself included, never exceeds :math:`\sqrt{n-1}` (Samuelson 1968; Shiffler 1988), so
that a threshold t asks for :math:`n \ge t^2 + 1` figures: ten yearly figures for t = 3. The tests here leave the tested
figure out of what it is held against, or use medians.

>>> classic_bound(3.0)
10
>>> import numpy as np
>>> years = np.array([[100.0, 104.0, 103.0, 107.0, 160.0]])
>>> leave_one_out(years).fires.tolist(), trend(years).fires.tolist()
([True], [True])
"""

from tongchou.monitor.outliers.left_out import classic_bound, leave_one_out
from tongchou.monitor.outliers.model import Verdicts
from tongchou.monitor.outliers.peers import peers
from tongchou.monitor.outliers.robust import trend

__all__ = ["Verdicts", "classic_bound", "leave_one_out", "peers", "trend"]
