"""The office's own versions of a pack: folders that stay, and which of them counts."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tongchou.web.home import home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def versions_of(code: str) -> Path:
    """Return the folder of a pack's own versions."""
    return home() / "packs" / code


def version(code: str, number: int) -> Path:
    """Return the folder of one version; named like the pack, as a pack's folder is."""
    return versions_of(code) / str(number) / code


def current(code: str) -> int:
    """Return the number of the version that counts; 0 while the pack is as it came."""
    pointer = versions_of(code) / "current"
    return int(pointer.read_text()) if pointer.is_file() else 0


def own(pack: Path) -> Path:
    """Return the office's own version of a pack that came from elsewhere; the pack itself where there is none."""
    number = current(pack.name)
    return version(pack.name, number) if number else pack


def begin(code: str, base: Path) -> tuple[int, Path]:
    """Copy a pack as the next version, which does not count yet; leavings of one that broke off are cleared."""
    number = max((int(one.name) for one in versions_of(code).glob("[0-9]*")), default=0)
    number = number if number > current(code) else number + 1
    folder = version(code, number)
    shutil.rmtree(folder.parent, ignore_errors=True)
    shutil.copytree(base, folder)
    return number, folder


def forget(code: str, number: int) -> None:
    """Clear a version that shall not count."""
    shutil.rmtree(version(code, number).parent, ignore_errors=True)


def count_from_now_on(code: str, number: int) -> None:
    """Let a version count, at one stroke."""
    fresh = versions_of(code) / "current.new"
    with fresh.open("w") as file:
        file.write(str(number))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(versions_of(code) / "current")


@contextmanager
def alone(code: str) -> Iterator[None]:
    """Let one process at a time make a version of a pack."""
    versions_of(code).mkdir(mode=0o700, parents=True, exist_ok=True)
    with (versions_of(code) / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
