"""A run as plain files: every table as CSV, and what it was made from."""

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

from tongchou.loop.explaining import versions
from tongchou.loop.intervals import RankSpread
from tongchou.loop.model import Board, Run

FIGURES = ("kind", "code", "place", "place_name", "period", "value", "state", "why", "unit", "marks", "rank")
STANDINGS = (
    "target", "indicator", "place", "target_period", "period", "value", "goal", "planned", "realization", "uncapped",
    "schedule", "light",
)  # fmt: skip

INTERVALS = (
    "law", "place", "place_name", "period", "score_low", "score_median", "score_high", "rank", "rank_low",
    "rank_median", "rank_high", "places", "first", "top", "above_next", "distinguishable",
)  # fmt: skip


def write_run(run: Run, folder: Path) -> list[Path]:
    """Write ``figures.csv``, ``standings.csv``, ``intervals.csv``, ``problems.csv``, ``run.json``; return their paths.

    What the models answer to the pack's questions stands in ``decide/``, a JSON file each.

    Numbers are written in full precision; a missing one leaves its cell empty and its state says why.
    """
    folder.mkdir(parents=True, exist_ok=True)
    about = {"name": run.pack.manifest.name.zh, "synthetic": run.pack.manifest.synthetic, **versions(run)}
    (folder / "run.json").write_text(json.dumps(about, ensure_ascii=False, indent=2), encoding="utf-8")
    problems = [(problem.severity, problem.code, problem.where.say(), problem.sentence()) for problem in run.problems]
    return [
        folder / "run.json",
        _write(folder / "figures.csv", FIGURES, _figures(run)),
        _write(folder / "standings.csv", STANDINGS, _standings(run)),
        _write(folder / "intervals.csv", INTERVALS, _intervals(run)),
        _write(folder / "problems.csv", ("severity", "code", "where", "sentence"), problems),
        *_answers(run, folder / "decide"),
    ]


def _answers(run: Run, folder: Path) -> Iterator[Path]:
    """What the models answer to the pack's questions, a JSON file each."""
    for asked in run.asked.values():
        if asked.result is not None:
            folder.mkdir(exist_ok=True)
            path, plain = folder / f"{asked.question.code}.json", asked.result.plain()
            path.write_text(json.dumps(plain, ensure_ascii=False, indent=2), encoding="utf-8")
            yield path


def _write(path: Path, head: Sequence[str], rows: Iterator[Sequence[object]] | Sequence[Sequence[object]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(head)
        writer.writerows(rows)
    return path


def _figures(run: Run) -> Iterator[Sequence[object]]:
    for board in (run.elements, run.indicators, run.realizations, run.index):
        if board is not None:
            yield from _of(run, board)


def _of(run: Run, board: Board) -> Iterator[Sequence[object]]:
    for code in board.codes:
        for place in board.cube.places:
            for period in run.periods:
                figure = board.figure(code, place, period.code)
                rank = run.rank(code, place, period.code) if board is run.index else None
                marks = ";".join(words.en for words in figure.marks.words)
                yield (
                    board.kind, code, place, run.tree[place].name, period.code, figure.value, figure.state, figure.why,
                    figure.unit, marks, rank,
                )  # fmt: skip


def _standings(run: Run) -> Iterator[Sequence[object]]:
    for one in run.standings:
        target = one.target
        yield (
            target.code, target.indicator, target.place, target.period.code, one.period, one.figure.value, target.value,
            one.planned, one.realization, one.uncapped, one.schedule, one.light,
        )  # fmt: skip


def _intervals(run: Run) -> Iterator[Sequence[object]]:
    for law, held in run.intervals.items():
        for (place, period), one in held.items():
            ranks = _rank_cells(one.rank) if one.rank else ("",) * 9
            yield (law, place, run.tree[place].name, period, *astuple(one.score), *ranks)


def _rank_cells(one: RankSpread) -> Sequence[object]:
    above = "" if one.above_next is None else one.above_next
    return (one.nominal, *astuple(one.ranks), one.places, one.first, one.top, above, one.distinguishable)
