"""``accounts``: open the first account, or the accounts for trying out, and say how to sign in."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from tongchou.web.access.accounts import demo_accounts, first_account
from tongchou.web.home import home


class Command(BaseCommand):
    """Open accounts where there are none, and print names and passwords."""

    help = "Open the first account, or with --demo one account a role, and say how to sign in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add ``--demo``."""
        parser.add_argument(
            "--demo", action="store_true", help="One account a role, password = name. Not for real use."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Open and print."""
        if options["demo"]:
            names = "、".join(demo_accounts())
            self.stdout.write(f"演示帐号（密码与帐号相同）Demo accounts (password = name): demo-… {names}")
        elif first := first_account(home()):
            name, note = first
            self.stdout.write(f"登录名 Sign in as: {name} · 密码 password: {note.read_text()} （{note}）")
            self.stdout.write("登录后请在“设置”里修改密码。Change it under Settings.")
