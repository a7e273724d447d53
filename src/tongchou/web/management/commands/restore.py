"""``restore``: bring an office back from a backup."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tongchou.web.backup import restore
from tongchou.web.home import home
from tongchou.web.trail import record
from tongchou.web.trail.chain import breaks
from tongchou.web.trail.models import Entry


class Command(BaseCommand):
    """Restore into an empty office, and verify the audit trail."""

    help = "Bring the database and files back from a backup, into an empty folder and database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file's name."""
        parser.add_argument("file", type=Path, help="the backup")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Restore, verify, and enter it in the trail."""
        manifest = restore(options["file"], home())
        broken = list(breaks(Entry.objects.order_by("number").iterator()))
        record("restore", "", "backup.restore", about=str(options["file"].name), new={"made": manifest.at})
        rows = sum(one.count for one in manifest.members if one.name.startswith("data/"))
        self.stdout.write(f"✓ {manifest.at} 的备份已恢复：{rows} 行 rows")
        self.stdout.write(f"操作日志 audit trail：{'断开 broken at ' + str(broken) if broken else '完好 whole'}")
