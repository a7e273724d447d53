"""``audit``: verify or export the audit trail."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tongchou.web.trail.chain import breaks
from tongchou.web.trail.models import Entry
from tongchou.web.trail.views import lines


class Command(BaseCommand):
    """Say whether the chain of the trail is whole, or write it to a file."""

    help = "Verify the chain of the audit trail; with --export, write it as CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--export``."""
        parser.add_argument("--export", type=Path, help="write the trail to this CSV file")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Verify, and export where asked.

        :raises CommandError: where the chain is broken.
        """
        if options["export"]:
            with options["export"].open("x", encoding="utf-8", newline="") as file:
                file.writelines(lines())
        broken = list(breaks(Entry.objects.order_by("number").iterator()))
        last = Entry.objects.order_by("number").last()
        if broken:
            raise CommandError(f"■ 链在这些条目断开 the chain is broken at: {broken}")
        self.stdout.write(
            f"● {last.number if last else 0} 条，完好 whole，末条摘要 head {last.digest if last else '-'}"
        )
