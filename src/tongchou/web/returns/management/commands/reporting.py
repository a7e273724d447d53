"""``reporting --demo``: a round in progress in the generated city, so that every role sees something waiting."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from tongchou.web.returns.seeds import seed
from tongchou.web.shelf import shelf


class Command(BaseCommand):
    """Play a round in every synthetic programme that has forms and no round yet."""

    help = "With --demo: play an invented round in synthetic programmes that have forms."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--demo``."""
        parser.add_argument("--demo", action="store_true", help="Play an invented round. Not for real use.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Play and say."""
        for programme in shelf().programmes() if options["demo"] else ():
            if programme.run.pack.tables.forms.rows and (made := seed(programme, localdate())):
                self.stdout.write(f"演示报送 Demo round: {programme.code} {made.title}")
