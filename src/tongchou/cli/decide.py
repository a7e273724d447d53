"""``tongchou decide``: run one model of people, land or money on an input file."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table as Grid

from tongchou import decide as models
from tongchou.decide.model import Result, Table
from tongchou.decide.showing import figure_shown, shown, table_shown
from tongchou.loop import run as run_loop
from tongchou.loop.errors import NO_QUESTION
from tongchou.packs import load
from tongchou.packs.parameter_file import read_parameters
from tongchou.packs.parameters import NATION, ParameterBook
from tongchou.terms import AsOf, Refusal

DAY = click.DateTime(["%Y-%m-%d"])


def _list(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        for code, one in models.MODELS.items():
            click.echo(f"{code:22}{one.words.zh}  {one.words.en}")
        ctx.exit()


def _unverified(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if wanted:
        Console(soft_wrap=True, highlight=False).print(_grid(models.unverified(models.national_book())))
        ctx.exit()


@click.command(
    epilog="\b\nExample:\n  tongchou decide land-quota --template > quota.yaml"
    "\n  tongchou decide land-quota --inputs quota.yaml --as-of 2016-12-31 --scope 510500"
    "\n  tongchou decide --pack packs/luzhou --question 03-cost"
)
@click.argument("model", required=False)
@click.option(
    "--inputs", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Input file, YAML or JSON."
)
@click.option("--as-of", type=DAY, metavar="DATE", help="Rules in force on this day (default: today).")
@click.option(
    "--known-on", type=DAY, metavar="DATE", help="As far as was known on this day (default: all that is known)."
)
@click.option("--scope", default=NATION, show_default=True, help="Division code whose rules apply.")
@click.option(
    "--pack", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Pack whose parameters apply."
)
@click.option("--question", help="Ask what the pack asks: the name of a file in its decide/ folder.")
@click.option("--json", "as_json", is_flag=True, help="Write the result as JSON.")
@click.option("--template", "example", is_flag=True, help="Print a filled input file of the model.")
@click.option("--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the models.")
@click.option(
    "--unverified",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_unverified,
    help="List the national rules whose source nobody has read.",
)
def decide(model: str, inputs: Path | None, as_json: bool, example: bool, question: str | None, **rules: Any) -> None:
    """Run a MODEL of people, land or money (人地钱) on an input file and show what it rests on."""
    if question:
        result = _asked(rules["pack"], question)
        click.echo(json.dumps(result.plain(), ensure_ascii=False, indent=2)) if as_json else _show(result)
        return
    if model is None:
        raise click.UsageError("请写模型，或用 --pack 加 --question。 Name a MODEL, or give --pack and --question.")
    one = models.model(model)
    if example:
        click.echo(models.template(one), nl=False)
    elif inputs is None:
        raise click.UsageError("请用 --inputs 给出输入文件；样例见 --template。 Give --inputs, or see --template.")
    else:
        book = models.book_with(_parameters(rules["pack"]))
        when = AsOf(_day(rules["as_of"]) or date.today(), _day(rules["known_on"]))  # noqa: DTZ011
        with Console(stderr=True).status(f"{one.words.zh}…"):
            result = models.run(one, models.read_inputs(one, inputs), book, when, rules["scope"])
        click.echo(json.dumps(result.plain(), ensure_ascii=False, indent=2)) if as_json else _show(result)


def _asked(pack: Path | None, question: str) -> Result:
    """What the pack's own question is answered with."""
    if pack is None:
        raise click.UsageError("--question 要和 --pack 一起用。 --question goes with --pack.")
    with Console(stderr=True).status("…"):
        asked = run_loop(load(pack)).asked
    if question not in asked:
        raise NO_QUESTION.refusal(found=question, allowed="、".join(asked) or "—")
    result = asked[question].result
    if result is None:
        raise Refusal(asked[question].problems)
    return result


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _parameters(pack: Path | None) -> ParameterBook:
    files = sorted((pack / "parameters").glob("*.yaml")) if pack else []
    return ParameterBook([one for file in files for one in read_parameters(file, str(file))])


def _show(result: Result) -> None:
    console = Console(soft_wrap=True, highlight=False)
    known = f"，按 {result.as_of.known_on} 所知" if result.as_of.known_on else ""
    console.print(f"{result.words.zh}（{result.as_of.true_on} 的规定{known}）", style="bold")
    for figure in result.answer.figures:
        console.print(f"  {figure.words.zh}：{' '.join(figure_shown(figure))}  ‹{figure.how}›")
    for table in result.answer.tables:
        if table.rows:
            console.print(_grid(table))
    for swing in result.swings:
        console.print(f"  {swing.lever.zh} −10% → {shown(swing.less)}，+10% → {shown(swing.more)}")
    for used in result.used:
        console.print(f"  依据：{used.words.zh} = {used.value}{used.unit}，{used.citation.say()}")
    for problem in result.warnings:
        console.print(f"  ⚠ {problem.sentence()}", style="yellow")
    console.print(f"  输入摘要 {result.digest[:16]} · 版本 {result.version}", style="dim")


def _grid(table: Table) -> Grid:
    grid, seen = Grid(title=table.words.zh, title_justify="left"), table_shown(table)
    for heading, numeric in zip(seen.headings, seen.numeric, strict=True):
        grid.add_column(heading, overflow="fold", justify="right" if numeric else "left")
    for row in seen.rows:
        grid.add_row(*row)
    return grid
