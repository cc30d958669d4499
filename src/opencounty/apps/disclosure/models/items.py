"""Items of the information pool and the links between them."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.org.actor import Actor


class ItemQuerySet(models.QuerySet["Item"]):
    """Items as an actor may see them."""

    def live(self) -> Self:
        """Narrow to what is published now."""
        return self.filter(released_at__isnull=False, withdrawn_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what `actor` may see: the public sees what is live."""
        if actor.is_system:
            return self.all()
        if not actor.is_officer:
            return self.live()
        units = actor.units_for("disclosure.see_items")
        if units is None:
            return self.all()
        own = Q(unit__in=units | actor.unit_ids)
        if actor.account_id:
            own |= Q(versions__drafted_by=actor.account_id)
        live = Q(released_at__isnull=False, withdrawn_at=None)
        return self.filter(pk__in=Item.objects.filter(own | live).values("pk"))


class Item(models.Model):
    """One piece of government information (信息), written once, shown anywhere.

    An item has no state of its own: its versions do. What lists and catalogues
    show (title, issuer, dates …) is copied here from the published version.
    """

    class Validity(models.TextChoices):
        NOT_APPLICABLE = "", _("不适用")
        IN_FORCE = "in_force", _("现行有效")
        AMENDED = "amended", _("已修改")
        REPEALED = "repealed", _("已废止")
        EXPIRED = "expired", _("已失效")

    class Openness(models.TextChoices):
        """公开属性."""

        ACTIVE = "active", _("主动公开")
        ON_REQUEST = "on_request", _("依申请公开")
        CLOSED = "closed", _("不予公开")

    code = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        "org.Unit", models.PROTECT, related_name="items", verbose_name=_("所属单位")
    )
    home_column = models.ForeignKey(
        "disclosure.Column",
        models.PROTECT,
        related_name="home_items",
        verbose_name=_("主栏目"),
    )
    # null before release, unique ever after: hence null and not ""
    index_number = models.CharField(  # noqa: DJ001
        _("索引号"), max_length=60, null=True, blank=True, unique=True
    )
    openness = models.CharField(
        _("公开属性"), max_length=12, choices=Openness, default=Openness.ACTIVE
    )
    openness_reason = models.CharField(_("不公开理由"), max_length=200, blank=True)

    # the face of the published version
    title = models.CharField(_("标题"), max_length=500)
    issuer = models.ForeignKey(
        "org.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issued_items",
        verbose_name=_("发布机构（本县单位）"),
    )
    issuer_name = models.CharField(_("发布机构"), max_length=200, blank=True)
    doc_number = models.CharField(_("发文字号"), max_length=120, blank=True)
    register_number = models.CharField(_("统一登记号"), max_length=60, blank=True)
    made_on = models.DateField(_("成文日期"), null=True, blank=True)
    category = models.ForeignKey(
        "disclosure.Category",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="items",
        verbose_name=_("公开类目"),
    )
    genre = models.CharField(_("体裁"), max_length=40, blank=True)
    subject = models.CharField(_("主题"), max_length=120, blank=True)
    keywords = models.CharField(_("关键词"), max_length=300, blank=True)
    summary = models.CharField(_("内容概述"), max_length=500, blank=True)

    # validity lives on the item: another document changes it
    validity = models.CharField(
        _("有效性"), max_length=12, choices=Validity, blank=True, default=""
    )
    effective_on = models.DateField(_("施行日期"), null=True, blank=True)
    valid_until = models.DateField(_("有效期至"), null=True, blank=True)

    # where it came from, when it came from elsewhere
    origin = models.SlugField(_("导入来源"), max_length=60, blank=True)
    origin_id = models.CharField(_("来源编号"), max_length=120, blank=True)
    origin_url = models.CharField(_("原网址"), max_length=500, blank=True)
    origin_digest = models.CharField(_("来源摘要"), max_length=64, blank=True)
    origin_facts = models.JSONField(_("来源的其他字段"), default=dict, blank=True)
    source_published_on = models.DateField(_("来源发布日期"), null=True, blank=True)
    region_code = models.CharField(_("地区代码"), max_length=12, blank=True)
    region_name = models.CharField(_("地区"), max_length=60, blank=True)

    # release
    published_version = models.OneToOneField(
        "disclosure.Version",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_item",
        verbose_name=_("已发布版本"),
    )
    released_at = models.DateTimeField(_("首次发布时间"), null=True, editable=False)
    listed_at = models.DateTimeField(_("列表时间"), null=True, editable=False)
    changed_at = models.DateTimeField(_("最近变动"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=300, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("信息")
        ordering = ["-listed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="disclosure_item_imported_once",
                fields=["origin", "origin_id"],
                condition=~Q(origin=""),
            ),
            models.CheckConstraint(
                name="disclosure_item_withdrawn_with_reason",
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="disclosure_item_closed_with_reason",
                condition=Q(openness="active") | ~Q(openness_reason=""),
            ),
            models.CheckConstraint(
                name="disclosure_item_released_has_version",
                condition=Q(released_at=None) | Q(published_version__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                F("listed_at").desc(),
                F("id").desc(),
                name="disclosure_item_latest",
                condition=Q(released_at__isnull=False, withdrawn_at=None),
            ),
            models.Index(fields=["category", "-listed_at"], name="disclosure_item_cat"),
            models.Index(fields=["unit", "-listed_at"], name="disclosure_item_unit"),
            models.Index(fields=["doc_number"], name="disclosure_item_docno"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_live(self) -> bool:
        """Say whether the public sees it now."""
        return self.released_at is not None and self.withdrawn_at is None

    @property
    def url(self) -> str:
        """Return the one public address: column path, year, month, serial."""
        moment = self.listed_at or self.changed_at
        day = timezone.localtime(moment)
        return f"/{self.home_column.path}/{day:%Y}/{day:%m}/{self.pk}.html"


class Link(models.Model):
    """What one item does to another: interprets, amends, repeals … it."""

    class Kind(models.TextChoices):
        INTERPRETS = "interprets", _("解读")
        AMENDS = "amends", _("修改")
        REPEALS = "repeals", _("废止")
        REPLACES = "replaces", _("替代")
        BASED_ON = "based_on", _("依据")
        RELATES_TO = "relates_to", _("相关")

    source = models.ForeignKey(
        Item, models.PROTECT, related_name="links", verbose_name=_("信息")
    )
    target = models.ForeignKey(
        Item, models.PROTECT, related_name="backlinks", verbose_name=_("对象")
    )
    kind = models.CharField(_("关系"), max_length=12, choices=Kind)

    class Meta:
        verbose_name = _("文件关系")
        constraints = [
            models.UniqueConstraint(
                name="disclosure_link_once", fields=["source", "target", "kind"]
            ),
            models.CheckConstraint(
                name="disclosure_link_two_items",
                condition=~Q(source=models.F("target")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.kind} {self.target_id}"
