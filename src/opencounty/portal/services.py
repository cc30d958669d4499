"""Verbs of the portal: lay it out, open a sub-site, set the facts of the site."""

import csv
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page, Site

from opencounty.apps.disclosure import services as disclosure
from opencounty.apps.disclosure.models import Column
from opencounty.kernel.audit import services as audit
from opencounty.kernel.base.errors import InputRefused
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.portal import generation, permissions
from opencounty.portal.models import (
    HomePage,
    SiteFacts,
    StandardPage,
    TopicIndexPage,
    UnitSiteIndexPage,
    UnitSitePage,
)

DATA = Path(__file__).resolve().parent / "data"
# slug, title, whether the site's contact facts stand at the end
STANDING = (
    ("privacy", "隐私说明", True),
    ("accessibility", "无障碍说明", False),
    ("contact", "联系我们", True),
    ("request", "依申请公开", True),
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
    for slug, title, shows_contact in STANDING:
        body = (DATA / "pages" / f"{slug}.html").read_text(encoding="utf-8")
        page = StandardPage(
            title=title, slug=slug, body=body, shows_contact=shows_contact
        )
        _add_below(home, page, by)
    generation.bump_on_commit()
    return home


@transaction.atomic
def open_unit_site(unit: Unit, *, by: Actor) -> UnitSitePage:
    """Open the sub-site of a unit from the template: its page and its columns.

    Done twice it changes nothing; columns the template has gained since are added.
    """
    by = by.require(permissions.OPEN_UNIT_SITE, unit.pk)
    index = UnitSiteIndexPage.objects.first()
    if index is None:
        raise InputRefused(field="门户", reason="还没有搭建，请先运行 lay_out_portal")
    page: UnitSitePage | None = UnitSitePage.objects.filter(unit=unit).first()
    opened = page is None
    if page is None:
        page = UnitSitePage(title=unit.name, slug=unit.slug, unit=unit)
        index.add_child(instance=page)
        page.save_revision().publish()
    added = [path for row in template() if (path := _open_column(unit, row, by))]
    if opened or added:
        audit.record("portal.unit_site_opened", on=page, by=by, columns=added)
        generation.bump_on_commit()
    return page


@transaction.atomic
def set_site_facts(*, site: Site | None = None, by: Actor, **facts: Any) -> SiteFacts:
    """Set facts of a site; a malformed one is refused, the others stay."""
    by = by.require(permissions.LAY_OUT)
    chosen = site or Site.objects.get(is_default_site=True)
    row: SiteFacts = SiteFacts.objects.get_or_create(site=chosen)[0]
    for name, value in facts.items():
        setattr(row, name, value)
    try:
        row.full_clean(exclude=["site"])
    except ValidationError as error:
        name, words = next(iter(error.message_dict.items()))
        label = SiteFacts._meta.get_field(name).verbose_name if name in facts else name
        raise InputRefused(field=str(label), reason="；".join(words)) from error
    row.save()
    audit.record("portal.site_facts_set", on=row, by=by, facts=sorted(facts))
    generation.bump_on_commit()
    return row


def template() -> list[dict[str, str]]:
    """Return the columns every sub-site has."""
    with (DATA / "unit_site.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


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
    home.add_child(instance=page)
    page.save_revision().publish()
    audit.record("portal.page_added", on=page, by=by, slug=page.slug)


def _open_column(unit: Unit, row: dict[str, str], by: Actor) -> str:
    """Open one column of a sub-site; return its path, or nothing if it was there."""
    path = f"sites/{unit.slug}/{row['slug']}"
    if Column.objects.filter(path=path).exists():
        return ""
    words = {"unit": unit.name, "short": unit.short_name}
    disclosure.create_column(
        path=path,
        name=row["name"],
        kind=row["kind"],
        description=row["description"].format(**words),
        keywords=row["keywords"].format(**words),
        site_unit=unit,
        unit=unit,
        by=by,
    )
    return path
