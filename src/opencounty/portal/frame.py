"""What frames every page: the site's facts, its columns, its sub-sites.

Read once per generation and kept in memory, so that a page costs no query for it.
"""

import time
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.timezone import localdate
from wagtail.models import Site

from opencounty.apps.disclosure.models import Column
from opencounty.portal import generation, rules
from opencounty.portal.models import SiteFacts, TrustedHost, UnitSitePage

MAX_AGE_SECONDS = 300.0
MAX_HOSTS = 64


@dataclass(frozen=True)
class Node:
    """A column as the navigation knows it."""

    pk: int
    path: str
    name: str
    kind: str
    kind_label: str
    description: str
    keywords: str
    parent_id: int | None
    site_unit_id: int | None
    shown: bool
    archived_on: date | None
    items: int
    last_released_at: datetime | None

    @property
    def url(self) -> str:
        """Return the address of the column's first page."""
        return f"/{self.path}/"

    @property
    def filled(self) -> bool:
        """Say whether anything stands in it."""
        return self.items > 0


@dataclass(frozen=True)
class UnitSite:
    """A department's or a town's own place in the portal (子站)."""

    unit_id: int
    name: str
    short_name: str
    kind: str
    slug: str

    @property
    def url(self) -> str:
        """Return the address of its first page."""
        return f"/sites/{self.slug}/"


@dataclass(frozen=True)
class Frame:
    """Facts and navigation of one site in one generation."""

    facts: SiteFacts
    by_id: dict[int, Node] = field(default_factory=dict)
    by_path: dict[str, Node] = field(default_factory=dict)
    children: dict[int | None, list[Node]] = field(default_factory=dict)
    unit_columns: dict[int, list[Node]] = field(default_factory=dict)
    unit_sites: list[UnitSite] = field(default_factory=list)
    own_hosts: frozenset[str] = frozenset()
    trusted_hosts: frozenset[str] = frozenset()

    @property
    def navigation(self) -> list[Node]:
        """Return the first-level columns of the county's portal."""
        return [n for n in self.children.get(None, []) if n.shown]

    def trail(self, node: Node) -> list[Node]:
        """Return the columns from the first level down to this one."""
        above = self.by_id.get(node.parent_id) if node.parent_id else None
        return [*(self.trail(above) if above else []), node]

    def node(self, pk: int) -> Node:
        """Return a column by number; one made since is read and remembered."""
        if pk not in self.by_id:
            self.by_id[pk] = _node(_columns().get(pk=pk), localdate())
        return self.by_id[pk]

    def of_kind(self, kind: str) -> Node | None:
        """Return the county's first column of a kind, if there is one."""
        return next(
            (n for n in self.by_path.values() if n.kind == kind and not n.site_unit_id),
            None,
        )

    def unit_site(self, unit_id: int | None) -> UnitSite | None:
        """Return the sub-site of a unit, if it has one."""
        return next((s for s in self.unit_sites if s.unit_id == unit_id), None)

    def leaves(self, url: str) -> bool:
        """Say whether a link to `url` needs the leaving notice."""
        return rules.needs_notice(url, own=self.own_hosts, trusted=self.trusted_hosts)

    @property
    def base_url(self) -> str:
        """Return scheme and host under which the public knows the site."""
        if not self.facts.main_domain:
            return str(settings.WAGTAILADMIN_BASE_URL)
        scheme = "https" if settings.PRODUCTION else "http"
        return f"{scheme}://{self.facts.main_domain}"


_frames: dict[str, tuple[Hashable, float, Frame]] = {}


def frame_for(request: HttpRequest) -> Frame:
    """Return the frame of the site a request is for, made once a generation."""
    now, host = generation.current(), request.get_host()
    known = _frames.get(host)
    if known and known[0] == now and time.monotonic() - known[1] < MAX_AGE_SECONDS:
        return known[2]
    frame = build(host)
    if len(_frames) >= MAX_HOSTS:
        _frames.clear()
    _frames[host] = (now, time.monotonic(), frame)
    return frame


def build(host: str = "") -> Frame:
    """Read from the database the frame of the site a host belongs to."""
    sites = list(Site.objects.all())
    site = site_of(host, sites)
    nodes = [_node(column, localdate()) for column in _columns()]
    children: dict[int | None, list[Node]] = defaultdict(list)
    unit_columns: dict[int, list[Node]] = defaultdict(list)
    for node in nodes:
        if node.site_unit_id is None:
            children[node.parent_id].append(node)
        else:
            unit_columns[node.site_unit_id].append(node)
    facts = merged_facts(site)
    hosts = {facts.main_domain, *(each.hostname for each in sites)}
    return Frame(
        facts=facts,
        by_id={n.pk: n for n in nodes},
        by_path={n.path: n for n in nodes},
        children=dict(children),
        unit_columns=dict(unit_columns),
        unit_sites=_unit_sites(),
        own_hosts=frozenset(h for h in hosts if h),
        trusted_hosts=frozenset(TrustedHost.objects.values_list("host", flat=True)),
    )


def site_of(host: str, sites: list[Site]) -> Site | None:
    """Return the site of a host and port, of the host alone, or the default one."""
    name, _, port = host.partition(":")
    exact = (s for s in sites if s.hostname == name and str(s.port) == (port or "80"))
    named = (s for s in sites if s.hostname == name)
    default = (s for s in sites if s.is_default_site)
    return next(chain(exact, named, default), None)


def merged_facts(site: Site | None) -> SiteFacts:
    """Return a site's facts, each unset one taken from the default site."""
    rows = list(
        SiteFacts.objects.select_related("site", "emblem").order_by(
            "site__is_default_site"
        )
    )
    own = next((r for r in rows if site and r.site_id == site.pk), None)
    default = next((r for r in rows if r.site.is_default_site), None)
    facts = SiteFacts()
    for source in (default, own):
        for name in _fact_names() if source else ():
            if value := getattr(source, name):
                setattr(facts, name, value)
    return facts


def _fact_names() -> list[str]:
    fields = SiteFacts._meta.concrete_fields
    return [f.name for f in fields if f.name not in {"id", "site"}]


def _columns() -> QuerySet[Column]:
    return Column.objects.only(
        *("path", "name", "kind", "description", "keywords", "parent_id"),
        *("site_unit_id", "in_navigation", "closed_on", "archived_on"),
        *("last_released_at", "live_items", "position"),
    ).order_by("position", "path")


def _node(column: Column, today: date) -> Node:
    closed = column.closed_on is not None and column.closed_on <= today
    return Node(
        pk=column.pk,
        path=column.path,
        name=column.name,
        kind=column.kind,
        kind_label=str(column.get_kind_display()),
        description=column.description,
        keywords=column.keywords,
        parent_id=column.parent_id,
        site_unit_id=column.site_unit_id,
        shown=column.in_navigation and not closed,
        archived_on=column.archived_on,
        items=column.live_items,
        last_released_at=column.last_released_at,
    )


def _unit_sites() -> list[UnitSite]:
    pages = UnitSitePage.objects.live().select_related("unit")
    return [
        UnitSite(
            unit_id=page.unit_id,
            name=page.unit.name,
            short_name=page.unit.short_name,
            kind=page.unit.kind,
            slug=page.slug,
        )
        for page in pages.order_by("unit__position", "unit_id")
    ]
