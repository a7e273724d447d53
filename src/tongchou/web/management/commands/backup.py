"""``backup``: write everything an office has into one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tongchou.web.backup import save
from tongchou.web.home import home
from tongchou.web.trail import record


class Command(BaseCommand):
    """Write a backup and say what it holds."""

    help = "Write the database and the office's files into one ZIP with digests."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the file's name."""
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Write, and enter it in the trail."""
        record("backup", "", "backup.save", about=str(options["file"].name))
        manifest = save(home(), options["file"], timezone.now())
        rows = sum(one.count for one in manifest.members if one.name.startswith("data/"))
        files = sum(one.name.startswith("files/") for one in manifest.members)
        self.stdout.write(f"✓ {options['file']}：{rows} 行 rows，{files} 个文件 files")
