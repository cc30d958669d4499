"""The smallest valid columns, categories, items and versions.

`ItemFactory.create()` is a draft that nobody but its unit sees;
`ItemFactory.create(published=True)` is live in its home column and all above it;
`withdrawn=True` was live and is no longer. `days_ago` dates the release.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import factory
from django.db.models import F
from django.utils import timezone
from factory.django import DjangoModelFactory

from opencounty.apps.disclosure.models import (
    Attachment,
    Category,
    Column,
    Item,
    Placement,
    Version,
)
from opencounty.kernel.files.models import StoredFile
from tests.factories.org import OfficerFactory, UnitFactory


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"90.{n}")
    name = factory.Sequence(lambda n: f"第{n}类")


class ColumnFactory(DjangoModelFactory[Column]):
    """A first-level column of notices; `parent=…` puts it below another."""

    class Meta:
        model = Column

    class Params:
        word = factory.Sequence(lambda n: f"column-{n}")

    path = factory.LazyAttribute(
        lambda c: f"{c.parent.path}/{c.word}" if c.parent else c.word
    )
    name = factory.Sequence(lambda n: f"栏目{n}")
    parent = None
    kind = Column.Kind.NOTICE
    description = factory.LazyAttribute(lambda c: f"{c.name}的简介")
    keywords = factory.LazyAttribute(lambda c: f"{c.name};公开")


class VersionFactory(DjangoModelFactory[Version]):
    """A draft of a new item; `state=…` other than draft seals it."""

    class Meta:
        model = Version
        skip_postgeneration_save = True

    item = factory.SubFactory(
        "tests.factories.disclosure.ItemFactory", with_version=False
    )
    number = factory.LazyAttribute(lambda v: v.item.versions.count() + 1)
    state = Version.State.DRAFT
    title = factory.SelfAttribute("item.title")
    body = factory.LazyAttribute(lambda v: f"<p>{v.text}</p>")
    text = factory.LazyAttribute(lambda v: f"{v.title}的正文。")
    issuer_name = factory.SelfAttribute("item.issuer_name")
    made_on = factory.SelfAttribute("item.made_on")
    category = factory.SelfAttribute("item.category")
    source_name = "临溪县人民政府网"
    drafted_by = factory.SubFactory(OfficerFactory)
    digest = factory.LazyAttribute(
        lambda v: (
            ""
            if v.state in {Version.State.DRAFT, Version.State.DISCARDED}
            else hashlib.sha256(v.text.encode()).hexdigest()
        )
    )

    @factory.post_generation
    def writers(self, create: bool, given: Iterable[Any] | None, **_: Any) -> None:
        if create:
            self.writers.set(given or filter(None, [self.drafted_by]))


class ItemFactory(DjangoModelFactory[Item]):
    """A draft; `published=True`, `withdrawn=True`, `days_ago=3`, `columns=[…]`.

    `version={"text": …}` gives facts of its first version.
    """

    class Meta:
        model = Item

    unit = factory.SubFactory(UnitFactory)
    home_column = factory.SubFactory(ColumnFactory)
    title = factory.Sequence(lambda n: f"关于第{n}号事项的通知")
    issuer_name = "临溪县人民政府办公室"
    made_on = None
    category = None

    published = False
    withdrawn = False
    with_version = True
    days_ago = 0
    columns = ()
    version = factory.Dict({})

    @classmethod
    def _create(cls, model_class: type[Item], *args: Any, **given: Any) -> Item:
        names = ("published", "withdrawn", "with_version", "days_ago")
        published, withdrawn, with_version, days_ago = map(given.pop, names)
        columns, version = given.pop("columns"), given.pop("version")
        item = super()._create(model_class, *args, **given)
        if with_version:
            state = Version.State.PUBLISHED if published or withdrawn else "draft"
            first = VersionFactory.create(item=item, **{"state": state, **version})
            place(item, [item.home_column, *columns])
            if published or withdrawn:
                release(item, first, timezone.now() - timedelta(days=days_ago))
            if withdrawn:
                take_back(item)
        return item


def place(item: Item, columns: Iterable[Column]) -> None:
    """Put an item into columns and those above them."""
    lines = Column.objects.all().lines()
    chosen = {column.pk for column in columns}
    for pk in {above for column in chosen for above in lines[column]}:
        Placement.objects.create(item=item, column_id=pk, inherited=pk not in chosen)


def release(item: Item, version: Version, at: datetime) -> None:
    """Make a version live at a moment, as the services would have done."""
    item.published_version = version
    item.released_at = item.listed_at = at
    item.index_number = f"000000000/{at:%Y}-{item.pk:05d}"
    item.save()
    item.placements.update(live=True, listed_at=at)
    for column in Column.objects.filter(placements__item=item):
        column.live_items += 1
        column.last_released_at = max(column.last_released_at or at, at)
        column.save()


def take_back(item: Item) -> None:
    """Withdraw a live item, as the services would have done."""
    item.withdrawn_at, item.withdrawn_reason = timezone.now(), "内容有误"
    item.save()
    item.placements.update(live=False)
    item.versions.update(state=Version.State.WITHDRAWN)
    Column.objects.filter(placements__item=item).update(live_items=F("live_items") - 1)


class FileFactory(DjangoModelFactory[StoredFile]):
    """A stored file whose text was read; there are no bytes behind it."""

    class Meta:
        model = StoredFile

    name = factory.Sequence(lambda n: f"附件{n}.pdf")
    media_type = "application/pdf"
    size = 1024
    sha256 = factory.Sequence(lambda n: hashlib.sha256(str(n).encode()).hexdigest())
    text = ""
    text_state = StoredFile.TextState.NONE


class AttachmentFactory(DjangoModelFactory[Attachment]):
    class Meta:
        model = Attachment

    version = factory.SubFactory(VersionFactory)
    file = factory.SubFactory(FileFactory)
    title = factory.SelfAttribute("file.name")
