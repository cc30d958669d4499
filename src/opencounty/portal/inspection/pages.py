"""Pages as an inspector sees them: fetched through the whole stack, then parsed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from lxml import html as lxml_html
from lxml.html import HtmlElement

from opencounty.apps.disclosure.models import Column, Item
from opencounty.kernel.org.actor import VISITOR
from opencounty.portal.models import (
    StandardPage,
    TopicIndexPage,
    TopicPage,
    UnitSiteIndexPage,
    UnitSitePage,
)
from opencounty.portal.models.pages import PortalPage
from opencounty.ui.http import LARGE_TYPE_COOKIE

Kind = Literal["home", "list", "article", "other"]
SAMPLE_COLUMNS = 12
SAMPLE_ITEMS = 20
# programs are not counted as readers
AGENT = "opencounty-check"


@dataclass(frozen=True)
class Page:
    """One page: where it is, what it is, what it says."""

    path: str
    kind: Kind
    status: int
    text: str
    item: Item | None = None

    @cached_property
    def tree(self) -> HtmlElement:
        """Return the page as a tree."""
        return lxml_html.document_fromstring(self.text)

    @cached_property
    def tags(self) -> dict[str, str]:
        """Return the meta tags by name, exactly as spelt."""
        found = self.tree.xpath("//meta[@name]")
        return {m.get("name", ""): m.get("content", "") for m in found}

    @cached_property
    def links(self) -> list[tuple[str, str]]:
        """Return (address, words) of every link."""
        return [
            (a.get("href", ""), " ".join(a.text_content().split()))
            for a in self.tree.xpath("//a[@href]")
        ]


@dataclass
class Site:
    """The site under inspection and the pages drawn from it."""

    host: str
    pages: list[Page] = field(default_factory=list)

    @cached_property
    def client(self) -> Client:
        """Return a visitor without cookies."""
        return Client(
            SERVER_NAME=self.host,
            headers={"user-agent": AGENT},
            secure=settings.PRODUCTION,
        )

    @cached_property
    def elder(self) -> Client:
        """Return a visitor who has turned large type on."""
        client = Client(SERVER_NAME=self.host, headers={"user-agent": AGENT})
        client.cookies[LARGE_TYPE_COOKIE] = "on"
        return client

    def fetch(self, path: str, kind: Kind = "other", item: Item | None = None) -> Page:
        """Fetch one page."""
        response = self.client.get(path, secure=settings.PRODUCTION)
        streaming = getattr(response, "streaming", False)
        text = "" if streaming else response.content.decode(errors="replace")
        return Page(path, kind, response.status_code, text, item)

    def of(self, *kinds: Kind) -> list[Page]:
        """Return the drawn pages of some kinds."""
        return [page for page in self.pages if page.kind in kinds]


def draw(host: str) -> Site:
    """Draw a sample: the home page, columns, items, composed pages, fixed pages."""
    site = Site(host)
    site.pages.append(site.fetch("/", "home"))
    columns = Column.objects.filter(live_items__gt=0, site_unit=None)
    for column in columns.exclude(kind="guide")[:SAMPLE_COLUMNS]:
        site.pages.append(site.fetch(column.url, "list"))
    items = Item.objects.visible_to(VISITOR).select_related("home_column")
    for item in items.order_by("-listed_at")[:SAMPLE_ITEMS]:
        site.pages.append(site.fetch(item.url, "article", item))
    listing = [
        *TopicIndexPage.objects.live(),
        *UnitSiteIndexPage.objects.live(),
        *TopicPage.objects.live()[:2],
        *UnitSitePage.objects.live()[:2],
    ]
    for path in [*_paths(listing), *LISTING]:
        site.pages.append(site.fetch(path, "list"))
    for path in [*_paths(StandardPage.objects.live()), *OTHER]:
        site.pages.append(site.fetch(path))
    return site


def _paths(composed: Iterable[PortalPage]) -> list[str]:
    """Return the paths under which composed pages are served."""
    paths = (urlsplit(page.full_url or "").path for page in composed)
    return [path for path in paths if path]


LISTING = ("/catalogue/", "/latest/")
OTHER = ("/search/", "/popular/", "/site-map/", "/deadlines/", "/deadlines/backwards/")
