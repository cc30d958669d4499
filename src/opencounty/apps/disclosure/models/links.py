"""Links: what one document does to another."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure.models.items import Item


class LinkQuerySet(models.QuerySet["Link"]):
    """Links from either end."""

    def around(self, item: Item) -> Self:
        """Narrow to the links an item is at either end of, both ends fetched."""
        return self.filter(Q(source=item) | Q(target=item)).select_related(
            "source__home_column", "target__home_column"
        )

    def between_live(self) -> Self:
        """Narrow to links whose two ends the public sees."""
        ends = {f"{end}__released_at__isnull": False for end in ("source", "target")}
        return self.filter(**ends, source__withdrawn_at=None, target__withdrawn_at=None)

    def changing_validity(self) -> Self:
        """Narrow to links by which one document ends or amends another."""
        return self.filter(
            kind__in=[Link.Kind.AMENDS, Link.Kind.REPEALS, Link.Kind.REPLACES]
        )


class Link(models.Model):
    """What one item does to another: interprets, amends, repeals … it."""

    class Kind(models.TextChoices):
        INTERPRETS = "interprets", _("解读")
        AMENDS = "amends", _("修改")
        REPEALS = "repeals", _("废止")
        REPLACES = "replaces", _("替代")
        BASED_ON = "based_on", _("依据")
        RELATES_TO = "relates_to", _("相关")

    # the same relation, read from the other end
    BACKWARD = {
        Kind.INTERPRETS: _("解读材料"),
        Kind.AMENDS: _("被修改"),
        Kind.REPEALS: _("被废止"),
        Kind.REPLACES: _("被替代"),
        Kind.BASED_ON: _("配套文件"),
        Kind.RELATES_TO: _("相关"),
    }

    source = models.ForeignKey(
        Item, models.PROTECT, related_name="links", verbose_name=_("信息")
    )
    target = models.ForeignKey(
        Item, models.PROTECT, related_name="backlinks", verbose_name=_("对象")
    )
    kind = models.CharField(_("关系"), max_length=12, choices=Kind)

    objects = LinkQuerySet.as_manager()

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

    def seen_from(self, item: Item) -> "tuple[str, Item]":
        """Return the relation in words and the other document, as `item` sees it."""
        if item.pk == self.source_id:
            return str(self.get_kind_display()), self.target
        return str(self.BACKWARD[self.Kind(self.kind)]), self.source
