"""``tongchou backup``, ``restore`` and ``audit``: keep an office's database and folder safe."""

from pathlib import Path

import click
from django.core.management import CommandError, call_command

from tongchou.web.server import set_up

new_file = click.Path(dir_okay=False, resolve_path=True, path_type=Path)
old_file = click.Path(exists=True, dir_okay=False, resolve_path=True, path_type=Path)


@click.command()
@click.argument("file", type=new_file)
def backup(file: Path) -> None:
    """Write the database and the files of this office into one FILE, with digests.

    Pages may stay open. Keep the file as safe as the office itself: it holds everything.

    Example: tongchou backup /backup/tongchou-2026-11-21.zip
    """
    set_up()
    call_command("backup", file)


@click.command()
@click.argument("file", type=old_file)
def restore(file: Path) -> None:
    """Bring an office back from a backup FILE, into an empty TONGCHOU_HOME and database.

    Example: TONGCHOU_HOME=/srv/office-2 tongchou restore /backup/tongchou-2026-11-21.zip
    """
    set_up()
    call_command("restore", file)


@click.command()
@click.option("--export", type=new_file, help="Also write the whole trail to this CSV file.")
@click.pass_context
def audit(ctx: click.Context, export: Path | None) -> None:
    """Verify the chain of the audit trail; exit code 1 where it is broken.

    Example: tongchou audit --export trail.csv
    """
    set_up()
    try:
        call_command("audit", export=export)
    except CommandError as error:
        click.echo(str(error), err=True)
        ctx.exit(1)
