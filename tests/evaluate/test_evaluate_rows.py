"""``tongchou evaluate``: each way that a spec may ask for to prepare, weigh and aggregate, beside its arithmetic."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import linprog

from tongchou.evaluate.spec import read_spec, rows, run_spec, stage
from tongchou.terms import Refusal

X = np.array([[30.0, 80.0, 45.0], [60.0, 20.0, 50.0], [45.0, 45.0, 90.0], [80.0, 60.0, 10.0], [20.0, 30.0, 70.0]])
WEIGHTS = np.array([0.5, 0.3, 0.2])
SPEC = """
structure:
  - {code: index}
  - {code: a, parent: index, weight: 50, low: 0, high: 100}
  - {code: b, parent: index, weight: 30, low: 0, high: 100}
  - {code: c, parent: index, weight: 20, low: 0, high: 100}
"""


def outcome(folder, more="", table=X, spec=SPEC):
    lines = ["unit,a,b,c", *(f"u{k}," + ",".join(map(str, row)) for k, row in enumerate(table))]
    (folder / "t.csv").write_text("\n".join(lines), encoding="utf-8")
    (folder / "s.yaml").write_text(spec + more, encoding="utf-8")
    return run_spec(folder / "t.csv", read_spec(folder / "s.yaml"))


def scores(folder, *given, **named):
    return outcome(folder, *given, **named).composite.score()[0]


def test_a_denominator_divides_and_its_scale_multiplies(tmp_path):
    spec = SPEC.replace("{code: a, parent: index", "{code: a, parent: index, denominator: {column: b, scale: 10}")
    assert_allclose(outcome(tmp_path, spec=spec).prepared.raw[0, :, 0], X[:, 0] / X[:, 1] * 10)


@pytest.mark.parametrize(
    ("otherwise", "bent"),
    [
        ("log", lambda x: np.log(x - x.min() + 0.01 * np.ptp(x))),
        ("{otherwise}, power: 0.5", lambda x: (np.sqrt(x - x.min() + 1) - 1) / 0.5),
        ("none", lambda x: x),
    ],
)
def test_what_winsorising_cannot_mend_is_bent_as_the_spec_says(tmp_path, otherwise, bent):
    heavy = np.column_stack([np.append(np.arange(1.0, 60.0), [1e3, 2e3, 4e3]), *np.tile(np.arange(62.0), (2, 1))])
    how = otherwise.format(otherwise="box-cox")
    done = outcome(tmp_path, f"treat: {{points: 1, otherwise: {how}}}", heavy)
    assert_allclose(done.prepared.values[0, :, 0], bent(heavy[:, 0]))
    assert_allclose(done.prepared.raw[0], heavy)
    assert_allclose(done.prepared.values[0, :, 1], heavy[:, 1])


def test_winsorised_cells_are_flagged_with_their_raw_value(tmp_path):
    tall = np.column_stack([np.append(np.arange(1.0, 31.0), 200.0), *np.tile(np.arange(31.0), (2, 1))])
    flags = rows(stage(outcome(tmp_path, "treat: {}", tall), "flags"))
    assert [(f["unit"], f["how"], f["raw"], f["value"]) for f in flags] == [("u30", "winsorised", 200, 30)]


def test_mpi_and_ampi_from_the_raw_data(tmp_path):
    z = 100 + 10 * (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)
    mpi = "normalise: {method: mpi}\naggregate: {default: {method: penalised}}\nweights: {method: equal}"
    mean, spread = z.mean(axis=1), z.std(axis=1)
    assert_allclose(scores(tmp_path, mpi), mean - spread**2 / mean)
    half = np.ptp(X, axis=0) / 2
    z = 60 * (X - (X.mean(axis=0) - half)) / (2 * half) + 70
    mean, spread = z.mean(axis=1), z.std(axis=1, ddof=1)
    ampi = mpi.replace("method: mpi", "method: ampi").replace("penalised", "penalised, sign: 1, ddof: 1")
    assert_allclose(scores(tmp_path, ampi), mean + spread**2 / mean)


def test_topsis_by_its_textbook(tmp_path):
    v = WEIGHTS * X / np.sqrt((X**2).sum(axis=0))
    near, far = (np.sqrt(((v - end) ** 2).sum(axis=1)) for end in (v.max(axis=0), v.min(axis=0)))
    more = "normalise: {method: vector}\naggregate: {default: {method: topsis}}"
    assert_allclose(scores(tmp_path, more), far / (near + far))


def test_copeland_by_every_pair(tmp_path):
    beats = ((X[:, None] > X) * WEIGHTS).sum(axis=-1) + ((X[:, None] == X) * WEIGHTS).sum(axis=-1) / 2
    wins = (beats > 0.5 + 1e-12).sum(axis=1) - (beats < 0.5 - 1e-12).sum(axis=1)
    assert_allclose(scores(tmp_path, "aggregate: {default: {method: copeland}}"), wins)


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.15, 0.6)])
def test_benefit_of_the_doubt_is_the_linear_programme_of_each_unit(tmp_path, low, high):
    def best(y):
        shares = [row for k in range(3) for row in (low * y - y * np.eye(3)[k], y * np.eye(3)[k] - high * y)]
        return -linprog(-y, A_ub=np.vstack([X, shares]), b_ub=[1] * 5 + [0] * 6).fun

    more = f"aggregate: {{default: {{method: benefit-of-doubt, share_low: {low}, share_high: {high}}}}}"
    assert_allclose(scores(tmp_path, more), [100 * best(y) for y in X], atol=1e-6)


def test_judgements_weigh_by_the_principal_eigenvector_and_are_refused_when_they_contradict(tmp_path):
    matrix = np.array([[1, 2, 5], [1 / 2, 1, 3], [1 / 5, 1 / 3, 1]])
    values, vectors = np.linalg.eig(matrix)
    vector = np.abs(vectors[:, np.argmax(values.real)].real)
    text = "weights: {{method: judgements, judgements: {{index: {}}}}}"
    found = rows(stage(outcome(tmp_path, text.format("[[1, 2, 5], [1/2, 1, 3], [1/5, 1/3, 1]]")), "weights"))
    assert_allclose([row["share"] for row in found[1:]], vector / vector.sum())
    with pytest.raises(Refusal, match=r"evaluate\.weights\.inconsistent"):
        outcome(tmp_path, text.format("[[1, 9, 1/9], [1/9, 1, 9], [9, 1/9, 1]]"))


@pytest.mark.parametrize("method", ["entropy", "critic", "standard-deviation"])
def test_weights_from_data_by_their_formula(tmp_path, method):
    z = (X - X.min(axis=0)) / np.ptp(X, axis=0) * 100
    p = z / z.sum(axis=0)
    spread = z.std(axis=0, ddof=1)
    raw = {
        "entropy": 1 + np.where(p > 0, p * np.log(np.where(p > 0, p, 1)), 0).sum(axis=0) / np.log(len(z)),
        "critic": spread * (1 - np.corrcoef(z.T)).sum(axis=0),
        "standard-deviation": spread,
    }[method]
    found = outcome(tmp_path, f"normalise: {{method: min-max}}\nweights: {{method: {method}}}")
    assert_allclose([found.tree.node(code).weight for code in "abc"], raw / raw.sum())


def test_ranks_and_percentiles_as_scales(tmp_path):
    for method, expected in (("rank", [2, 4, 3, 5, 1]), ("percentile", [25, 75, 50, 100, 0])):
        found = outcome(tmp_path, f"normalise: {{method: {method}}}").scaled.values[0, :, 0]
        assert_allclose(found, expected)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [("period", [[0, 100], [0, 100]]), ("pooled", [[0, 100 / 3], [200 / 3, 100]])],
)
def test_bounds_of_each_year_hide_a_rise_that_pooled_ones_show(tmp_path, scope, expected):
    (tmp_path / "t.csv").write_text("unit,year,a\nx,2014,10\ny,2014,20\nx,2015,30\ny,2015,40\n")
    (tmp_path / "s.yaml").write_text(
        "table: {period: year}\nstructure: [{code: index}, {code: a, parent: index}]\n"
        f"normalise: {{method: min-max, scope: {scope}}}\n"
    )
    assert_allclose(run_spec(tmp_path / "t.csv", read_spec(tmp_path / "s.yaml")).composite.score(), expected)


def test_labels_follow_limits_of_a_stated_version(tmp_path):
    table = np.array([[75.0] * 3, [74.9] * 3, [60.0] * 3, [10.0] * 3])
    bands = "bands: {{limits: [75, 60], labels: [good, fair, poor], closed: {}, version: '2014'}}"
    for closed, expected in (("true", ["good", "fair", "fair", "poor"]), ("false", ["fair", "fair", "poor", "poor"])):
        found = rows(stage(outcome(tmp_path, bands.format(closed), table), "results"))
        assert [row["label"] for row in found] == expected


def test_tails_leave_the_extremes_outside_the_bounds(tmp_path):
    table = np.column_stack([np.arange(0.0, 101.0)] * 3)
    done = outcome(tmp_path, "normalise: {method: min-max, tails: [0.1, 0.9]}", table)
    assert_allclose(done.scaled.worst[0], [10, 10, 10])
    assert_allclose(done.scaled.uncapped[0, [0, 50, 100], 0], [-12.5, 50, 112.5])
    assert_allclose(done.scaled.values[0, [0, 50, 100], 0], [0, 50, 100])
