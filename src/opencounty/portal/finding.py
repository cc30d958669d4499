"""Search and catalogue pages: what is asked by the address, what is shown of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from opencounty.apps.disclosure.models import Category, Item
from opencounty.kernel.base.text import one_line
from opencounty.kernel.search import services as search
from opencounty.kernel.search.services import Count, Query, Results
from opencounty.portal.frame import Frame
from opencounty.ui.paging import Paging, page_asked
from opencounty.ui.parts import Tab

SIZE = 20
# what the address may narrow by; anything else in it changes nothing
FILTERS = ("kind", "column", "issuer", "year", "category", "genre", "validity", "site")
LONGEST = 200
MOST_VALUES = 12
KINDS = {
    "policy": "政策文件",
    "interpretation": "政策解读",
    "notice": "通知公告",
    "news": "动态要闻",
    "affairs": "办事服务",
    "other": "其他信息",
}
LABELS = {
    "kind": "信息种类",
    "column": "栏目",
    "issuer": "发布机构",
    "year": "成文年份",
    "category": "公开类目",
    "genre": "体裁",
    "validity": "有效性",
    "site": "单位",
}
NO_YEAR = "none"


@dataclass(frozen=True)
class Choice:
    """A value one can narrow by, or take off when it is on."""

    label: str
    url: str
    count: int | None = None
    on: bool = False
    depth: int = 0


@dataclass(frozen=True)
class Group:
    """The values of one facet; the rest are folded away."""

    name: str
    label: str
    choices: list[Choice]
    more: list[Choice] = field(default_factory=list)


@dataclass(frozen=True)
class Asked:
    """What the address asks for: words, filters, order, page."""

    base: str
    text: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    newest: bool = False
    page: int = 1

    def url(self, **changes: str | None) -> str:
        """Return the address with some parts changed; the page starts anew."""
        parts = {"q": self.text, **self.filters, "sort": "new" if self.newest else ""}
        parts |= {name: value or "" for name, value in changes.items()}
        query = urlencode({name: value for name, value in parts.items() if value})
        return f"{self.base}?{query}" if query else self.base

    @property
    def by_time(self) -> str:
        """Return the address that sorts by time."""
        return self.url(sort="new")

    @property
    def by_relevance(self) -> str:
        """Return the address that sorts by relevance."""
        return self.url(sort=None)

    @property
    def without_filters(self) -> str:
        """Return the address without any filter."""
        return self.url(**dict.fromkeys(self.filters))


def read(base: str, given: QueryDict) -> Asked:
    """Read an address; whatever cannot be meant is left out."""
    filters = {}
    for name in FILTERS:
        value = one_line(given.get(name, ""))[:LONGEST]
        if value:
            filters[name] = value
    return Asked(
        base=base,
        text=" ".join(given.get("q", "").split()),
        filters=filters,
        newest=given.get("sort") == "new",
        page=page_asked(given.get("page")) or 1,
    )


def answer(asked: Asked, facets: Sequence[str], **always: str) -> Results:
    """Ask the index; `always` holds filters the reader cannot take off."""
    filters = {**always, **asked.filters}
    return search.find(
        Query(
            text=asked.text,
            filters={name: (value,) for name, value in filters.items() if value},
            facets=tuple(facets),
            sort=search.NEWEST if asked.newest else search.RELEVANCE,
            page=asked.page,
            size=SIZE,
        )
    )


def paging(asked: Asked, results: Results) -> Paging:
    """Return the page shown, with a word when another one was asked for."""
    reach = min(results.total, results.pages * SIZE)
    note = ""
    if results.total and asked.page != results.page:
        note = f"没有第 {asked.page} 页，显示的是第 {results.page} 页。"
    return Paging(results.page, SIZE, reach, note)


def tabs(asked: Asked, results: Results) -> list[Tab]:
    """Return the kinds of what was found, in a fixed order, each with its count."""
    counts = dict(results.facets.get("kind", ()))
    chosen = asked.filters.get("kind", "")
    total = sum(counts.values())
    kinds = [(kind, name) for kind, name in KINDS.items() if counts.get(kind)]
    return [
        Tab("全部", asked.url(kind=None), current=not chosen, count=total),
        *(
            Tab(name, asked.url(kind=kind), current=chosen == kind, count=counts[kind])
            for kind, name in kinds
        ),
    ]


def groups(
    frame: Frame, asked: Asked, results: Results, names: Iterable[str]
) -> list[Group]:
    """Return the facets at the left; a facet with nothing to choose is left out."""
    made = (_group(frame, asked, results, name) for name in names)
    return [group for group in made if group.choices]


def _group(frame: Frame, asked: Asked, results: Results, name: str) -> Group:
    chosen = asked.filters.get(name, "")
    counts = list(results.facets.get(name, ()))
    if name == "category":
        return Group(name, LABELS[name], _categories(asked, counts, chosen))
    if name == "year":
        counts.sort(key=lambda c: (c.value != NO_YEAR, c.value), reverse=True)
    if name == "column":
        counts = _columns_below(frame, counts, chosen)
    choices = [_choice(frame, asked, name, c, chosen) for c in counts]
    if chosen and not any(choice.on for choice in choices):
        choices.insert(0, _choice(frame, asked, name, Count(chosen, 0), chosen))
    return Group(name, LABELS[name], choices[:MOST_VALUES], choices[MOST_VALUES:])


def _choice(frame: Frame, asked: Asked, name: str, count: Count, chosen: str) -> Choice:
    value, number = count
    on = value == chosen
    return Choice(
        label=label_of(frame, name, value),
        url=asked.url(**{name: None if on else value}),
        count=number,
        on=on,
    )


def _columns_below(frame: Frame, counts: list[Count], chosen: str) -> list[Count]:
    """Keep first-level columns, or those just below the chosen one."""
    known = [c for c in counts if c.value in frame.by_path]
    if not chosen:
        return [c for c in known if "/" not in c.value]
    level = chosen.count("/") + 1
    below = [
        c
        for c in known
        if c.value.startswith(f"{chosen}/") and c.value.count("/") == level
    ]
    return [*(c for c in known if c.value == chosen), *below]


def _categories(asked: Asked, counts: list[Count], chosen: str) -> list[Choice]:
    """Return the statutory categories as a tree, empty ones left out."""
    found = dict(counts)
    rows = Category.objects.order_by("position", "code")
    below: dict[int | None, list[tuple[int, str, str]]] = defaultdict(list)
    for pk, parent, code, name in rows.values_list("pk", "parent_id", "code", "name"):
        if found.get(code) or code == chosen:
            below[parent].append((pk, code, name))

    def walk(parent: int | None, depth: int) -> Iterator[Choice]:
        for pk, code, name in below[parent]:
            on = code == chosen
            url = asked.url(category=None if on else code)
            yield Choice(name, url, found.get(code, 0), on=on, depth=depth)
            yield from walk(pk, depth + 1)

    return list(walk(None, 0))


def label_of(frame: Frame, name: str, value: str) -> str:
    """Return a facet's value as people call it."""
    if name == "year":
        return "未注明" if value == NO_YEAR else f"{value}年"
    if name == "column":
        return frame.by_path[value].name if value in frame.by_path else value
    if name == "category":
        named = Category.objects.filter(code=value).values_list("name", flat=True)
        return named.first() or value
    known: dict[str, dict[str, str]] = {
        "kind": KINDS,
        "validity": {str(k): str(v) for k, v in Item.Validity.choices},
        "site": {s.slug: s.short_name for s in frame.unit_sites},
    }
    return known.get(name, {}).get(value, value)


def chosen(frame: Frame, asked: Asked) -> list[Choice]:
    """Return the filters that are on, each with the address that takes it off."""
    return [
        Choice(
            label=f"{LABELS[name]}：{label_of(frame, name, value)}",
            url=asked.url(**{name: None}),
            on=True,
        )
        for name, value in asked.filters.items()
        if name != "kind"
    ]
