"""The calendar of working days, in versions: nothing is overwritten.

A row says from which version on it holds (`since`) and, once it no longer does, the
version that ended it (`until`). So every earlier version can be read again.
"""

import uuid
from typing import TYPE_CHECKING, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.deadlines import rules

if TYPE_CHECKING:
    from opencounty.kernel.org.actor import Actor

FIRST_YEAR, LAST_YEAR = 2004, 2100
M = TypeVar("M", bound=models.Model)


class CalendarVersionQuerySet(models.QuerySet["CalendarVersion"]):
    """Versions of the calendar."""

    def visible_to(self, actor: "Actor") -> Self:
        """Narrow to what `actor` may see: staff see the whole history."""
        return self.all() if actor.is_officer or actor.is_system else self.none()

    def newest_first(self) -> Self:
        """Return the versions, the one in force first."""
        return self.order_by("-number")

    def before(self, version: "CalendarVersion") -> "CalendarVersion | None":
        """Return the version that `version` took over from."""
        return self.newest_first().filter(number__lt=version.number).first()


class CalendarVersion(models.Model):
    """One state of the calendar (日历版本): who made it, when, and why."""

    number = models.PositiveIntegerField(_("版本"), primary_key=True)
    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reason = models.CharField(_("修改原因"), max_length=200)
    made_at = models.DateTimeField(_("修改时间"), auto_now_add=True)
    made_by = models.CharField(_("修改人"), max_length=130)
    account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("账号"),
    )

    objects = CalendarVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("日历版本")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class VersionedQuerySet(models.QuerySet[M]):
    """Rows that hold from one version of the calendar until another."""

    def current(self) -> Self:
        """Narrow to the rows in force."""
        return self.filter(until=None)

    def at(self, number: int) -> Self:
        """Narrow to the rows of version `number`."""
        return self.filter(since__lte=number).exclude(until__lte=number)

    def touched_in(self, number: int) -> Self:
        """Narrow to the rows that version `number` began or ended."""
        return self.filter(Q(since=number) | Q(until=number))


class Versioned(models.Model):
    """A row of the calendar with the versions between which it holds."""

    since = models.ForeignKey(
        CalendarVersion, models.PROTECT, related_name="+", verbose_name=_("起始版本")
    )
    until = models.ForeignKey(
        CalendarVersion,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("终止版本"),
    )

    class Meta:
        abstract = True


class CalendarYearQuerySet(VersionedQuerySet["CalendarYear"]):
    """Years whose arrangement is loaded."""

    def for_year(self, year: int) -> Self:
        """Narrow to one year."""
        return self.filter(year=year)


class CalendarYear(Versioned):
    """A year whose official arrangement is loaded (年度放假安排)."""

    year = models.PositiveSmallIntegerField(_("年份"))
    title = models.CharField(_("通知名称"), max_length=200)
    notice_url = models.URLField(_("通知网址"), max_length=500, blank=True)

    objects = CalendarYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("年度放假安排")
        ordering = ["year", "since"]
        constraints = [
            models.UniqueConstraint(
                name="deadlines_calendaryear_one_current",
                fields=["year"],
                condition=Q(until=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} 年：{self.title}"


class CalendarDayQuerySet(VersionedQuerySet["CalendarDay"]):
    """Holidays and make-up days."""

    def in_year(self, year: int) -> Self:
        """Narrow to the days of one year."""
        return self.filter(day__year=year)


class CalendarDay(Versioned):
    """A day that differs from the plain week: a holiday or a make-up day (调休)."""

    class Kind(models.TextChoices):
        """What the day is made into."""

        WORK = rules.DayKind.WORK, _("上班")
        REST = rules.DayKind.REST, _("放假")

    class Source(models.TextChoices):
        """Whose notice names the day."""

        NATIONAL = "national", _("国务院办公厅通知")
        COUNTY = "county", _("本地通知")

    day = models.DateField(_("日期"))
    kind = models.CharField(_("类型"), max_length=4, choices=Kind)
    name = models.CharField(_("名称"), max_length=30)
    source = models.CharField(
        _("来源"), max_length=8, choices=Source, default=Source.NATIONAL
    )
    arrangement = models.PositiveSmallIntegerField(_("安排的年度"))
    notice_url = models.URLField(_("通知网址"), max_length=500, blank=True)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("特殊日期")
        ordering = ["day", "since"]
        constraints = [
            models.UniqueConstraint(
                name="deadlines_calendarday_one_current",
                fields=["day"],
                condition=Q(until=None),
            ),
            models.CheckConstraint(
                name="deadlines_calendarday_ends_later",
                condition=Q(until=None) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.name}{self.get_kind_display()}"

    def as_rule(self) -> rules.SpecialDay:
        """Return the day as the rules know it."""
        return rules.SpecialDay(self.day, rules.DayKind(self.kind), self.name)


class OfficeHours(Versioned):
    """One block of an office's hours (办公时间), all year or in a season."""

    unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("单位"),
    )  # none: the whole county
    begins_on = models.CharField(_("起始月日"), max_length=5, blank=True)  # "06-01"
    ends_on = models.CharField(_("截止月日"), max_length=5, blank=True)
    opens = models.TimeField(_("上班时间"))
    closes = models.TimeField(_("下班时间"))

    objects = VersionedQuerySet["OfficeHours"].as_manager()

    class Meta:
        verbose_name = _("办公时间")
        ordering = ["unit", "begins_on", "opens"]
        constraints = [
            models.CheckConstraint(
                name="deadlines_officehours_close_later",
                condition=Q(closes__gt=F("opens")),
            ),
            models.CheckConstraint(
                name="deadlines_officehours_whole_season",
                condition=Q(begins_on="", ends_on="")
                | (~Q(begins_on="") & ~Q(ends_on="")),
            ),
        ]

    def __str__(self) -> str:
        season = f"{self.begins_on} 至 {self.ends_on} " if self.begins_on else ""
        return f"{season}{self.opens:%H:%M}–{self.closes:%H:%M}"
