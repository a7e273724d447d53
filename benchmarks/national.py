"""A synthetic nation through the ordinary engine, beside code written by hand for the same result, in one run.

40,000 towns in 3,000 counties, 340 prefectures and 31 provinces report 100 elements in 20 periods, 3 % missing: some
78 million figures in Parquet. All of them roll up, give 73 indicators, their realization, a weighted index and ranks
by level and period. Every contender runs in a process of its own and must give the same totals.

Run: python benchmarks/national.py [--periods 20] [--towns 40000]
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage

import duckdb
import narwhals as nw
import numpy as np
import polars as pl

from tongchou.engine import open_engine
from tongchou.evaluate import Direction, IndexTree, evaluate, ranks, realization
from tongchou.monitor import Facts, Tree, compute, read_system, roll_up
from tongchou.packs.rows import Element, Indicator
from tongchou.terms import Period

ELEMENTS = [f"e{number:03d}" for number in range(100)]
RATIOS = [(f"i{number:02d}", ELEMENTS[number], ELEMENTS[99 - number]) for number in range(73)]
LOWER = {code for number, (code, _, _) in enumerate(RATIOS) if number % 3 == 0}
WEIGHTS = {code: 1.0 + number % 5 for number, (code, _, _) in enumerate(RATIOS)}
TARGET, CAP = 110.0, 120.0
SIZES = (1, 31, 340, 3000)
Totals = dict[str, float]


def levels(towns: int) -> list[list[str]]:
    sizes = [min(size, towns) for size in SIZES] + [towns]
    return [[f"{level}{number:08d}" for number in range(size)] for level, size in enumerate(sizes)]


def parents(towns: int) -> dict[str, str]:
    tree = dict.fromkeys(levels(towns)[0], "")
    for above, below in pairwise(levels(towns)):
        tree |= {place: above[number * len(above) // len(below)] for number, place in enumerate(below)}
    return tree


def generate(folder: Path, towns: int, periods: int) -> None:
    places, elements = np.array(levels(towns)[-1]), np.array(ELEMENTS)
    for period in range(periods):
        random = np.random.default_rng(period)
        there = random.random((towns, len(elements))) > 0.03
        place, element = np.nonzero(there)
        figures = {
            "place": pl.Series(places)[place],
            "element": pl.Series(elements)[element],
            "value": random.integers(1, 5000, len(place)).astype(float),
        }
        part = folder / f"period={2001 + period}"
        part.mkdir(parents=True)
        pl.DataFrame(figures).write_parquet(part / "0.parquet", compression="zstd")


def totals(scores: Iterator[tuple[np.ndarray, np.ndarray]]) -> Totals:
    """Return count, sum of scores, sum of ranks and the best nation of (scores, ranks) a period and level."""
    found = {"count": 0, "scores": 0.0, "ranks": 0, "best": 0.0}
    for score, rank in scores:
        found["count"] += int(np.count_nonzero(~np.isnan(score)))
        found["scores"] += float(np.nansum(score))
        found["ranks"] += int(np.nansum(rank))
        found["best"] = max(found["best"], float(score[0])) if len(score) == 1 else found["best"]
    return found


def ordinary(folder: Path, towns: int, backend: str) -> Totals:
    """The rooms as anybody would call them, one period at a time."""
    engine, tree = open_engine(backend), Tree(parents(towns))
    elements = [Element(code=code, name=code, unit="个") for code in ELEMENTS]
    formulas = {code: f"{one} / {two} * 100" for code, one, two in RATIOS}
    system = read_system([Indicator(code=c, name=c, unit="%", formula=f) for c, f in formulas.items()], elements)
    rows = [{"code": "index"}, *({"code": c, "parent": "index", "weight": w} for c, w in WEIGHTS.items())]
    index = IndexTree.from_rows(rows, rescale=True)
    starts = np.cumsum([0, *(len(level) for level in tree.generations)])

    def scores() -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for part in sorted(folder.iterdir()):
            period = Period.parse(part.name.partition("=")[2])
            frame = engine.parquet(part / "0.parquet").with_columns(period=nw.lit(period.code))
            panel = roll_up(engine, Facts(frame, (period,)), tree, elements, [period])
            values = compute(panel, system).cube.values[:, 0, :]
            degrees = [
                realization.ratio(values[:, i], TARGET, Direction.LESS if code in LOWER else Direction.MORE)
                for i, code in enumerate(index.leaves)
            ]
            score = evaluate(index, np.minimum(np.column_stack(degrees), CAP)).score()
            for first, last in pairwise(starts):
                yield score[first:last], ranks.competition(score[first:last])

    return totals(scores())


def wide_by_hand(towns: int, paths: list[Path]) -> list[pl.LazyFrame]:
    place, element = pl.Enum(levels(towns)[-1]), pl.Enum(ELEMENTS)
    long = pl.scan_parquet(paths, hive_partitioning=True)
    long = long.with_columns(pl.col("place").cast(place), pl.col("element").cast(element))
    sums = [pl.col("value").filter(pl.col("element") == code).first().alias(code) for code in ELEMENTS]
    level = long.group_by("period", "place").agg(sums).collect(engine="streaming")
    tree = pl.DataFrame({"place": list(parents(towns)), "parent": list(parents(towns).values())})
    frames = [level.with_columns(pl.col("place").cast(pl.String))]
    for _ in SIZES:
        above = frames[-1].join(tree, on="place").group_by("period", "parent").agg(pl.col(*ELEMENTS).sum())
        frames.append(above.rename({"parent": "place"}))
    return [frame.lazy().with_columns(level=pl.lit(number)) for number, frame in enumerate(frames)]


def polars_by_hand(folder: Path, towns: int, paths: list[Path] | None = None) -> Totals:
    """Polars, written for this one result: filtered sums in one grouping, all periods at once, streaming."""
    frame = pl.concat(wide_by_hand(towns, paths or [folder]))
    values = {code: pl.col(one) / pl.when(pl.col(two) != 0).then(pl.col(two)) * 100 for code, one, two in RATIOS}
    degrees = [
        (TARGET / value if code in LOWER else value / TARGET).mul(100).clip(upper_bound=CAP).alias(code)
        for code, value in values.items()
    ]
    weights = [pl.when(pl.col(code).is_not_null()).then(weight) for code, weight in WEIGHTS.items()]
    score = pl.sum_horizontal([pl.col(c) * w for c, w in WEIGHTS.items()]) / pl.sum_horizontal(weights)
    rank = pl.col("score").rank("min", descending=True).cast(pl.Int64).over("level", "period").alias("rank")
    scored = frame.select("level", "period", *degrees).select("level", "period", score.alias("score"))
    sums = [
        pl.col("score").count().alias("count"),
        pl.col("score").sum().alias("scores"),
        pl.col("rank").sum().alias("ranks"),
    ]
    best = pl.col("score").filter(pl.col("level") == len(SIZES)).max().alias("best")
    found: Totals = scored.with_columns(rank).select(*sums, best).collect().row(0, named=True)
    return found


def polars_by_period(folder: Path, towns: int) -> Totals:
    """The same by hand, one period at a time."""
    found = [polars_by_hand(folder, towns, [part / "0.parquet"]) for part in sorted(folder.iterdir())]
    best = max(each["best"] for each in found)
    return {name: sum(each[name] for each in found) for name in ("count", "scores", "ranks")} | {"best": best}


def duckdb_by_hand(folder: Path, towns: int) -> Totals:
    """DuckDB, written for this one result: long joins with the table of indicators, one period at a time."""
    connection = duckdb.connect()
    tree = pl.DataFrame({"place": list(parents(towns)), "parent": list(parents(towns).values())})  # noqa: F841 (SQL)
    ratios = pl.DataFrame(  # noqa: F841 (SQL)
        [(c, one, two, c in LOWER, WEIGHTS[c]) for c, one, two in RATIOS],
        schema=["code", "one", "two", "lower", "weight"],
        orient="row",
    )
    connection.sql("CREATE TABLE tree AS FROM tree; CREATE TABLE ratios AS FROM ratios")
    found = {"count": 0, "scores": 0.0, "ranks": 0, "best": 0.0}
    for part in sorted(folder.iterdir()):
        connection.sql(f"CREATE OR REPLACE TABLE l0 AS SELECT place, element, value v FROM '{part}/0.parquet'")
        for level in range(len(SIZES)):
            connection.sql(
                f"CREATE OR REPLACE TABLE l{level + 1} AS SELECT parent place, element, sum(v) v"
                f" FROM l{level} JOIN tree USING (place) GROUP BY ALL"
            )
        union = " UNION ALL ".join(f"SELECT {level} AS level, * FROM l{level}" for level in range(len(SIZES) + 1))
        count, scores, rank_sum, best = connection.sql(f"""
            WITH cells AS ({union}), degrees AS (
              SELECT a.level, a.place, r.weight,
                least({CAP}, 100 * CASE WHEN r.lower THEN {TARGET} / (100 * a.v / nullif(b.v, 0))
                                        ELSE 100 * a.v / nullif(b.v, 0) / {TARGET} END) AS degree
              FROM ratios r JOIN cells a ON a.element = r.one JOIN cells b
                ON b.element = r.two AND b.place = a.place AND b.level = a.level),
            scored AS (SELECT level, place, sum(degree * weight) / sum(weight) AS score FROM degrees
                       WHERE degree IS NOT NULL GROUP BY ALL),
            ranked AS (SELECT *, rank() OVER (PARTITION BY level ORDER BY score DESC) AS r FROM scored)
            SELECT count(score), sum(score), sum(r), max(CASE WHEN level = {len(SIZES)} THEN score END) FROM ranked
        """).fetchone()
        found["count"] += count
        found["scores"] += scores
        found["ranks"] += int(rank_sum)
        found["best"] = max(found["best"], best)
    return found


def floor(folder: Path, _: int) -> Totals:
    """Reading every column of the Parquet once, and nothing else."""
    for part in sorted(folder.iterdir()):
        pl.scan_parquet(part / "0.parquet").collect()
    return {}


CONTENDERS: dict[str, Callable[[Path, int], Totals]] = {
    "floor: read the Parquet once": floor,
    "Polars by hand, all at once, streaming": polars_by_hand,
    "Polars by hand, period by period": polars_by_period,
    "DuckDB by hand, period by period": duckdb_by_hand,
    "ordinary engine on Polars": lambda folder, towns: ordinary(folder, towns, "polars"),
    "ordinary engine on DuckDB": lambda folder, towns: ordinary(folder, towns, "duckdb"),
}


def measure(name: str, folder: Path, towns: int) -> dict[str, float]:
    """Run one contender here and return wall and CPU seconds, peak memory in GB, and its totals; imports excluded."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = CONTENDERS[name](folder, towns)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"wall": wall, "cpu": cpu, "memory": getrusage(RUSAGE_SELF).ru_maxrss / 1e6, **found}


def run_alone(name: str, folder: Path, towns: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--alone", name, "--folder", str(folder), "--towns", str(towns)]
    found: dict[str, float] = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    return found


def compare(folder: Path, towns: int) -> None:
    found = {}
    for name in CONTENDERS:
        found[name] = run_alone(name, folder, towns)
        print(f"{name:40} {found[name]['wall']:7.1f} s wall {found[name]['cpu']:7.1f} s CPU"
              f" {found[name]['memory']:6.2f} GB", flush=True)  # fmt: skip
    lowest = found.pop("floor: read the Parquet once")
    first = next(iter(found.values()))
    for name, each in found.items():
        same = all(np.isclose(each[key], first[key], rtol=1e-9) for key in ("count", "scores", "ranks", "best"))
        if not same:
            raise SystemExit(f"{name} gives other totals: {each} against {first}")
    ours = found["ordinary engine on Polars"]
    print(
        f"{first['count']:.0f} scored place-periods, sum of scores {first['scores']:.4f}, of ranks {first['ranks']:.0f}"
    )
    for clock in ("wall", "cpu"):
        hand = min(each[clock] for name, each in found.items() if "hand" in name)
        ratios = f"{ours[clock] / hand:.2f} of the fastest by hand, {ours[clock] / lowest[clock]:.1f} of the floor"
        print(f"ordinary engine, {clock}: {ratios}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--towns", type=int, default=40_000)
    parser.add_argument("--periods", type=int, default=20)
    parser.add_argument("--alone", choices=CONTENDERS)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.alone:
        print(json.dumps(measure(given.alone, given.folder, given.towns)))
        return
    if given.folder:
        generate(given.folder, given.towns, given.periods)
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "nation"
        make = [sys.executable, __file__, "--folder", str(folder), "--towns", str(given.towns)]
        subprocess.run([*make, "--periods", str(given.periods)], check=True)  # apart: a child inherits our peak memory
        size = sum(file.stat().st_size for file in folder.glob("*/*.parquet")) / 1e6
        print(f"{given.towns} towns, {given.periods} periods, {size:.0f} MB of Parquet")
        compare(folder, given.towns)


if __name__ == "__main__":
    main()
