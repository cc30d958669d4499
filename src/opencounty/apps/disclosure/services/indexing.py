"""The pool as the search engine reads it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.timezone import localdate

from opencounty.apps.disclosure.models import (
    Attachment,
    Category,
    Column,
    Item,
    Placement,
)
from opencounty.apps.disclosure.models.items import ItemQuerySet
from opencounty.kernel.base.text import one_line
from opencounty.kernel.search import services as search

SOURCE = "disclosure.item"
CHUNK = 100  # of the longest documents, 100 take some 20 MB
COUNTY = "county"
NO_YEAR = "none"
Kind = Column.Kind
# the groups in which results are shown
GROUPS: dict[str, str] = {
    Kind.NEWS: "news",
    Kind.NOTICE: "notice",
    Kind.POLICY: "policy",
    Kind.LIBRARY: "policy",
    Kind.INTERPRETATION: "interpretation",
    Kind.AFFAIRS: "affairs",
}


def key_of(item_id: int) -> str:
    """Return the key under which the search engine knows an item."""
    return f"{SOURCE}:{item_id}"


def mark(item_ids: Iterable[int]) -> None:
    """Have items indexed anew, or dropped from the index, after the transaction."""
    search.mark([key_of(pk) for pk in item_ids])


class ItemSource:
    """Live items as search documents, some queries for every 100 of them."""

    def documents(self, keys: Sequence[str] | None) -> Iterator[search.SearchDocument]:
        """Yield the documents of live items: those of `keys`, or all, by serial."""
        surroundings = _surroundings()
        chunks = _all_chunks() if keys is None else _chunks_of(keys)
        for items in chunks:
            yield from _documents(items, surroundings)


@dataclass(frozen=True)
class _Surroundings:
    """What documents say of columns and categories, read once."""

    paths: Mapping[int, str]
    sites: Mapping[int, str]
    categories: Mapping[int, tuple[str, ...]]


def _surroundings() -> _Surroundings:
    paths: dict[int, str] = {}
    sites: dict[int, str] = {}
    for pk, path, slug in Column.objects.values_list("pk", "path", "site_unit__slug"):
        paths[pk], sites[pk] = path, slug or COUNTY
    lines = Category.objects.all().lines()
    codes = dict(Category.objects.values_list("pk", "code"))
    categories = {pk: tuple(codes[up] for up in line) for pk, line in lines.items()}
    return _Surroundings(paths, sites, categories)


def _all_chunks() -> Iterator[list[Item]]:
    last = 0
    while True:
        rows = Item.objects.live().filter(pk__gt=last).order_by("pk")
        items = list(_with_text(rows)[:CHUNK])
        if not items:
            return
        yield items
        last = items[-1].pk


def _chunks_of(keys: Sequence[str]) -> Iterator[list[Item]]:
    pks = sorted({int(key.rpartition(":")[2]) for key in keys})
    for start in range(0, len(pks), CHUNK):
        rows = Item.objects.live().filter(pk__in=pks[start : start + CHUNK])
        yield list(_with_text(rows.order_by("pk")))


def _with_text(items: ItemQuerySet) -> ItemQuerySet:
    return items.select_related("home_column", "published_version").only(
        *("title", "issuer_name", "doc_number", "register_number", "index_number"),
        *("made_on", "category_id", "genre", "validity", "region_code", "region_name"),
        *("listed_at", "changed_at", "keywords", "summary", "released_at"),
        *("withdrawn_at", "home_column__path", "home_column__kind"),
        "published_version__text",
    )


def _documents(
    items: Sequence[Item], around: _Surroundings
) -> Iterator[search.SearchDocument]:
    columns: dict[int, list[int]] = defaultdict(list)
    for item_id, column_id in Placement.objects.of_items(
        item.pk for item in items
    ).values_list("item_id", "column_id"):
        columns[item_id].append(column_id)
    enclosed = _enclosed_texts(items)
    for item in items:
        yield _document(item, columns[item.pk], enclosed[item.pk], around)


def _enclosed_texts(items: Sequence[Item]) -> dict[int, list[str]]:
    """Return the titles and texts of attachments, by item."""
    owners = {item.published_version_id: item.pk for item in items}
    texts: dict[int, list[str]] = defaultdict(list)
    rows = Attachment.objects.filter(version__in=owners).order_by("position", "pk")
    for version_id, title, text in rows.values_list(
        "version_id", "title", "file__text"
    ):
        texts[owners[version_id]] += [title, text]
    return texts


def _document(
    item: Item, columns: Sequence[int], enclosed: Sequence[str], around: _Surroundings
) -> search.SearchDocument:
    text = item.published_version.text if item.published_version else ""
    numbers = (item.doc_number, item.index_number or "", item.register_number)
    kind = GROUPS.get(item.home_column.kind, "other")
    facets = {
        "kind": (kind,),
        "column": tuple(sorted(around.paths[pk] for pk in columns)),
        "site": tuple(sorted({around.sites[pk] for pk in columns})),
        "issuer": (one_line(item.issuer_name),),
        "year": (str(item.made_on.year) if item.made_on else NO_YEAR,),
        "category": around.categories.get(item.category_id or 0, ()),
        "genre": (item.genre,),
        "validity": (item.validity,),
        "region": (item.region_code,),
    }
    return search.SearchDocument(
        key=key_of(item.pk),
        kind=kind,
        title=item.title,
        body="\n".join(part for part in [text, item.keywords, *enclosed] if part),
        url=item.url,
        day=localdate(item.listed_at),
        numbers=tuple(number for number in numbers if number),
        facets={
            name: kept for name, values in facets.items() if (kept := _kept(values))
        },
    )


def _kept(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in values if value)
