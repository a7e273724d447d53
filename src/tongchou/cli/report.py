"""``tongchou report``: the progress report of a programme as Word, HTML or Excel."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from tongchou.cli.run import dated, day, pack_argument, run_pack
from tongchou.report import decision_appendix, progress_report
from tongchou.report.forms import FORMS
from tongchou.terms import Period
from tongchou.web.assets import font


@click.command()
@pack_argument
@click.option("--format", "form", type=click.Choice(list(FORMS)), default="docx", show_default=True)
@click.option("--out", type=click.Path(path_type=Path), help="File to write (default: PACK.docx here).")
@click.option("--period", help="Period to report on (default: the last with figures).")
@click.option("--issuer", default="", help="Who signs it (default: the programme's office).")
@click.option("--decisions", is_flag=True, help="Only the answers on people, land and money, as an appendix.")
@click.option("--date", "signed", type=day, help="Day written under it (default: today).")
@dated
def report(pack: Path, form: str, out: Path | None, decisions: bool, signed: datetime | None, **rest: Any) -> None:
    """Write the progress report of a programme.

    Example: tongchou report packs/luzhou --format docx --out luzhou.docx
    """
    period, issuer = rest.pop("period"), rest.pop("issuer")
    today = signed.date() if signed else date.today()  # noqa: DTZ011  the day of the person at the keyboard
    run = run_pack(pack, **rest)
    at = Period.parse(period) if period else None
    composed = decision_appendix(run, today, issuer) if decisions else progress_report(run, today, issuer, at)
    target = out or Path(f"{run.pack.code}.{form}")
    target.write_bytes(FORMS[form](composed, font()))
    click.echo(target)
