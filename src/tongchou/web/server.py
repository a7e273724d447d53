"""Open the office: key, database, accounts, then the pages until somebody stops them."""

import multiprocessing
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import django
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from tongchou.web.assets import manifest
from tongchou.web.errands import LONG, QUICK
from tongchou.web.errors import PORT_TAKEN
from tongchou.web.home import home, settle

WORKERS = 2
THREADS = 4


def open_office(*, demo: bool) -> None:
    """Bring key, database and accounts up to date; quick when they are.

    :raises Refusal: ``web.assets.missing`` where the assets were never built.
    """
    manifest()
    set_up()
    call_command("accounts", demo=demo)
    call_command("reporting", demo=demo)
    if demo:
        call_command("duties_demo")


def set_up() -> None:
    """Make folder, key and database ready for a command."""
    settle(home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongchou.web.settings")
    django.setup()
    call_command("migrate", verbosity=0)


def require_free(host: str, port: int) -> None:
    """Make sure that nobody listens there yet.

    :raises Refusal: ``web.port.taken``.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PORT_TAKEN.refusal(found=port, allowed=port + 1) from None


def show_pages(host: str, port: int) -> None:
    """Serve the pages until stopped, with the workers that do the errands.

    Workers begin anew instead of as copies of this process: a copy would wait for ever for threads of table engines
    that computed something here before.
    """
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "tongchou.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    )
    with companions():
        server.serve()


@contextmanager
def companions() -> Iterator[None]:
    """Keep one worker a queue alive beside the pages; they end with them."""
    over = Event()
    keepers = [Thread(target=_keep_alive, args=(queue, over), daemon=True) for queue in (QUICK, LONG)]
    for keeper in keepers:
        keeper.start()
    try:
        yield
    finally:
        over.set()
        for keeper in keepers:
            keeper.join()


def _keep_alive(queue: str, over: Event) -> None:
    while not over.is_set():
        command = [sys.executable, "-m", "django", "errands", "--queue", queue]
        worker = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  our own program
        while worker.poll() is None and not over.wait(1):
            pass
        worker.terminate()
        worker.wait()
