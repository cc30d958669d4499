"""Let officers compose the portal's pages."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from opencounty.kernel.org.actor import system
from opencounty.kernel.org.models import Account
from opencounty.portal import services


class Command(BaseCommand):
    help = "Let officers compose the portal's pages and set its facts; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("usernames", nargs="+", metavar="USERNAME")

    def handle(self, *, usernames: list[str], **options: Any) -> None:
        officers = Account.objects.filter(kind=Account.Kind.OFFICER, is_active=True)
        found = {a.username: a for a in officers.filter(username__in=usernames)}
        unknown = [name for name in usernames if name not in found]
        if unknown:
            raise CommandError(f"没有登录名为 {'、'.join(unknown)} 的在用工作人员账号")
        for name in usernames:
            account = services.let_compose(found[name], by=system("指定网页编排人员"))
            self.stdout.write(f"{account.name}可以编排网页：/compose/")
