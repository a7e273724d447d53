"""``remind``: warn by the clock of every form issued, in the app and by e-mail; run it once a day."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.timezone import localdate

from tongchou.web.returns.notices import mail_waiting
from tongchou.web.returns.reminding import remind


class Command(BaseCommand):
    """Note warnings, yellow and red cards once each, then mail what was not mailed yet."""

    help = "Note warnings, yellow and red cards of open rounds for those who fill in, and mail what waits."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--site``."""
        parser.add_argument("--site", default="http://127.0.0.1:8000", help="Where people open the pages.")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Note, mail and say how many."""
        noted = remind(localdate())
        self.stdout.write(f"提醒 {noted} 条 notices；邮件 {mail_waiting(options['site'])} 封 mails")
