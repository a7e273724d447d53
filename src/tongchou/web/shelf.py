"""The runs of an office, computed once and kept: a page reads them and never computes."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import tongchou
from tongchou.loop.model import Run
from tongchou.loop.running import run
from tongchou.packs import load
from tongchou.packs.load import digest
from tongchou.terms import AsOf
from tongchou.web.home import home
from tongchou.web.programme import Programme

MOST_DATED = 24
"""How many runs for other dates are kept; the one computed longest ago goes first."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of runs; each is written by this program, for this program, and replaced as a whole."""

    folder: Path

    def is_fresh(self, pack: Path) -> bool:
        """Whether the run of a pack is kept and neither the pack nor the program has changed since."""
        stamp = self._stamp(pack.name)
        return stamp.is_file() and self._run(pack.name).is_file() and stamp.read_text() == _stamp_of(pack)

    def stock(self, pack: Path) -> Run:
        """Compute the run of a pack and keep it.

        :raises Refusal: whatever stops the pack from being read or computed.
        """
        stamp, found = _stamp_of(pack), run(load(pack))
        self.folder.mkdir(parents=True, exist_ok=True)
        fresh = self._run(pack.name).with_suffix(".new")
        fresh.write_bytes(pickle.dumps(found))
        self._stamp(pack.name).unlink(missing_ok=True)
        fresh.replace(self._run(pack.name))
        self._stamp(pack.name).write_text(stamp)
        return found

    def forget(self, code: str) -> None:
        """Take the run of a pack off the shelf."""
        self._stamp(code).unlink(missing_ok=True)
        self._run(code).unlink(missing_ok=True)

    def codes(self) -> list[str]:
        """Return the names of the packs whose runs are kept."""
        return sorted(path.stem for path in self.folder.glob("*.run"))

    def programme(self, code: str) -> Programme | None:
        """Return a programme, from memory where its run has not changed since; ``None`` where there is none."""
        path = self._run(code)
        return _read(path, path.stat().st_mtime_ns) if code in self.codes() else None

    def dated(self, code: str, dates: AsOf) -> Programme | None:
        """Return a programme from other dates; ``None`` where that was not computed since the programme changed."""
        path = self._dated(code, dates)
        return _read_dated(path, path.stat().st_mtime_ns) if path.is_file() else None

    def stock_dated(self, code: str, dates: AsOf) -> None:
        """Compute a programme for other dates and keep it.

        :raises Refusal: whatever stops the pack from being read or computed.
        """
        current = _read(self._run(code), self._run(code).stat().st_mtime_ns)
        path, found = self._dated(code, dates), run(load(current.run.pack.folder), dates)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_bytes(pickle.dumps(found))
        fresh.replace(path)
        for old in sorted(path.parent.glob("*.run"), key=lambda one: -one.stat().st_mtime_ns)[MOST_DATED:]:
            old.unlink(missing_ok=True)

    def programmes(self) -> Iterator[Programme]:
        """Yield every programme that is kept."""
        return (found for code in self.codes() if (found := self.programme(code)))

    def _run(self, code: str) -> Path:
        return self.folder / f"{code}.run"

    def _dated(self, code: str, dates: AsOf) -> Path:
        """Return where a run for other dates lies; another place once the programme or the program is another."""
        stamp = self._stamp(code)
        version = sha256(stamp.read_bytes() if stamp.is_file() else b"").hexdigest()[:16]
        return self.folder / "dated" / f"{code}@{dates.true_on}@{dates.known_on or 'all'}@{version}.run"

    def _stamp(self, code: str) -> Path:
        return self.folder / f"{code}.stamp"


def shelf() -> Shelf:
    """Return the shelf of this installation."""
    return Shelf(home() / "runs")


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Programme:
    return Programme(pickle.loads(path.read_bytes()))  # noqa: S301  our own file in the owner's folder


@lru_cache(maxsize=4)
def _read_dated(path: Path, _changed: int) -> Programme:
    return Programme(pickle.loads(path.read_bytes()))  # noqa: S301  our own file in the owner's folder


def _stamp_of(pack: Path) -> str:
    return f"{digest(pack)} {_program()}"


@lru_cache(maxsize=1)
def _program() -> str:
    """Return the digest of the program's own sources, by name, size and time of change."""
    root, whole = Path(tongchou.__file__).parent, sha256()
    for path in sorted(path for path in root.rglob("*.py") if "web" not in path.relative_to(root).parts):
        facts = path.stat()
        whole.update(f"{path.relative_to(root)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return whole.hexdigest()
