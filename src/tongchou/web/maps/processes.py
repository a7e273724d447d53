"""Commands of this room as processes beside the pages: they go on when a page is left or the server is restarted."""

import os
import subprocess
import sys


def launch(command: str, *words: str) -> None:
    """Start a command of this room; it is not waited for."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tongchou.web.settings"}
    subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, "-m", "django", command, *words],
        env=environment,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
