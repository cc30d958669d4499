"""Laying out, opening sub-sites, setting facts: once, audited, refused when wrong."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Site

from opencounty.apps.disclosure.models import Column
from opencounty.kernel.audit.models import Entry
from opencounty.kernel.base.errors import InputRefused, NotPermitted
from opencounty.kernel.org.actor import VISITOR, system
from opencounty.portal import services
from opencounty.portal.errors import PortalNotLaidOut
from opencounty.portal.models import HomePage, SiteFacts, StandardPage, UnitSitePage
from tests.factories.org import OfficerFactory, UnitFactory
from tests.portal.conftest import Portal

BY = system("测试")


def test_a_portal_is_laid_out_once(db: None) -> None:
    home = services.lay_out_portal(by=BY)
    again = services.lay_out_portal(by=BY)

    assert home.pk == again.pk
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert HomePage.objects.count() == 1
    slugs = set(StandardPage.objects.values_list("slug", flat=True))
    assert slugs == {"privacy", "accessibility", "contact", "request"}
    assert Entry.objects.filter(action="portal.laid_out").count() == 1


def test_laying_out_needs_permission(db: None) -> None:
    with pytest.raises(NotPermitted):
        services.lay_out_portal(by=VISITOR)


def test_a_sub_site_is_opened_in_one_action(portal: Portal) -> None:
    unit = UnitFactory.create(slug="water", name="临溪县水利局", short_name="水利局")

    page = services.open_unit_site(unit, by=BY)

    assert page.slug == "water"
    columns = Column.objects.filter(site_unit=unit)
    assert {"sites/water/notices", "sites/water/news", "sites/water/about"} <= set(
        columns.values_list("path", flat=True)
    )
    assert all(unit.name in c.description for c in columns)
    html = portal.get("/sites/water/").content.decode()
    assert "<h1>临溪县水利局</h1>" in html
    assert Entry.objects.filter(action="portal.unit_site_opened").count() == 1


def test_opening_it_again_changes_nothing(portal: Portal) -> None:
    unit = UnitFactory.create()
    services.open_unit_site(unit, by=BY)
    columns = Column.objects.count()

    services.open_unit_site(unit, by=BY)

    assert Column.objects.count() == columns
    assert UnitSitePage.objects.filter(unit=unit).count() == 1
    assert Entry.objects.filter(action="portal.unit_site_opened").count() == 1


def test_columns_left_out_may_be_added_later(portal: Portal) -> None:
    unit = UnitFactory.create()
    services.open_unit_site(unit, columns={"about"}, by=BY)
    assert Column.objects.filter(site_unit=unit).count() == 1

    services.open_unit_site(unit, by=BY)

    assert Column.objects.filter(site_unit=unit).count() == len(services.template())


def test_a_sub_site_needs_a_portal(db: None) -> None:
    with pytest.raises(PortalNotLaidOut):
        services.open_unit_site(UnitFactory.create(), by=BY)


def test_the_command_opens_sub_sites_and_names_unknown_units(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    UnitFactory.create(slug="water")

    call_command("open_unit_site", "water")

    assert "/sites/water/" in capsys.readouterr().out
    with pytest.raises(CommandError, match="nowhere"):
        call_command("open_unit_site", "nowhere")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("site_id_code", "123"),
        ("icp_no", "ICP备1号"),
        ("police_no", "1234567890123"),
        ("conac_id", "xyz"),
        ("main_domain", "http://www.linxi.example/"),
        ("postcode", "12"),
        ("state", "offline"),
    ],
)
def test_a_malformed_fact_is_refused_with_what_is_right(
    portal: Portal, name: str, value: str
) -> None:
    before = SiteFacts.objects.values().get()

    with pytest.raises(InputRefused):
        services.set_site_facts(by=BY, **{name: value})

    assert SiteFacts.objects.values().get() == before


def test_an_officer_who_may_compose_reaches_the_pages(portal: Portal) -> None:
    account = OfficerFactory.create()

    services.let_compose(account, by=BY)
    services.let_compose(account, by=BY)

    account.refresh_from_db()
    assert account.has_perm("wagtailadmin.access_admin")
    assert account.is_staff
    assert Entry.objects.filter(action="portal.composer_named").count() == 1


def test_check_site_names_what_is_unset(
    portal: Portal, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("check_site")
    assert "完整" in capsys.readouterr().out
    SiteFacts.objects.update(icp_no="", conac_id="bad")

    with pytest.raises(SystemExit):
        call_command("check_site")

    out = capsys.readouterr().out
    assert "“ICP备案编号”没有填写" in out
    assert "“党政机关网站标识编号”有误" in out


def test_the_system_check_warns_of_unset_facts(portal: Portal) -> None:
    from opencounty.portal.checks import site_facts

    SiteFacts.objects.update(phone="")

    assert [w.id for w in site_facts(databases=["default"])] == ["portal.W001"]
    assert site_facts(databases=None) == []


def test_a_site_of_its_own_takes_unset_facts_from_the_main_one(portal: Portal) -> None:
    from opencounty.portal.frame import build

    other = Site.objects.create(hostname="tour.linxi.example", root_page=portal.home)
    services.set_site_facts(site=other, by=BY, name="临溪旅游")

    facts = build("tour.linxi.example").facts

    assert facts.name == "临溪旅游"
    assert facts.site_id_code == "9999010001"
