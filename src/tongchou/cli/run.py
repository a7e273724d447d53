"""``tongchou run`` and ``explain``: the loop over a pack, and why a figure is what it is."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from tongchou.cli.show import as_json, print_json, print_problems, print_table
from tongchou.engine import open_engine
from tongchou.loop import Key, Run, judge, versions
from tongchou.loop import explain as explain_figure
from tongchou.loop import run as run_loop
from tongchou.loop.export import write_run
from tongchou.loop.plain import card_as_data
from tongchou.loop.scoring import latest
from tongchou.packs import load
from tongchou.terms import AsOf

pack_argument = click.argument("pack", type=click.Path(exists=True, path_type=Path))
day = click.DateTime(["%Y-%m-%d"])


def dated(command: Any) -> Any:
    """Give a command the options that choose the two dates and the engine."""
    for option in (
        click.option("--engine", default="polars", help="polars, duckdb or pyspark:MASTER."),
        click.option("--known-on", type=day, help="Leave out what became known after this day."),
        click.option("--as-of", type=day, help="Look from this day (default: the pack's own)."),
    ):
        command = option(command)
    return command


def run_pack(pack: Path, as_of: datetime | None, known_on: datetime | None, engine: str) -> Run:
    """Load a pack and run it for two dates."""
    with Console(stderr=True).status(f"正在运算 {pack.name} …"):
        found = load(pack)
        true_on = as_of.date() if as_of else found.manifest.as_of
        return run_loop(found, AsOf(true_on, known_on.date() if known_on else None), open_engine(engine))


@click.command()
@pack_argument
@click.option("--out", type=click.Path(path_type=Path), help="Folder for every table as CSV and the run as JSON.")
@dated
@as_json
@click.pass_context
def run(ctx: click.Context, /, pack: Path, out: Path | None, as_json: bool, **dates: Any) -> None:
    """Run a programme from its files to figures, index and scorecards.

    Example: tongchou run packs/luzhou --out var/luzhou
    """
    result = run_pack(pack, **dates)
    if out:
        for path in write_run(result, out):
            click.echo(path, err=True)
    if as_json:
        print_json({"versions": versions(result), "figures": _figures(result)})
    else:
        _show(result)
    ctx.exit(0 if all(verdict.agrees for verdict in judge(result)) else 1)


@click.command()
@pack_argument
@click.argument("figure")
@dated
@as_json
def explain(pack: Path, figure: str, as_json: bool, **dates: Any) -> None:
    """Say why a figure is what it is.

    FIGURE is [kind:]code@place@period; kinds are element, indicator (the default), index and realization.

    Example: tongchou explain packs/luzhou urbanization@510500@2021
    """
    found = explain_figure(run_pack(pack, **dates), Key.parse(figure))
    if as_json:
        print_json(asdict(found))
        return
    click.echo(found.sentence.zh)
    for name, text in (("公式", found.formula), ("代入", found.with_numbers)):
        if text:
            click.echo(f"{name}：{text}")
    print_table(
        "", ["数据", "地区", "期间", "值", "如何得来", "来源", "等级", "性质", "其他说法"],
        [
            (one.words, one.place, one.figure.key.period, one.figure.text, one.how, one.source, one.grade, one.status,
             "；".join(one.alternatives))
            for one in found.inputs
        ],
    )  # fmt: skip
    for promise in found.promises:
        click.echo(f"依据：{promise.document} {promise.locator}：{promise.summary}")
    click.echo("版本：" + "，".join(f"{name} {value}" for name, value in found.versions.items() if value))


@click.command()
@pack_argument
@click.option("--scheme", help="Code of the scheme (default: all).")
@click.option("--period", help="Period (default: the last that was scored).")
@click.option("--edition", help="Edition of the scheme (default: any).")
@dated
@as_json
def assess(
    pack: Path, scheme: str | None, period: str | None, edition: str | None, as_json: bool, **dates: Any
) -> None:
    """Score the units of a programme by its schemes, every point with its reason.

    Example: tongchou assess packs/demo --scheme counties --period 2024
    """
    result = run_pack(pack, **dates)
    for when, found in latest(result, scheme or "", period or "", edition or "").values():
        cards = list(found.cards())
        if as_json:
            print_json([card_as_data(card, when) for card in cards])
            continue
        for card in cards:
            click.echo(f"{result.called(card.unit).zh} {when}：{card.sentence.zh}")
            rows = [(one.code, one.words, f"{one.full:g}", _points(one.points), one.reason) for one in card.items()]
            print_table("", ["编号", "考核项", "满分", "得分", "原因"], rows)


def _points(points: float | None) -> str:
    return "—" if points is None else f"{points:.2f}"


def _show(result: Run) -> None:
    city, periods = result.pack.manifest.city, result.periods
    head = ["", *(period.code for period in periods)]
    boards = [("指标", result.indicators), *([("指数", result.index)] if result.index else [])]
    names = {row.code: row.name for row in (*result.pack.tables.indicators.rows, *result.pack.tables.index.rows)}
    for title, board in boards:
        rows = [
            (names[code], *(board.figure(code, city, period.code).text for period in periods)) for code in board.codes
        ]
        print_table(f"{title} · {result.tree[city].name}", head, rows)
    print_problems(result.problems)


def _figures(result: Run) -> list[dict[str, Any]]:
    boards = [board for board in (result.indicators, result.index) if board]
    return [
        {
            "key": f"{board.kind}:{code}@{place}@{period.code}",
            "value": figure.value,
            "state": figure.state,
            "unit": figure.unit,
            "marks": [words.en for words in figure.marks.words],
        }
        for board in boards
        for code in board.codes
        for place in board.cube.places
        for period in result.periods
        for figure in (board.figure(code, place, period.code),)
    ]
