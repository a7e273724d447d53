"""``errands``: do what waits in one queue, until told to stop or until the server that started it is gone."""

import os
import signal
from argparse import ArgumentParser
from threading import Event, Thread
from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from tongchou.web.errands.doing import LONG, QUICK
from tongchou.web.errands.sending import take_up_again

INTERVAL = 0.5
"""Seconds between two looks into an empty queue."""
LOOK_ROUND = 10.0
"""Seconds between two looks for errands whose worker died."""


class Command(BaseCommand):
    """A worker for one queue."""

    help = "Do the errands that wait, as the server's companion; --once does what waits and ends."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the queue."""
        parser.add_argument("--queue", choices=(QUICK, LONG), action="append", help="the queue; both when left out")
        parser.add_argument("--once", action="store_true", help="do what waits and end")

    def handle(self, *_args: Any, queue: list[str] | None, once: bool, **_options: Any) -> None:
        """Work, gently, so that pages stay quick."""
        worker = Worker(
            queue_names=queue or [QUICK, LONG], interval=INTERVAL, batch=once, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id=get_random_string(32), excluded_queue_names=[],
        )  # fmt: skip
        if once:
            take_up_again()
        else:
            os.nice(5)
            worker.configure_signals()
            Thread(target=_look_round, args=(os.getppid(),), daemon=True).start()
        worker.run()


def _look_round(parent: int) -> None:
    """Queue anew what died; stop this process when its parent is gone."""
    pause = Event()
    while not pause.wait(LOOK_ROUND):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
        take_up_again()
        connection.close()
