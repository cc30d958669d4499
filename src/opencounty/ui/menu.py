"""The desk's menu: apps add their entries when they load."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from opencounty.kernel.org.actor import Actor

LAST = 1_000


@dataclass(frozen=True)
class Count:
    """How many wait behind an entry; `late` makes the number stand out."""

    number: int
    late: bool = False


@dataclass(frozen=True)
class Entry:
    """A line of the menu, shown to those who hold its permission."""

    section: str
    label: str
    url_name: str
    permission: str = ""
    position: int = 100
    count: Callable[[Actor], Count | None] | None = None


@dataclass(frozen=True)
class Line:
    """An entry as one person sees it."""

    label: str
    url: str
    current: bool
    count: Count | None


@dataclass(frozen=True)
class Search:
    """Where the search field of the bar leads, and what one may type there."""

    url_name: str
    label: str
    placeholder: str
    permission: str = ""
    position: int = 100


@dataclass(frozen=True)
class Section:
    """A heading of the menu and the lines below it."""

    name: str
    lines: tuple[Line, ...]


ENTRIES: dict[tuple[str, str], Entry] = {}
SECTIONS: dict[str, int] = {}
SEARCHES: dict[str, Search] = {}


def register_section(name: str, *, position: int) -> None:
    """Give a section its place; one never placed stands after the others."""
    SECTIONS[name] = position


def register(
    *,
    section: str,
    label: str,
    url_name: str,
    permission: str = "",
    position: int = 100,
    count: Callable[[Actor], Count | None] | None = None,
) -> Entry:
    """Add an entry; the same section and label again replaces it."""
    entry = Entry(section, label, url_name, permission, position, count)
    ENTRIES[section, label] = entry
    return entry


def register_search(search: Search) -> Search:
    """Offer a page to the search field; the same address again replaces it."""
    SEARCHES[search.url_name] = search
    return search


def search_for(actor: Actor) -> Search | None:
    """Return the first page of searches that `actor` may use."""
    offered = sorted(SEARCHES.values(), key=lambda search: search.position)
    mine = (s for s in offered if not s.permission or actor.may(s.permission))
    return next(mine, None)


def sections_for(actor: Actor, path: str) -> list[Section]:
    """Return the menu as `actor` sees it, the entry of `path` marked current."""
    seen = [e for e in ENTRIES.values() if not e.permission or actor.may(e.permission)]
    placed = [(e, url) for e in seen if (url := address(e.url_name))]
    here = _longest((url for _, url in placed), path)
    grouped: dict[str, list[tuple[Entry, str]]] = {}
    for entry, url in placed:
        grouped.setdefault(entry.section, []).append((entry, url))
    return [
        Section(name, tuple(_line(e, url, here, actor) for e, url in _sorted(lines)))
        for name, lines in sorted(grouped.items(), key=_place)
    ]


def _place(group: tuple[str, list[tuple[Entry, str]]]) -> tuple[int, int]:
    name, lines = group
    return SECTIONS.get(name, LAST), min(entry.position for entry, _ in lines)


def _sorted(lines: list[tuple[Entry, str]]) -> list[tuple[Entry, str]]:
    return sorted(lines, key=lambda pair: (pair[0].position, pair[0].label))


def _line(entry: Entry, url: str, here: str, actor: Actor) -> Line:
    count = entry.count(actor) if entry.count else None
    return Line(entry.label, url, url == here, count)


def address(url_name: str) -> str:
    """Return a named address, or nothing while its page is not installed."""
    try:
        return reverse(url_name) if url_name else ""
    except NoReverseMatch:
        return ""


def _longest(urls: Iterable[str], path: str) -> str:
    """Return the address that `path` stands under most closely.

    An address that others begin with, such as the desk's first page, is only itself.
    """
    known = list(urls)
    roots = {u for u in known if any(v != u and v.startswith(u) for v in known)}
    under = (u for u in known if path == u or (u not in roots and path.startswith(u)))
    return max(under, key=len, default="")
