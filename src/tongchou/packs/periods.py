"""Let a pack's head name one more period, without touching anything else somebody wrote there."""

import re
from pathlib import Path

from tongchou.packs import errors
from tongchou.packs.manifest import Manifest
from tongchou.packs.yaml_file import read_yaml
from tongchou.terms import Period, Where

_LIST = re.compile(r"^periods:\s*\[(?P<codes>[^\]\n]*)\]", re.MULTILINE)
_DAY = re.compile(r"^as_of:\s*\S+", re.MULTILINE)


def add_period(folder: Path, period: Period) -> None:
    """Add a period to ``pack.yaml`` where it is not there yet, and look from its last day if that is later.

    A period of another kind than those the pack computes is left alone: its figures roll up into theirs.

    :raises Refusal: ``pack.manifest.periods`` where the list of periods is not written on one line.
    """
    path = folder / "pack.yaml"
    manifest = read_yaml(path, Manifest, f"{folder.name}/pack.yaml")
    if period in manifest.periods or period.kind not in {one.kind for one in manifest.periods}:
        return
    text = path.read_text(encoding="utf-8")
    if _LIST.search(text) is None:
        raise errors.PERIODS_ELSEWHERE.refusal(Where(f"{folder.name}/pack.yaml"), found=period.code)
    codes = ", ".join(f'"{one.code}"' for one in sorted((*manifest.periods, period)))
    text = _LIST.sub(f"periods: [{codes}]", text)
    path.write_text(_DAY.sub(f"as_of: {max(manifest.as_of, period.end)}", text), encoding="utf-8")
