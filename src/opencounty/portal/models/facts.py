"""Facts of a site that every page prints, and hosts it may link to freely."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from opencounty.portal import rules

# the facts without which a page may not be called a government site's page
REQUIRED = (
    "name",
    "main_domain",
    "site_id_code",
    "icp_no",
    "police_no",
    "conac_id",
    "host_organ",
    "phone",
)
# what the contact section shows besides; a check names what is missing
CONTACT = ("hours", "address")


@register_setting(icon="site", order=1)
class SiteFacts(BaseSiteSetting):  # type: ignore[misc]
    """Facts of a site (网站要素): printed as they stand, left out while unset.

    A Wagtail site without a value takes the default site's.
    """

    class Kind(models.TextChoices):
        PORTAL = "portal", _("政府门户网站")
        DEPARTMENT = "department", _("部门网站")
        SPECIAL = "special", _("专项网站")

    class State(models.TextChoices):
        NORMAL = "normal", _("正常运行")
        OFFLINE = "offline", _("临时下线")
        ARCHIVED = "archived", _("已归档")
        CLOSED = "closed", _("永久下线")

    name = models.CharField(_("网站名称"), max_length=60, blank=True)
    legal_name = models.CharField(_("主办单位法定名称"), max_length=120, blank=True)
    main_domain = models.CharField(
        _("主域名"),
        max_length=253,
        blank=True,
        validators=[RegexValidator(rules.DOMAIN, _("应为域名，如 www.xx.gov.cn"))],
        help_text=_("只写主机名，不写 http://"),
    )
    chinese_domain = models.CharField(
        _("中文域名"),
        max_length=100,
        blank=True,
        validators=[
            RegexValidator(rules.CHINESE_DOMAIN, _("应以“.政务”结尾，如 某县.政务"))
        ],
    )
    site_id_code = models.CharField(
        _("网站标识码"),
        max_length=10,
        blank=True,
        validators=[
            RegexValidator(
                rules.SITE_ID_CODE, _("应为10位数字（6位区划代码加4位序号）")
            )
        ],
    )
    icp_no = models.CharField(
        _("ICP备案编号"),
        max_length=30,
        blank=True,
        validators=[RegexValidator(rules.ICP_NO, _("应如 京ICP备12345678号-1"))],
    )
    police_no = models.CharField(
        _("公安备案编号"),
        max_length=14,
        blank=True,
        validators=[RegexValidator(rules.POLICE_NO, _("应为14位数字"))],
        help_text=_("只填14位数字；省份简称随ICP备案编号印出。"),
    )
    conac_id = models.CharField(
        _("党政机关网站标识编号"),
        max_length=32,
        blank=True,
        validators=[RegexValidator(rules.CONAC_ID, _("应为32位十六进制字符"))],
        help_text=_("标识链接地址中 id= 后面的32位。"),
    )
    host_organ = models.CharField(_("主办单位"), max_length=120, blank=True)
    undertaker = models.CharField(_("承办单位"), max_length=120, blank=True)
    phone = models.CharField(_("联系电话"), max_length=60, blank=True)
    hours = models.CharField(_("接听时间"), max_length=60, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(
        _("邮政编码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(rules.POSTCODE, _("应为6位数字"))],
    )
    email = models.EmailField(_("电子邮箱"), blank=True)
    site_type = models.CharField(
        _("网站类别"), max_length=12, choices=Kind, default=Kind.PORTAL
    )
    description = models.CharField(_("网站简介"), max_length=200, blank=True)
    emblem = models.ForeignKey(
        "wagtailimages.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("页眉标志"),
    )
    opened_on = models.DateField(_("开通日期"), null=True, blank=True)
    state = models.CharField(
        _("网站状态"), max_length=10, choices=State, default=State.NORMAL
    )
    offline_since = models.DateField(_("下线日期"), null=True, blank=True)
    offline_reason = models.CharField(_("下线原因"), max_length=200, blank=True)
    offline_approval = models.CharField(_("批准文号"), max_length=60, blank=True)
    demonstration = models.BooleanField(
        _("演示站点"),
        default=False,
        help_text=_("每页第一行注明本站为演示，内容虚构。"),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(n) for n in ("name", "legal_name", "site_type", "description")],
            _("名称"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    *("main_domain", "chinese_domain", "site_id_code"),
                    *("icp_no", "police_no", "conac_id"),
                )
            ],
            _("标识与备案"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    *("host_organ", "undertaker", "phone", "hours"),
                    *("address", "postcode", "email"),
                )
            ],
            _("主办与联系"),
        ),
        MultiFieldPanel(
            [
                FieldPanel(n)
                for n in (
                    *("emblem", "opened_on", "state", "offline_since"),
                    *("offline_reason", "offline_approval", "demonstration"),
                )
            ],
            _("外观与状态"),
        ),
    ]
    edit_handler = ObjectList(panels)

    class Meta:
        verbose_name = _("网站要素")
        constraints = [
            models.CheckConstraint(
                name="portal_site_offline_says_since_and_why",
                condition=models.Q(state__in=["normal", "archived"])
                | (
                    models.Q(offline_since__isnull=False) & ~models.Q(offline_reason="")
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name or str(_("未命名的网站"))

    def clean(self) -> None:
        """Ask for the day and the reason when the site is taken off line."""
        super().clean()
        away = self.state in {self.State.OFFLINE, self.State.CLOSED}
        if away and not (self.offline_since and self.offline_reason):
            raise ValidationError(
                {"state": _("临时或永久下线要填下线日期和下线原因。")}
            )


class TrustedHost(models.Model):
    """A host outside .gov.cn that may be linked to without a notice (白名单)."""

    host = models.CharField(
        _("主机名"),
        max_length=253,
        unique=True,
        validators=[RegexValidator(rules.DOMAIN, _("应为域名，如 www.example.cn"))],
        help_text=_("该主机和它的下级域名都不再提示。"),
    )
    reason = models.CharField(_("列入理由"), max_length=120)

    panels = [FieldPanel("host"), FieldPanel("reason")]

    class Meta:
        verbose_name = _("外链白名单")
        verbose_name_plural = _("外链白名单")
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host
