"""``tongchou conceal``: a register fit to be handed on, identifiers hashed with a key or masked."""

import csv
from pathlib import Path
from secrets import token_bytes

import click

from tongchou.decide.people.identity import KEY_BYTES, IdentityKey, concealed, masked


@click.command(epilog="\b\nExample:\n  tongchou conceal jobs.csv --column 身份证号 --key office.key --out hashed.csv")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--column", required=True, help="Column that holds the identifiers.")
@click.option("--key", type=click.Path(dir_okay=False, path_type=Path), help="Key file; made where there is none.")
@click.option("--mask", is_flag=True, help="Show division and last character instead of a hash.")
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Table to write.")
def conceal(table: Path, column: str, key: Path | None, mask: bool, out: Path) -> None:
    """Write a TABLE (CSV) with its identifiers concealed: the same person under one key has one hash."""
    if mask == (key is not None):
        raise click.UsageError("--key 和 --mask 用且只用一个。 Give either --key or --mask.")
    how = masked if key is None else _key(key).hashed
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(concealed(lines, column, how))
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    click.echo(out)


def _key(path: Path) -> IdentityKey:
    """The key of a file that only its owner may read, made anew where there is none."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_bytes(token_bytes(KEY_BYTES))
    return IdentityKey(path.read_bytes())
