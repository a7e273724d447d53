"""``tongchou read``: documents into ledgers, ledgers into files, a workbook or a pack."""

import datetime
import getpass
import json
import sys
import urllib.request
from collections.abc import Callable, Sequence
from http.client import HTTPException
from importlib import import_module
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from tongchou.packs import load
from tongchou.reading import (
    ItemClass,
    Ledger,
    add_to_pack,
    choose,
    cross_check,
    doubts,
    fits,
    learn,
    lessons_of_pack,
    pack_rows,
    prediction,
    propose,
    read_file,
    read_lessons,
    read_text,
    turns,
    write_findings,
    write_workbook,
)
from tongchou.reading.errors import UNREACHABLE
from tongchou.terms import Problem, Refusal

_SECONDS = 60
_LONGEST_ANSWER = 1_000_000
_FILE = click.Path(path_type=Path, allow_dash=True)


@click.command(
    epilog="Example: tongchou read notice.docx bulletin.pdf --json out. "
    "A five-year, an action and a yearly plan side by side: tongchou read plan.docx action.docx 2016.docx --align. "
    "Pasted text: tongchou read - < text. "
    "One of the readings offered for a damaged place: tongchou read port.docx --choose D1331=10个5 --json out."
)
@click.argument("files", nargs=-1, required=True, type=_FILE)
@click.option(
    "--json", "folder", type=click.Path(file_okay=False, path_type=Path), help="Write one FILE.json each here."
)
@click.option("--xlsx", "workbook", type=click.Path(dir_okay=False, path_type=Path), help="Write one workbook of all.")
@click.option("--clean", type=click.Path(file_okay=False, path_type=Path), help="Write the repaired texts here.")
@click.option("--into", "pack", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Add to this pack.")
@click.option("--at-least", default=0.8, show_default=True, help="With --into: least confidence of what is added.")
@click.option(
    "--lessons", "taught", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Corrections to apply."
)
@click.option("--choose", "choices", multiple=True, metavar="CODE=READING", help="Choose an offered reading (D…).")
@click.option("--align", "aligned", is_flag=True, help="Compare plans, the highest level first.")
@click.option("--revised", is_flag=True, help="Compare the first file with its revision, the second.")
@click.option("--ask", "address", envvar="TONGCHOU_READ_URL", help="OpenAI-compatible endpoint for empty passages.")
@click.option("--model", envvar="TONGCHOU_READ_MODEL", default="default", help="With --ask: the model's name.")
def read(  # noqa: PLR0913, PLR0917
    files: tuple[Path, ...],
    folder: Path | None,
    workbook: Path | None,
    clean: Path | None,
    pack: Path | None,
    at_least: float,
    taught: Path | None,
    choices: tuple[str, ...],
    aligned: bool,
    revised: bool,
    address: str | None,
    model: str,
) -> None:
    """Read documents into ledgers of targets, facts, rules and tasks. 把文件读成可签字的台账。"""
    ledgers, problems = _read_all(files, _asking(address, model) if address else None, address or "")
    ledgers = _chosen(_taught(ledgers, taught, pack), choices)
    written = [
        path for path in (*_json(ledgers, folder), *_clean(ledgers, clean), *_workbook(ledgers, workbook)) if path
    ]
    if pack is not None:
        more, told = _into(ledgers, pack, at_least)
        written += more
        problems += told
    shown = _aligned(ledgers, workbook) if aligned else []
    shown += _turned(ledgers) if revised else []
    click.echo("\n".join([*map(_summary, ledgers), *shown, *(f"→ {path}" for path in written)]))
    _tell(ledgers, problems, pack)


def _read_all(
    files: Sequence[Path], ask: Callable[[str], str] | None, address: str
) -> tuple[list[Ledger], list[Problem]]:
    ledgers: list[Ledger] = []
    problems: list[Problem] = []
    refused: list[Problem] = []
    with Progress(console=Console(stderr=True), disable=len(files) < 2, transient=True) as bar:
        for path in bar.track(files, description="读 reading"):
            try:
                ledger = read_text(sys.stdin.read(), "pasted") if str(path) == "-" else read_file(path)
                ledger, dropped = propose(ledger, ask, address) if ask else (ledger, ())
                ledgers.append(ledger)
                problems += dropped
            except Refusal as refusal:
                refused += refusal.problems
    if refused:
        raise Refusal(refused)
    return ledgers, problems


def _taught(ledgers: Sequence[Ledger], path: Path | None, pack: Path | None) -> list[Ledger]:
    """Return the ledgers with the corrections of a file (list, found, right, document, item) and of a pack made."""
    lines = path.read_text(encoding="utf-8").splitlines() if path else ()
    taught = (*read_lessons(lines), *(lessons_of_pack(load(pack)) if pack else ()))
    return [learn(ledger, taught) for ledger in ledgers]


def _chosen(ledgers: Sequence[Ledger], choices: Sequence[str]) -> list[Ledger]:
    """Return the ledgers with readings chosen, signed with the account's name."""
    if choices and len(ledgers) != 1:
        raise click.UsageError("--choose 只用于一个文件。--choose takes one file.")
    found, now = list(ledgers), datetime.datetime.now(datetime.UTC)
    for choice in choices:
        code, _, reading = choice.partition("=")
        found = [choose(ledger, code, reading, getpass.getuser(), now) for ledger in found]
    return found


def _doubts(ledger: Ledger) -> list[str]:
    """Return a line for each place that waits for a choice: its code, its surroundings, the readings offered."""
    lines = []
    for doubt in doubts(ledger):
        around = ledger.original[max(0, doubt.span.start - 12) : doubt.span.end + 12].replace("\n", " ")
        lines.append(f"  待选 {doubt.code} …{around}…: {' | '.join(doubt.readings)}")
    return lines


def _json(ledgers: Sequence[Ledger], folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    for ledger in ledgers:
        text = json.dumps(prediction(ledger), ensure_ascii=False, indent=1)
        (folder / f"{ledger.document}.json").write_text(text, encoding="utf-8")
    return [folder / f"{ledger.document}.json" for ledger in ledgers]


def _clean(ledgers: Sequence[Ledger], folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    folder.mkdir(parents=True, exist_ok=True)
    for ledger in ledgers:
        (folder / f"{ledger.document}.txt").write_text(ledger.clean, encoding="utf-8")
    return [folder / f"{ledger.document}.txt" for ledger in ledgers]


def _workbook(ledgers: Sequence[Ledger], path: Path | None) -> list[Path]:
    if path is not None:
        write_workbook(ledgers, path)
    return [] if path is None else [path]


def _into(ledgers: Sequence[Ledger], folder: Path, at_least: float) -> tuple[list[Path], list[Problem]]:
    written: list[Path] = []
    problems: list[Problem] = []
    for ledger in ledgers:
        rows = pack_rows(ledger, load(folder), lambda item: item.confidence >= at_least)
        written += add_to_pack(rows, folder)
        problems += rows.problems
    return list(dict.fromkeys(written)), problems


def _aligned(ledgers: Sequence[Ledger], workbook: Path | None) -> list[str]:
    """Return how each plan is carried on in the next, and every gap; with --xlsx, in a second workbook too."""
    if len(ledgers) < 2:
        raise click.UsageError(
            "--align 需要两个以上文件，层级高的在前。Give two files or more, the highest level first."
        )
    found, lines = fits(ledgers), []
    for fit in found:
        lines.append(f"{fit.upper_document} ⇢ {fit.lower_document}: 承诺 {fit.promises}，有下位承接 {fit.carried}")
        lines += [f"  {finding.say()}" for finding in fit.findings]
    if workbook is not None:
        path = workbook.with_name(f"{workbook.stem}-align.xlsx")
        write_findings(found, path)
        lines.append(f"→ {path}")
    return lines


def _turned(ledgers: Sequence[Ledger]) -> list[str]:
    if len(ledgers) != 2:
        raise click.UsageError("--revised 需要两个文件：原文件和修订后的文件。Give the old file and its revision.")
    lines = []
    for turn in turns(*ledgers):
        before, after = (item.quote if item else "—" for item in (turn.old, turn.new))
        lines.append(f"{turn.fate.zh} {'、'.join(turn.changes)}: {before} ⇢ {after}")
    return lines


def _summary(ledger: Ledger) -> str:
    counts = {"目标": ItemClass.TARGET, "事实": ItemClass.FACT, "规则": ItemClass.RULE, "任务": ItemClass.TASK}
    counts |= {"已做": ItemClass.MEASURE, "组织": ItemClass.ORG}
    numbers = " ".join(f"{word} {sum(1 for _ in ledger.of(group))}" for word, group in counts.items())
    line = f"{ledger.document}: 标题 {len(ledger.headings)} {numbers} 修复 {len(ledger.edits)}"
    return "\n".join([line, *_doubts(ledger)])


def _tell(ledgers: list[Ledger], problems: Sequence[Problem], pack: Path | None) -> None:
    """Say what is doubtful; with a pack, what its figures say of the targets too (its run takes a while to load)."""
    if pack is None:
        checked = [cross_check(ledger) for ledger in ledgers]
    else:
        checked = import_module("tongchou.cli.against_pack").against(ledgers, pack)
    for ledger, checks in zip(ledgers, checked, strict=True):
        for problem in (*ledger.problems, *checks):
            click.echo(f"{ledger.document}: {problem.say()}", err=True)
    for problem in problems:
        click.echo(problem.say(), err=True)


def _asking(address: str, model: str) -> Callable[[str], str]:
    """Return a function that puts one question to an OpenAI-compatible endpoint."""
    if not address.startswith(("http://", "https://")):
        raise click.BadParameter("地址须以 http:// 或 https:// 开头。", param_hint="--ask")

    def ask(question: str) -> str:
        body = {"model": model, "temperature": 0, "messages": [{"role": "user", "content": question}]}
        request = urllib.request.Request(  # noqa: S310
            address, json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
                return str(json.loads(answer.read(_LONGEST_ANSWER))["choices"][0]["message"]["content"])
        except (OSError, HTTPException) as error:
            raise UNREACHABLE.refusal(found=address, allowed=str(error)) from error
        except (ValueError, LookupError, TypeError) as error:
            raise UNREACHABLE.refusal(found=address, allowed="不是所约定的 JSON") from error

    return ask
