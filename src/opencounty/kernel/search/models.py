"""What waits to be written into the search index."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pending(models.Model):
    """A key to index anew (待编入检索), written in the deed's own transaction.

    Rows are only ever added and removed, never shared, so that two deeds on one
    thing cannot lose each other's mark.
    """

    key = models.CharField(_("检索键"), max_length=120)
    # in the current generation already, still owed to the one being built
    indexed = models.BooleanField(_("已编入"), default=False)
    marked_at = models.DateTimeField(_("标记时间"), auto_now_add=True)

    class Meta:
        verbose_name = _("待编入检索")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["id"],
                name="search_pending_waiting",
                condition=models.Q(indexed=False),
            )
        ]

    def __str__(self) -> str:
        return self.key
