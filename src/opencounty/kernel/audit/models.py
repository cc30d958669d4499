"""The audit trail: append-only entries, sealed later in batches."""

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor

READ = "audit.read"


class CurrentTransaction(models.Func):
    """The number of the running transaction; 0 where ids come in commit order.

    PostgreSQL commits rows out of the order of their ids; its 64-bit transaction
    number, compared with the oldest one still running, tells which are all in.
    """

    function = "pg_current_xact_id"
    output_field = models.BigIntegerField()

    def as_postgresql(
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return the number as a plain integer."""
        return "pg_current_xact_id()::text::bigint", ()

    def as_sqlite(
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        """Return 0: SQLite has one writer at a time."""
        return "0", ()


class EntryQuerySet(models.QuerySet["Entry"]):
    """The trail by person, action, day and subject."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may read: the whole trail, or nothing of it."""
        return self if actor.units_for(READ) is None else self.none()

    def on_day(self, day: date) -> Self:
        """Narrow to one day of local time."""
        start = timezone.make_aware(datetime.combine(day, time.min))
        return self.filter(at__gte=start, at__lt=start + timedelta(days=1))

    def since(self, moment: datetime) -> Self:
        """Narrow to what was done at or after a moment."""
        return self.filter(at__gte=moment)

    def by_person(self, name: str) -> Self:
        """Narrow to deeds of people of that name or log-in name, or done for them."""
        return self.filter(
            Q(actor_name__startswith=name)
            | Q(account__username=name)
            | Q(for_account__name=name)
        )

    def by_action(self, action: str) -> Self:
        """Narrow to one kind of deed."""
        return self.filter(action=action)

    def about(self, subject_type: str, subject_id: str = "") -> Self:
        """Narrow to one kind of subject, or one subject."""
        found = self.filter(subject_type=subject_type)
        return found.filter(subject_id=subject_id) if subject_id else found

    def before(self, pk: int) -> Self:
        """Narrow to what was written earlier: the next page of a long list."""
        return self.filter(pk__lt=pk)


class Entry(models.Model):
    """One deed, as it was done (审计记录)."""

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    action = models.CharField(_("动作"), max_length=80, db_index=True)
    actor_kind = models.CharField(_("身份"), max_length=10)
    actor_name = models.CharField(_("操作人"), max_length=130)
    account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    for_account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("代谁"),
    )
    address = models.CharField(_("网络地址"), max_length=45, blank=True)
    subject_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    subject_id = models.CharField(_("对象编号"), max_length=60, blank=True)
    facts = models.JSONField(_("事实"), default=dict)
    transaction_number = models.BigIntegerField(
        _("事务号"), default=0, db_index=True, editable=False
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("审计记录")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["subject_type", "subject_id"], name="audit_entry_subject"
            )
        ]

    def __str__(self) -> str:
        return f"{self.at} {self.actor_name} {self.action}"


# what a seal vouches for, in this order; changing it needs a new algorithm name
SEALED_FIELDS = (
    "pk",
    "at",
    "action",
    "actor_kind",
    "actor_name",
    "account_id",
    "for_account_id",
    "address",
    "subject_type",
    "subject_id",
    "facts",
    "transaction_number",
)


class Seal(models.Model):
    """A batch of entries made unchangeable: a Merkle root in a chain (封存)."""

    class Clock(models.TextChoices):
        """What tells that all entries up to a mark are in."""

        IDS = "ids", _("编号")
        TRANSACTIONS = "transactions", _("事务号")

    number = models.PositiveBigIntegerField(_("序号"), primary_key=True)
    sealed_at = models.DateTimeField(_("封存时间"))
    count = models.PositiveIntegerField(_("条数"))
    clock = models.CharField(_("次序依据"), max_length=12, choices=Clock)
    upto = models.BigIntegerField(_("封存到"))  # every entry below this mark is in
    restarted = models.BooleanField(_("次序重新开始"), default=False)
    algorithm = models.CharField(_("摘要算法"), max_length=12)
    root = models.CharField(_("根"), max_length=64)
    previous = models.CharField(_("前一封存"), max_length=64, blank=True)
    digest = models.CharField(_("摘要"), max_length=64, unique=True)
    signature = models.CharField(_("签章"), max_length=64)

    class Meta:
        verbose_name = _("封存")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.digest}"

    @property
    def sealed_facts(self) -> list[Any]:
        """Return what the seal's own digest vouches for."""
        return [
            self.previous,
            self.number,
            self.sealed_at,
            self.count,
            self.clock,
            self.upto,
            self.restarted,
            self.algorithm,
            self.root,
        ]


class Leaf(models.Model):
    """One entry's place in a seal, and its digest then (封存明细)."""

    seal = models.ForeignKey(
        Seal, models.PROTECT, related_name="leaves", verbose_name=_("封存")
    )
    # no constraint in the database: a leaf outlives an entry that was removed
    entry = models.OneToOneField(
        Entry,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        related_name="leaf",
        verbose_name=_("审计记录"),
    )
    digest = models.CharField(_("摘要"), max_length=64)

    class Meta:
        verbose_name = _("封存明细")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.digest}"
