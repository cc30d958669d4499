"""Open an officer's account from the command line: the first ones, above all."""

import getpass
import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.timezone import localdate

from opencounty.kernel.base.errors import Refusal
from opencounty.kernel.org import services
from opencounty.kernel.org.actor import Actor, system
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
        parser.add_argument(
            "--unit-name", default="", help="Found the unit by this name if missing."
        )
        parser.add_argument("--title", required=True, help="The post: 安全管理员.")
        parser.add_argument("--role", required=True, help="The role: security-officer.")

    def handle(self, *, username: str, name: str, **options: Any) -> None:
        password = _ask_password(Account(username=username, name=name, kind="officer"))
        try:
            with transaction.atomic():
                post = _post(options, by=system("命令行"))
                _appoint(username, name, password, post, by=system("命令行"))
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"已开通 {username}（{name}），任 {post}。")


def _post(options: dict[str, Any], *, by: Actor) -> Post:
    """Return the post, made now with its role, and its unit, where missing."""
    services.load_roles(services.read_roles(settings.ROLES_FILE), by=by)
    role = Role.objects.filter(slug=options["role"]).first()
    if role is None:
        known = "、".join(Role.objects.values_list("slug", flat=True))
        raise CommandError(f"没有角色 {options['role']}，应为 {known} 之一。")
    unit = Unit.objects.filter(slug=options["unit"]).first()
    if unit is None:
        unit = _found(options["unit"], options["unit_name"], by=by)
    post = unit.posts.filter(title=options["title"]).first()
    if post is not None:
        return post
    return services.create_post(unit, title=options["title"], roles=[role], by=by)


def _found(slug: str, name: str, *, by: Actor) -> Unit:
    """Found a unit by name, as the county's government when it is the first."""
    if not name:
        raise CommandError(f"没有单位 {slug}。要新设，请用 --unit-name 写明名称。")
    kind = Unit.Kind.DEPARTMENT if Unit.objects.exists() else Unit.Kind.GOVERNMENT
    return services.found_unit(
        Unit(slug=slug, name=name, short_name=name[:40], kind=kind), by=by
    )


def _appoint(username: str, name: str, password: str, post: Post, *, by: Actor) -> None:
    """Open the account and appoint it to the post from today."""
    account = services.open_officer(username, name, password=password, by=by)
    services.appoint(account, post=post, starts_on=localdate(), by=by)


def _ask_password(account: Account) -> str:
    """Return a password that will do, asked for without showing it."""
    asked = sys.stdin.isatty()
    password = getpass.getpass("初始密码：") if asked else sys.stdin.readline().strip()
    try:
        validate_password(password, account)
    except ValidationError as error:
        raise CommandError("；".join(error.messages)) from error
    return password
