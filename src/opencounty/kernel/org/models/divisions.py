"""Administrative divisions (行政区划) with their validity and successors."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from opencounty.kernel.org.models.periods import in_force

LONGEST_SUCCESSION = 50  # generations; stops a loop in bad data


class DivisionQuerySet(models.QuerySet["Division"]):
    """Divisions as of a day."""

    def valid_on(self, day: date) -> Self:
        """Narrow to the divisions that exist on `day`."""
        return self.filter(in_force(day))

    def current(self) -> Self:
        """Narrow to the divisions with no end."""
        return self.filter(valid_to=None)


class Division(models.Model):
    """An administrative division (行政区划): 12 digits, province to village."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, _("省级")
        CITY = 2, _("地级")
        COUNTY = 3, _("县级")
        TOWN = 4, _("乡级")
        VILLAGE = 5, _("村级")

    code = models.CharField(_("区划代码"), max_length=12)
    name = models.CharField(_("名称"), max_length=100)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级区划"),
    )
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)

    objects = DivisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("行政区划")
        ordering = ["code", "valid_from"]
        constraints = [
            models.UniqueConstraint(
                name="org_division_one_start", fields=["code", "valid_from"]
            ),
            models.UniqueConstraint(
                name="org_division_one_beginning",
                fields=["code"],
                condition=Q(valid_from=None),
            ),
            models.UniqueConstraint(
                name="org_division_one_current",
                fields=["code"],
                condition=Q(valid_to=None),
            ),
            models.CheckConstraint(
                name="org_division_ends_after_start",
                condition=Q(valid_to=None)
                | Q(valid_from=None)
                | Q(valid_to__gte=models.F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    def exists_on(self, day: date) -> bool:
        """Say whether the division exists on `day`."""
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or self.valid_to >= day)

    def on(self, day: date) -> list["Division"]:
        """Return what this division was, or became, on `day`, by code.

        Itself while it exists; otherwise its successors or predecessors then:
        several after a split or before a merger, none when nobody knows.
        """
        found: set[Division] = set()
        seen: set[int] = {self.pk}
        ring = [self]
        for _generation in range(LONGEST_SUCCESSION):
            found |= {division for division in ring if division.exists_on(day)}
            ring = list(_next_ring(ring, day, seen))
            seen |= {division.pk for division in ring}
            if not ring:
                break
        return sorted(found, key=lambda division: division.code)


def _next_ring(
    ring: list[Division], day: date, seen: set[int]
) -> models.QuerySet[Division]:
    """Return the next divisions in time: later ones if ended, earlier if not begun."""
    ended = [d.pk for d in ring if d.valid_to is not None and d.valid_to < day]
    unborn = [d.pk for d in ring if d.valid_from is not None and d.valid_from > day]
    return (
        Division.objects.filter(
            Q(origins__predecessor__in=ended) | Q(successions__successor__in=unborn)
        )
        .exclude(pk__in=seen)
        .distinct()
    )


class DivisionSuccession(models.Model):
    """One division taking over from another (撤并、更名、改码)."""

    predecessor = models.ForeignKey(
        Division, models.PROTECT, related_name="successions", verbose_name=_("原区划")
    )
    successor = models.ForeignKey(
        Division, models.PROTECT, related_name="origins", verbose_name=_("新区划")
    )
    happened_on = models.DateField(_("变更日期"))

    class Meta:
        verbose_name = _("区划沿革")
        ordering = ["happened_on"]
        constraints = [
            models.UniqueConstraint(
                name="org_division_succession_once",
                fields=["predecessor", "successor"],
            ),
            models.CheckConstraint(
                name="org_division_succession_of_two",
                condition=~Q(predecessor=models.F("successor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
