"""Open an officer's account from the command line: the first one, above all."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import localdate

from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org import services
from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Account, Post, Role, Unit


class Command(BaseCommand):
    help = (
        "Open an officer's account and appoint to a post. The password is asked for, "
        "or read from standard input; it is good for one log-in."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("name", help="The person's name.")
        parser.add_argument("--unit", required=True, help="The unit's address name.")
        parser.add_argument("--title", required=True, help="The post, e.g. 安全管理员.")
        parser.add_argument(
            "--role", required=True, help="A role, e.g. security-officer."
        )

    def handle(self, *, username: str, name: str, **options: Any) -> None:
        unit = Unit.objects.filter(slug=options["unit"]).first()
        role = Role.objects.filter(slug=options["role"]).first()
        if unit is None or role is None:
            raise CommandError("没有这个单位或角色。先运行 load_roles 并建立单位。")
        password = _ask_password(Account(username=username, name=name, kind="officer"))
        try:
            post = add(username, name, password, unit, options["title"], role)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已开通 {username}（{name}），任 {post}。")


@transaction.atomic
def add(
    username: str, name: str, password: str, unit: Unit, title: str, role: Role
) -> Post:
    """Open the account, make the post when it is missing, and appoint."""
    by = system("命令行")
    account = services.open_officer(username, name, password=password, by=by)
    post = unit.posts.filter(title=title).first()
    if post is None:
        post = services.create_post(unit, title=title, roles=[role], by=by)
    services.appoint(account, post=post, starts_on=localdate(), by=by)
    return post


def _ask_password(account: Account) -> str:
    """Return a password that will do, asked for without showing it."""
    asked = sys.stdin.isatty()
    password = getpass.getpass("初始密码：") if asked else sys.stdin.readline().strip()
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise CommandError("；".join(error.messages)) from error
    return password
