"""The audit trail: append-only entries, sealed later in batches."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One deed, as it was done (审计记录)."""

    at = models.DateTimeField(_("时间"), auto_now_add=True)
    action = models.CharField(_("动作"), max_length=80, db_index=True)
    actor_kind = models.CharField(_("身份"), max_length=10)
    actor_name = models.CharField(_("操作人"), max_length=60)
    account = models.ForeignKey(
        "org.Account",
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    subject_type = models.CharField(_("对象类型"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=60)
    facts = models.JSONField(_("事实"), default=dict)

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
