"""A server forks its workers after runs were computed: what they compute must not depend on it."""

import subprocess
import sys

FORKED = """
import os, sys
import numpy as np
from tongchou.evaluate import IndexTree, evaluate, uncertainty
from tongchou.evaluate.draws import scattered
from tongchou.evaluate.normalise import Bounds, goalposts

tree = IndexTree.from_rows([{"code": "index"}, {"code": "a", "parent": "index"}, {"code": "b", "parent": "index"}])
large = np.tile([[80.0, 60.0]], (600_000, 1))

def right():
    small = evaluate(tree, [[80.0, 60.0], [np.nan, 50.0]]).score().tolist() == [70.0, 50.0]
    many = bool((evaluate(tree, large).score() == 70.0).all())
    scaled = bool((goalposts(large, Bounds.of([0.0, 0.0], [100.0, 100.0])) == large).all())
    ranks = uncertainty.simulate(tree, [np.array([[90.0, 80.0], [60.0, 61.0]])], scattered(tree, 50, 1)).ranks
    return small and many and scaled and ranks.tolist() == [[1, 2]] * 50

assert right()
child = os.fork()
if child == 0:
    os._exit(0 if right() else 3)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_forked_process_computes_what_its_parent_does():
    done = subprocess.run([sys.executable, "-c", FORKED], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
