"""Items of the information pool and the links between them."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Count, F, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, ExtractYear, Left, NullIf
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opencounty.apps.disclosure.models.faces import Described, Openness
from opencounty.apps.disclosure.models.keeping import Kept, KeptQuerySet
from opencounty.apps.disclosure.rules import (
    OPEN_STATES,
    UNKNOWN,
    State,
    tidy_doc_number,
    tidy_index_number,
)
from opencounty.kernel.files.models import StoredFile
from opencounty.kernel.org.actor import Actor

# what a count may be taken by: its name, and the expression that yields it
FACETS: dict[str, Combinable] = {
    "category": F("category__code"),
    "genre": F("genre"),
    "issuer": F("issuer_name"),
    "origin": F("origin"),
    # the source's own class, where there is one, else the statutory one
    "said_category": Coalesce(
        NullIf(F("origin_category"), Value("")), F("category__name")
    ),
    "province": Left("region_code", 2),
    "validity": F("validity"),
    "year": ExtractYear("made_on"),
}


class ItemQuerySet(KeptQuerySet["Item"]):
    """Items as an actor may see them, and as lists and counts want them."""

    def live(self) -> Self:
        """Narrow to what is published now."""
        return self.filter(released_at__isnull=False, withdrawn_at=None)

    def visible_to(self, actor: Actor) -> Self:
        """Narrow to what `actor` may see: the public sees what is live."""
        if actor.is_system:
            return self
        live = Q(released_at__isnull=False, withdrawn_at=None)
        if not actor.is_officer:
            return self.filter(live)
        units = actor.units_for("disclosure.see_items")
        if units is None:
            return self
        own = Item.objects.filter(versions__drafted_by=actor.account_id)
        return self.filter(
            live | Q(unit__in=units | actor.unit_ids) | Q(pk__in=own.values("pk"))
        )

    def standing(self, where: str) -> Self:
        """Narrow to items with a version in an open state, or live, or withdrawn."""
        if where in OPEN_STATES:
            return self.filter(versions__state=where)
        if where == State.PUBLISHED:
            return self.live()
        return self.filter(withdrawn_at__isnull=False)

    def of_units(self, unit_ids: Iterable[int]) -> Self:
        """Narrow to the items of some units."""
        return self.filter(unit__in=unit_ids)

    def matching(self, words: str) -> Self:
        """Narrow to items whose title or document number holds the words."""
        return self.filter(
            Q(title__icontains=words)
            | Q(doc_number__icontains=words)
            | Q(index_number=words)
        )

    def named(self, words: str) -> Self:
        """Narrow to what an index number, a document number or a serial names."""
        number = tidy_index_number(words)
        named = Q(index_number=number) | Q(doc_number=tidy_doc_number(words))
        if number.isascii() and number.isdecimal() and len(number) < 19:
            named |= Q(pk=int(number))
        return self.filter(named)

    def touched_before(self, moment: datetime, pk: int) -> Self:
        """Narrow to what comes after a row, in the order of the last change."""
        earlier = Q(changed_at__lt=moment) | Q(changed_at=moment, pk__lt=pk)
        return self.filter(earlier, changed_at__lte=moment)

    def newest_first(self) -> Self:
        """Order by list time, newest first; ties by serial, so pages never waver."""
        return self.order_by("-listed_at", "-pk")

    def for_list(self) -> Self:
        """Fetch what a list shows, and nothing heavier."""
        return self.select_related("home_column").defer("origin_facts")

    def showing(self, file: StoredFile) -> Self:
        """Narrow to the items whose published version encloses a file."""
        return self.live().filter(published_version__attachments__file=file).distinct()

    def in_order(self, pks: Iterable[int]) -> "list[Item]":
        """Return the items in the order of `pks`; those not here are left out."""
        wanted = list(pks)
        found = {item.pk: item for item in self.filter(pk__in=wanted)}
        return [found[pk] for pk in wanted if pk in found]

    def counts_by(self, facet: str) -> dict[str, int]:
        """Count items by a facet; what has none is counted as "null"."""
        rows = self.order_by().values_list(FACETS[facet]).annotate(n=Count("pk"))
        counts: dict[str, int] = {}
        for value, n in rows:
            key = UNKNOWN if value in (None, "") else str(value)
            counts[key] = counts.get(key, 0) + n
        return counts

    def counts_in_columns(self) -> dict[int, int]:
        """Count items by the columns they stand in, those above included."""
        rows = self.order_by().values_list("placements__column").annotate(n=Count("pk"))
        return {column: n for column, n in rows if column is not None}


class Item(Described, Kept):
    """One piece of government information (信息), written once, shown anywhere.

    An item has no state of its own: its versions do. What lists and catalogues
    show (title, issuer, dates …) is copied here from the published version, and
    before release from the version in progress.
    """

    class Validity(models.TextChoices):
        NOT_APPLICABLE = "", _("不适用")
        IN_FORCE = "in_force", _("现行有效")
        AMENDED = "amended", _("已修改")
        REPEALED = "repealed", _("已废止")
        EXPIRED = "expired", _("已失效")

    Openness = Openness

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
    index_number = models.CharField(
        _("索引号"), max_length=60, null=True, blank=True, unique=True
    )
    # validity lives on the item: another document changes it
    validity = models.CharField(
        _("有效性"), max_length=12, choices=Validity, blank=True, default=""
    )
    validity_note = models.CharField(_("有效性说明"), max_length=300, blank=True)
    validity_changed_on = models.DateField(_("有效性变动日期"), null=True, blank=True)

    # where it came from, when it came from elsewhere
    origin = models.SlugField(_("导入来源"), max_length=60, blank=True)
    origin_id = models.CharField(_("来源编号"), max_length=120, blank=True)
    origin_category = models.CharField(_("来源类别"), max_length=60, blank=True)
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
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, editable=False)
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
            models.Index(
                F("changed_at").desc(), F("id").desc(), name="disclosure_item_changed"
            ),
            models.Index(
                fields=["valid_until"],
                name="disclosure_item_runs_out",
                condition=Q(validity__in=["in_force", "amended"]),
            ),
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
