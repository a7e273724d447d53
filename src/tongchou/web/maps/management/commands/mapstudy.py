"""``mapstudy``: do the work of one study of plan layers, beside the pages."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tongchou.web.maps.work import perform


class Command(BaseCommand):
    """Do the work of one study."""

    help = "Do the work that a study of plan layers waits for."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the number of the study."""
        parser.add_argument("study", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do the work, gently, so that pages stay quick."""
        os.nice(5)
        perform(options["study"])
