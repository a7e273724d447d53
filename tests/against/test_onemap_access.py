"""Floating catchments beside the package ``access`` 1.1.10 (PySAL), run once on this table; its figures are facts here.

Twelve places, five facilities, minutes 1-59. ``access`` stops its rational agents after a fixed number of moves, short
of rest, so that its costs are compared to 3 %; the law of rest itself is tested by hand elsewhere.
"""

import numpy as np
import pytest
from scipy.sparse import csr_array

from tongchou.onemap.services import rational, stepped, three_step, two_step, within

PEOPLE = np.array([703.0, 824, 120, 827, 521, 563, 667, 357, 981, 148, 350, 445])
SUPPLY = np.array([12.0, 9, 4, 2, 2])
MINUTES = csr_array(
    np.array(
        [
            [3, 9, 59, 12, 39], [45, 14, 17, 26, 16], [58, 11, 53, 48, 50], [7, 24, 38, 30, 40], [40, 40, 4, 57, 33],
            [54, 17, 22, 52, 12], [4, 23, 41, 8, 52], [21, 14, 33, 53, 53], [52, 19, 2, 46, 42], [46, 1, 3, 30, 20],
            [26, 55, 12, 32, 20], [18, 48, 10, 19, 8],
        ],
        dtype=float,
    )
)  # fmt: skip
STEPS = stepped(((10, 1.0), (20, 0.68), (30, 0.22)))
PUBLISHED = {
    "2sfca": [0.005870667, 0.004189718, 0.001734104, 0.005870667, 0.001043841, 0.003636314, 0.005870667, 0.005317263,
              0.002777945, 0.004189718, 0.00548537, 0.006038773],
    "e2sfca": [0.008147208, 0.003892916, 0.001965141, 0.005394003, 0.001325741, 0.003044388, 0.006240257, 0.002959439,
               0.003290882, 0.005241926, 0.002683386, 0.006294996],
    "3sfca": [0.007039038, 0.002795511, 0.004999707, 0.007158577, 0.002536989, 0.003218486, 0.006258208, 0.004302974,
              0.003533803, 0.004011879, 0.002030757, 0.003623817],
}  # fmt: skip
RAAM = [0.966580602, 1.232592125, 1.17486252, 1.030810022, 1.352633467, 1.279982477, 0.987204273, 1.22486252,
        1.315293084, 1.008195853, 1.354254307, 1.215770294]  # fmt: skip
OURS = {
    "2sfca": lambda: two_step(MINUTES, PEOPLE, SUPPLY, within(30)),
    "e2sfca": lambda: two_step(MINUTES, PEOPLE, SUPPLY, STEPS),
    "3sfca": lambda: three_step(MINUTES, PEOPLE, SUPPLY, STEPS),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_each_method_agrees_with_the_peer(name):
    assert OURS[name]() == pytest.approx(PUBLISHED[name], abs=1e-9)


def test_rational_agents_come_near_the_peer_and_nearer_to_rest():
    found = rational(MINUTES, PEOPLE, SUPPLY, 60.0)
    assert found.cost == pytest.approx(RAAM, rel=0.03)
    assert found.served.sum() == pytest.approx(PEOPLE.sum())
    assert found.unrest < 1e-4
