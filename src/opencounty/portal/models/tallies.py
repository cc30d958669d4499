"""How often each item was read, a row per item and day."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """Views of one item on one day (浏览量)."""

    item = models.ForeignKey(
        "disclosure.Item",
        models.PROTECT,
        related_name="tallies",
        verbose_name=_("信息"),
    )
    day = models.DateField(_("日期"))
    views = models.PositiveIntegerField(_("浏览次数"), default=0)

    class Meta:
        verbose_name = _("浏览量")
        ordering = ["-day", "item"]
        constraints = [
            models.UniqueConstraint(
                name="portal_tally_item_day", fields=["item", "day"]
            )
        ]
        indexes = [
            models.Index(fields=["day", "item", "views"], name="portal_tally_day")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.day}: {self.views}"
