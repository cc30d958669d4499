"""Laying the portal out: its site, home page and standing pages."""

from pathlib import Path

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from opencounty.kernel.audit import services as audit
from opencounty.kernel.org.actor import Actor
from opencounty.portal import generation, permissions
from opencounty.portal.models import (
    HomePage,
    StandardPage,
    TopicIndexPage,
    UnitSiteIndexPage,
)

DATA = Path(__file__).resolve().parent.parent / "data"
# slug, title, what it shows beside its text
STANDING: tuple[tuple[str, str, dict[str, bool]], ...] = (
    ("privacy", "隐私说明", {"shows_contact": True}),
    ("accessibility", "无障碍说明", {}),
    ("contact", "联系我们", {"shows_contact": True}),
    ("request", "依申请公开", {"shows_contact": True, "in_platform": True}),
)


@transaction.atomic
def lay_out_portal(*, by: Actor) -> HomePage:
    """Make the default site, its home page and the pages that every portal has.

    What is there already is left as it is; Wagtail's own welcome page goes.
    """
    by = by.require(permissions.LAY_OUT)
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    home = _home_of(site)
    if home is None:
        home = HomePage(title="首页", slug="portal")
        Page.get_first_root_node().add_child(instance=home)
        _make_default(site, home)
        audit.record("portal.laid_out", on=home, by=by)
    _add_below(home, TopicIndexPage(title="专题", slug="topics"), by)
    _add_below(home, UnitSiteIndexPage(title="部门与乡镇", slug="sites"), by)
    for slug, title, shown in STANDING:
        body = (DATA / "pages" / f"{slug}.html").read_text(encoding="utf-8")
        _add_below(home, StandardPage(title=title, slug=slug, body=body, **shown), by)
    generation.bump_on_commit()
    return home


def _home_of(site: Site | None) -> HomePage | None:
    if site is None:
        return None
    home: HomePage | None = HomePage.objects.filter(pk=site.root_page_id).first()
    return home


def _make_default(site: Site | None, home: HomePage) -> None:
    """Make the home page the root of the default site; drop the welcome page."""
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        return
    welcome = site.root_page
    site.root_page = home
    site.save()
    if welcome.specific_class is Page and not welcome.get_children().exists():
        welcome.delete()


def _add_below(home: HomePage, page: Page, by: Actor) -> None:
    if home.get_children().filter(slug=page.slug).exists():
        return
    page.first_published_at = page.last_published_at = timezone.now()
    home.add_child(instance=page)
    audit.record("portal.page_added", on=page, by=by, slug=page.slug)
