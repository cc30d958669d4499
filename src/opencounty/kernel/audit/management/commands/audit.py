"""Seal the audit trail, check it, or print its head to be kept elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from opencounty.kernel.audit import services
from opencounty.kernel.audit.models import Entry, Seal
from opencounty.kernel.audit.services import Fault, Finding

WORDS = {
    Fault.CHANGED: "第 {entry} 条记录被修改（封存 {seal}）",
    Fault.REMOVED: "第 {entry} 条记录被删除（封存 {seal}）",
    Fault.INSERTED: "第 {entry} 条记录是事后插入的（应已封存而没有封存）",
    Fault.BACKDATED: "第 {entry} 条记录的时间早于它应在的封存（封存 {seal}）",
    Fault.SEAL_CHANGED: "封存 {seal} 被修改，与前后不衔接",
    Fault.SEAL_MISSING: "封存 {seal} 被删除",
    Fault.SEAL_FORGED: "封存 {seal} 的签章不是本站密钥所签",
    Fault.LEAVES_CHANGED: "封存 {seal} 的明细被增删或修改",
    Fault.HEAD_MISSING: "没有封存 {seal}，或摘要与给出的不同：记录的末尾被截去",
}


class Command(BaseCommand):
    help = (
        "The audit trail: seal it, verify it (exit code 1 when wrong), show its head."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("seal", help="Seal what was written since the last seal.")
        deeds.add_parser("head", help="Print the last seal: number:digest.")
        check = deeds.add_parser(
            "verify", help="Check everything; name the first fault."
        )
        check.add_argument(
            "--head",
            type=read_head,
            metavar="NUMBER:DIGEST",
            help="A head noted earlier, outside this machine.",
        )

    def handle(self, *, deed: str, **options: Any) -> None:
        if deed == "seal":
            self.seal()
        elif deed == "head":
            self.head()
        else:
            self.verify(options["head"])

    def seal(self) -> None:
        """Seal, and say how many entries."""
        made = services.seal()
        if made is None:
            self.stdout.write("没有待封存的记录。 / Nothing to seal.")
            return
        self.stdout.write(
            f"封存 {made.number}：{made.count} 条。 / "
            f"Seal {made.number}: {made.count} entries.\n{made.number}:{made.digest}"
        )

    def head(self) -> None:
        """Print the last seal in the form that `verify --head` reads."""
        last = Seal.objects.order_by("number").last()
        if last is None:
            raise CommandError("还没有封存。 / No seal yet.")
        self.stdout.write(f"{last.number}:{last.digest}")

    def verify(self, head: tuple[int, str] | None) -> None:
        """Check, say what is right, and fail on what is wrong."""
        verdict = services.verify(head=head)
        for number in verdict.restarts:
            self.stdout.write(
                f"封存 {number} 之前数据库做过恢复或迁移。 / "
                f"The database was restored or moved before seal {number}."
            )
        if verdict.finding is not None:
            raise CommandError(said(verdict.finding), returncode=1)
        self.stdout.write(
            f"审计记录完好：{verdict.entries} 条、{verdict.seals} 次封存，"
            f"{verdict.waiting} 条待封存。 / Intact: {verdict.entries} entries under "
            f"{verdict.seals} seals, {verdict.waiting} not sealed yet."
        )


def said(finding: Finding) -> str:
    """Return a finding in words, with what is known of the entry."""
    words = WORDS[finding.fault].format(entry=finding.entry, seal=finding.seal)
    entry = Entry.objects.filter(pk=finding.entry).first() if finding.entry else None
    known = (
        f"；现在的内容：{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S} "
        f"{entry.actor_name} {entry.action} {entry.subject_type} {entry.subject_id}"
        if entry is not None
        else ""
    )
    if finding.fault is Fault.LEAVES_CHANGED and finding.entry:
        known = f"；第 {finding.entry} 条不在其中" + known
    english = f"{finding.fault}: entry {finding.entry}, seal {finding.seal}"
    return f"审计记录有问题：{words}{known}。 / Not intact: {english}"


def read_head(text: str) -> tuple[int, str]:
    """Read a head as `head` prints it."""
    number, _, digest = text.partition(":")
    return int(number), digest.strip().lower()
