"""Who signs a report."""

from tongchou.loop import Run


def office(run: Run) -> str:
    """Return the name of the unit that runs the programme: its office, else its leading group."""
    units = run.pack.tables.units.rows
    named = [unit.name for kind in ("office", "leading_group") for unit in units if unit.kind == kind]
    return named[0] if named else f"{run.tree[run.pack.manifest.city].name}统筹办公室"
