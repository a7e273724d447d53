"""``amend``: make an amendment that waits, or all that broke off."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongchou.web.amending.making import broken_off, make
from tongchou.web.amending.models import Amendment


class Command(BaseCommand):
    """Make one amendment, or those that broke off."""

    help = "Make the amendment of a number; without a number, all that broke off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the number."""
        parser.add_argument("number", type=int, nargs="?", help="the amendment")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Make, and say what stopped it."""
        wanted = [Amendment.objects.get(pk=options["number"])] if options["number"] else broken_off()
        for one in wanted:
            for problem in make(one):
                self.stderr.write(problem.say())
