"""Columns of the portal and where items stand in them."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Column(models.Model):
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
    last_released_at = models.DateTimeField(_("最近发布"), null=True, blank=True)

    class Meta:
        verbose_name = _("栏目")
        ordering = ["position", "path"]
        constraints = [
            models.CheckConstraint(
                name="disclosure_column_exempt_says_why",
                condition=Q(counts_for_update=True) | ~Q(exempt_reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Return the address of the column's first page."""
        return f"/{self.path}/"

    @property
    def is_first_level(self) -> bool:
        """Say whether this is a first-level column (一级栏目)."""
        return self.parent_id is None


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

    class Meta:
        verbose_name = _("上栏")
        constraints = [
            models.UniqueConstraint(
                name="disclosure_placement_once", fields=["item", "column"]
            )
        ]
        indexes = [
            models.Index(
                F("column"),
                F("pinned").desc(),
                F("listed_at").desc(),
                F("item").desc(),
                name="disclosure_placement_list",
                condition=Q(live=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.column_id} ← {self.item_id}"
