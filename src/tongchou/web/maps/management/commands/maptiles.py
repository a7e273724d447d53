"""``maptiles``: cut the vector tiles of one layer, beside the pages."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tongchou.web.desk import programme_of
from tongchou.web.maps import ground, tiling


class Command(BaseCommand):
    """Cut the tiles of one layer."""

    help = "Cut the vector tiles of one layer of a programme."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the programme and the layer."""
        parser.add_argument("pack")
        parser.add_argument("layer")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Cut, gently, so that pages stay quick."""
        os.nice(5)
        programme = programme_of(options["pack"])
        if (row := ground.layer_row(programme, options["layer"])) is not None:
            tiling.cut(programme, row)
