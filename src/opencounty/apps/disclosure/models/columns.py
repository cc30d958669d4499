"""Columns of the portal and where items stand in them."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure import rules
from opencounty.apps.disclosure.models import trees
from opencounty.apps.disclosure.models.keeping import Kept, KeptQuerySet
from opencounty.kernel.org.actor import Actor


class ColumnQuerySet(KeptQuerySet["Column"]):
    """Columns as of a day, and the tree they form."""

    def open_on(self, day: date) -> Self:
        """Narrow to the columns that are not closed on `day`."""
        return self.filter(Q(closed_on=None) | Q(closed_on__gt=day))

    def of_site(self, unit_id: int | None) -> Self:
        """Narrow to the county portal (None) or to one unit's sub-site."""
        return self.filter(site_unit=unit_id)

    def first_level(self) -> Self:
        """Narrow to first-level columns (一级栏目)."""
        return self.filter(parent=None)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what `actor` may see: a closed column stays readable."""
        if actor.is_officer or actor.is_system:
            return self
        return self.filter(archived_on=None)

    def managed_by(self, actor: Actor) -> Self:
        """Narrow to the columns the actor may change."""
        units = actor.units_for("disclosure.manage_columns")
        return self if units is None else self.filter(unit__in=units)

    def as_tree(self) -> "list[tuple[Column, int]]":
        """Return the columns with their depth, in the order of the tree.

        A column whose parent is not among them stands at the top.
        """
        columns = list(self)
        here = {column.pk for column in columns}
        children: dict[int | None, list[Column]] = {}
        for column in columns:
            above = column.parent_id if column.parent_id in here else None
            children.setdefault(above, []).append(column)
        return list(trees.walk(children))

    def lines(self) -> dict[int, tuple[int, ...]]:
        """Map every column to itself and the columns above it, nearest first."""
        return trees.lines(dict(self.order_by().values_list("pk", "parent_id")))


class Column(Kept):
    """A column (栏目): a place where items appear, with its own update period."""

    class Kind(models.TextChoices):
        """What a column holds; each kind has its update period (portal-rules §10)."""

        NEWS = "news", _("动态要闻")
        NOTICE = "notice", _("通知公告")
        POLICY = "policy", _("政策文件")
        INTERPRETATION = "interpretation", _("政策解读")
        PROFILE = "profile", _("概况")
        ORGAN = "organ", _("机构职能")
        LEADER = "leader", _("领导信息")
        PERSONNEL = "personnel", _("人事信息")
        PLAN = "plan", _("规划计划")
        FINANCE = "finance", _("财政信息")
        STATISTICS = "statistics", _("统计信息")
        PROJECT = "project", _("重大项目")
        WELFARE = "welfare", _("民生保障")
        EMERGENCY = "emergency", _("应急管理")
        ENFORCEMENT = "enforcement", _("许可执法")
        SUPERVISION = "supervision", _("监督检查")
        GUIDE = "guide", _("公开指南")
        SYSTEM = "system", _("公开制度")
        REPORT = "report", _("公开年报")
        CATALOGUE = "catalogue", _("公开目录")
        AFFAIRS = "affairs", _("办事服务")
        ENGAGEMENT = "engagement", _("互动交流")
        TOPIC = "topic", _("专题")
        LIBRARY = "library", _("法规文库")
        LINK = "link", _("链接")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    path = models.CharField(_("网址路径"), max_length=200, unique=True)
    name = models.CharField(_("栏目名称"), max_length=80)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级栏目"),
    )
    site_unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="site_columns",
        verbose_name=_("所属子站单位"),
        help_text=_("县门户的栏目不填；部门、乡镇子站的栏目填该单位。"),
    )
    unit = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="columns",
        verbose_name=_("责任单位"),
    )
    kind = models.CharField(_("栏目类别"), max_length=20, choices=Kind)
    description = models.CharField(_("栏目简介"), max_length=300, blank=True)
    keywords = models.CharField(_("关键词"), max_length=200, blank=True)
    period_days = models.PositiveIntegerField(
        _("更新周期（天）"), null=True, blank=True, help_text=_("不填按类别的周期。")
    )
    counts_for_update = models.BooleanField(_("计入更新检查"), default=True)
    exempt_reason = models.CharField(_("不计入的理由"), max_length=120, blank=True)
    position = models.PositiveIntegerField(_("排序"), default=0)
    in_navigation = models.BooleanField(_("显示在导航"), default=True)
    opened_on = models.DateField(_("开设日期"), null=True, blank=True)
    closed_on = models.DateField(_("关闭日期"), null=True, blank=True)
    archived_on = models.DateField(_("归档日期"), null=True, blank=True)
    # kept by the services with every release, so that no page has to count
    last_released_at = models.DateTimeField(_("最近发布"), null=True, editable=False)
    live_items = models.PositiveIntegerField(_("在栏信息"), default=0, editable=False)

    objects = ColumnQuerySet.as_manager()

    class Meta:
        verbose_name = _("栏目")
        ordering = ["position", "path"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_column_exempt_says_why",
                condition=Q(counts_for_update=True) | ~Q(exempt_reason=""),
            ),
            models.CheckConstraint(
                name="disclosure_column_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("pk")),
            ),
            models.CheckConstraint(
                name="disclosure_column_period_positive",
                condition=Q(period_days=None) | Q(period_days__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Return the address of the column's first page."""
        return f"/{self.path}/"

    def freshness(self, today: date) -> rules.Freshness:
        """Return how the column stands towards its update period today."""
        last = self.last_released_at
        return rules.freshness(
            rules.ColumnFacts(
                kind=self.kind,
                period_days=self.period_days,
                last_released_on=localdate(last) if last else None,
                live_items=self.live_items,
                counts=self.counts_for_update and self.kind != self.Kind.LINK,
                closed=self.closed_on is not None and self.closed_on <= today,
            ),
            today,
        )

    @property
    def is_first_level(self) -> bool:
        """Say whether this is a first-level column (一级栏目)."""
        return self.parent_id is None


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Placements as a column's list wants them."""

    def listed(self, column_id: int) -> Self:
        """Narrow to one column's live rows, in list order: pinned, then newest."""
        return self.filter(column=column_id, live=True).order_by(
            "-pinned", "-listed_at", "-item_id"
        )

    def chosen(self) -> Self:
        """Narrow to the columns somebody chose, without those above them."""
        return self.filter(inherited=False)

    def item_ids(self, start: int, size: int, total: int) -> list[int]:
        """Return the items at `start`, reading from whichever end is nearer.

        The list must be in list order; `total` is its length as the column
        keeps it. A deep page so costs half the list at most, all in the index.
        """
        if start <= total // 2:
            return list(self.values_list("item_id", flat=True)[start : start + size])
        first = max(total - start - size, 0)
        rows = self.reverse().values_list("item_id", flat=True)
        return list(rows[first : total - start])[::-1]

    def of_items(self, item_ids: Iterable[int]) -> Self:
        """Narrow to the rows of some items."""
        return self.filter(item__in=item_ids)


class Placement(models.Model):
    """An item standing in a column, and so in every column above it.

    Rows for the columns above are written too (`inherited`), so that the list
    of any column is one index scan. `live` follows the item's release.
    """

    item = models.ForeignKey(
        "disclosure.Item",
        models.PROTECT,
        related_name="placements",
        verbose_name=_("信息"),
    )
    column = models.ForeignKey(
        Column, models.PROTECT, related_name="placements", verbose_name=_("栏目")
    )
    inherited = models.BooleanField(_("由下级栏目带入"), default=False)
    live = models.BooleanField(_("已发布"), default=False)
    pinned = models.BooleanField(_("置顶"), default=False)
    listed_at = models.DateTimeField(_("列表时间"), null=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("上栏")
        constraints = [
            models.UniqueConstraint(
                name="disclosure_placement_once", fields=["item", "column"]
            ),
            models.CheckConstraint(
                name="disclosure_placement_live_has_time",
                condition=Q(live=False) | Q(listed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                F("column"),
                F("pinned").desc(),
                F("listed_at").desc(),
                F("item").desc(),
                F("live"),  # asked for, so that the index alone answers
                name="disclosure_placement_list",
                condition=Q(live=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.column_id} ← {self.item_id}"
