"""What was decided and what was released: append-only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure.models.keeping import Kept, KeptQuerySet


class Approval(Kept):
    """A signed step of review (审核记录); stays with the version for ever."""

    class Step(models.TextChoices):
        SUBMITTED = "submitted", _("送审")
        RETURNED = "returned", _("退回")
        RECALLED = "recalled", _("收回")
        APPROVED = "approved", _("审核通过")

    version = models.ForeignKey(
        "disclosure.Version",
        models.PROTECT,
        related_name="approvals",
        verbose_name=_("版本"),
    )
    step = models.CharField(_("环节"), max_length=12, choices=Step)
    by = models.ForeignKey(
        "org.Account", models.PROTECT, related_name="+", verbose_name=_("签署人")
    )
    for_account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("代谁签署"),
    )
    by_name = models.CharField(_("签署人姓名"), max_length=130)
    at = models.DateTimeField(_("时间"))
    opinion = models.TextField(_("意见"), blank=True)
    digest = models.CharField(_("内容摘要值"), max_length=64)

    objects = KeptQuerySet["Approval"].as_manager()

    class Meta:
        verbose_name = _("审核记录")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_step_display()}"


class Release(Kept):
    """An entry of the release log (发布日志)."""

    class Action(models.TextChoices):
        PUBLISHED = "published", _("发布")
        UPDATED = "updated", _("更新版本")
        IMPORTED = "imported", _("导入")
        WITHDRAWN = "withdrawn", _("撤回")
        RESTORED = "restored", _("恢复")

    item = models.ForeignKey(
        "disclosure.Item",
        models.PROTECT,
        related_name="releases",
        verbose_name=_("信息"),
    )
    version = models.ForeignKey(
        "disclosure.Version",
        models.PROTECT,
        related_name="releases",
        verbose_name=_("版本"),
    )
    action = models.CharField(_("动作"), max_length=12, choices=Action)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(
        "org.Account", models.PROTECT, null=True, related_name="+", verbose_name=_("人")
    )
    by_name = models.CharField(_("人名"), max_length=130)
    digest = models.CharField(_("内容摘要值"), max_length=64)
    columns = models.JSONField(_("栏目"), default=list)
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    objects = KeptQuerySet["Release"].as_manager()

    class Meta:
        verbose_name = _("发布日志")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.get_action_display()}"
