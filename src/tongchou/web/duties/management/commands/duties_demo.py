"""``duties_demo``: give invented programmes a year of tasks to try things out with."""

from typing import Any

from django.core.management.base import BaseCommand

from tongchou.web.duties.trying import play
from tongchou.web.shelf import shelf


class Command(BaseCommand):
    """Play tasks, meetings and project reports in every programme whose places are invented."""

    help = "Play invented tasks, meetings and project reports in the invented programmes. Not for real use."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Play and print."""
        for programme in shelf().programmes():
            if played := play(programme):
                self.stdout.write(f"演示任务 Demo tasks: {programme.code} +{played}")
