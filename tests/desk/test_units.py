"""Units, posts and appointments, as officers see and change them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.audit.models import Entry
from opencounty.kernel.org.models import Account, Appointment, Post, Unit
from tests.factories.org import (
    AppointmentFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
    actor_of,
    officer_with,
)

pytestmark = pytest.mark.django_db
UNITS = "/desk/units/"


@pytest.fixture
def manager(client: Client) -> Account:
    """Logged in: who manages units, people and roles of the whole county."""
    account = officer_with(
        "org.manage_units", "org.manage_people", "org.manage_roles", county_wide=True
    )
    client.force_login(account)
    return account


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_shows_units_under_units_and_how_many_work_there(
    client: Client, manager: Account
) -> None:
    county = UnitFactory.create(name="临溪县人民政府")
    bureau = UnitFactory.create(name="临溪县水利局", parent=county)
    UnitFactory.create(name="已撤销的局", valid_to=localdate() - timedelta(days=1))
    AppointmentFactory.create(post=PostFactory.create(unit=bureau))

    page = page_of(client, UNITS)

    assert page.index("临溪县人民政府") < page.index("临溪县水利局")
    assert 'class="depth-1"' in page
    assert "已撤销的局" not in page


def test_units_are_found_by_name(client: Client, manager: Account) -> None:
    UnitFactory.create(name="临溪县水利局")
    UnitFactory.create(name="临溪县教育局")

    page = page_of(client, f"{UNITS}?q=水利")

    assert "临溪县水利局" in page
    assert "临溪县教育局" not in page
    assert "没有找到单位" in page_of(client, f"{UNITS}?q=%22*(:")


def test_the_tree_takes_the_same_queries_whatever_its_size(
    client: Client,
    manager: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    county = UnitFactory.create()
    UnitFactory.create_batch(30, parent=county)
    client.get(UNITS)

    with django_assert_max_num_queries(6):
        client.get(UNITS)


def test_a_unit_page_shows_posts_holders_and_facts(client: Client) -> None:
    unit = UnitFactory.create(
        name="临溪县水利局", phone="0000-2200108", duty="主管全县供水"
    )
    child = UnitFactory.create(parent=unit, name="水质监测站")
    role = RoleFactory.create(name="信息员")
    held = AppointmentFactory.create(
        post=PostFactory.create(unit=unit, title="办公室信息员", roles=[role]),
        account=OfficerFactory.create(name="陈晓燕"),
    )
    PostFactory.create(unit=unit, title="副局长")
    client.force_login(held.account)

    page = page_of(client, f"{UNITS}{unit.slug}/")

    for words in ("陈晓燕", "信息员", "空缺", "0000-2200108", child.name, "主管全县"):
        assert words in page
    assert "任命" not in page


def test_an_unknown_unit_is_not_found(client: Client, manager: Account) -> None:
    assert client.get(f"{UNITS}nowhere/").status_code == 404


def test_a_unit_is_founded_changed_and_closed(client: Client, manager: Account) -> None:
    county = UnitFactory.create()
    facts = {
        "name": "临溪县水务局",
        "short_name": "水务局",
        "slug": "water",
        "kind": "department",
        "parent": county.pk,
        "position": 3,
    }
    assert client.post(f"{UNITS}found/", facts).headers["Location"] == f"{UNITS}water/"
    changed = facts | {"name": "临溪县水利局", "short_name": "水利局"}
    client.post(f"{UNITS}water/change/", changed)

    unit = Unit.objects.get(slug="water")
    assert (unit.short_name, unit.parent, unit.position) == ("水利局", county, 3)
    day = localdate().isoformat()
    client.post(f"{UNITS}water/close/", {"valid_to": day, "reason": "机构改革"})
    assert "已撤销" in page_of(client, f"{UNITS}water/")
    actions = [e.action for e in Entry.objects.filter(subject_type="org.unit")]
    assert actions == ["org.unit_founded", "org.unit_changed", "org.unit_closed"]


def test_a_refusal_stands_on_the_form(client: Client, manager: Account) -> None:
    UnitFactory.create(slug="water")
    facts = {
        "name": "新局",
        "short_name": "新局",
        "slug": "water",
        "kind": "department",
        "position": 0,
        "uscc": "",
    }

    page = client.post(f"{UNITS}found/", facts).content.decode()
    assert "网址名“water”已有单位使用" in page
    refused = client.post(f"{UNITS}found/", facts | {"slug": "new", "uscc": "1"})
    assert "应为 18 位" in refused.content.decode()
    assert not Unit.objects.filter(name="新局").exists()


def test_units_are_founded_and_changed_on_forms_by_those_who_may(
    client: Client, manager: Account
) -> None:
    unit = UnitFactory.create(name="临溪县水利局")

    assert "设立单位" in page_of(client, f"{UNITS}found/")
    assert 'value="临溪县水利局"' in page_of(client, f"{UNITS}{unit.slug}/change/")
    assert "撤销" in page_of(client, f"{UNITS}{unit.slug}/close/")
    AppointmentFactory.create(post=PostFactory.create(unit=unit))
    page = client.post(
        f"{UNITS}{unit.slug}/close/",
        {"valid_to": localdate().isoformat(), "reason": "机构改革"},
    ).content.decode()
    assert "还有 1 人任职" in page
    client.force_login(officer_with("org.manage_people", county_wide=True))
    assert client.get(f"{UNITS}found/").status_code == 403


def test_a_post_is_created_with_roles(client: Client, manager: Account) -> None:
    unit, role = UnitFactory.create(), RoleFactory.create()

    client.post(
        f"{UNITS}{unit.slug}/posts/create/", {"title": "信息员", "roles": [role.pk]}
    )

    post = Post.objects.get(unit=unit)
    assert (post.title, list(post.roles.all())) == ("信息员", [role])
    page = client.post(f"{UNITS}{unit.slug}/posts/create/", {"title": "信息员"})
    assert "已有“信息员”这个岗位" in page.content.decode()


def test_all_roles_can_be_taken_from_a_post(client: Client, manager: Account) -> None:
    post = PostFactory.create(roles=[RoleFactory.create()])

    client.post(reverse("desk:change-post", args=[post.code]), {})

    assert not post.roles.exists()


def test_an_officer_is_appointed_and_removed(client: Client, manager: Account) -> None:
    post = PostFactory.create(roles=[RoleFactory.create(permissions=["a.b"])])
    officer = OfficerFactory.create()
    appoint = reverse("desk:appoint", args=[post.code])
    assert f"{officer.name}（{officer.username}）" in page_of(client, appoint)

    client.post(appoint, {"account": officer.pk, "starts_on": localdate().isoformat()})
    assert actor_of(officer).may("a.b")

    held = Appointment.objects.get(post=post)
    end = reverse("desk:end-appointment", args=[held.code])
    assert "请填写原因" in client.post(end, {"how": "at_once"}).content.decode()
    assert "请填写最后一天" in client.post(end, {"how": "after"}).content.decode()
    client.post(end, {"how": "at_once", "reason": "停职"})
    assert not actor_of(officer).may("a.b")


def test_an_appointment_ends_after_a_day(client: Client, manager: Account) -> None:
    held = AppointmentFactory.create()
    end = reverse("desk:end-appointment", args=[held.code])

    client.post(end, {"how": "after", "ends_on": localdate().isoformat()})

    held.refresh_from_db()
    assert held.ends_on == localdate()


@pytest.mark.parametrize("bad", ["2024-02-30", "明天", "99999", "0001-01-01"])
def test_a_day_that_is_none_is_said_on_the_form(
    client: Client, manager: Account, bad: str
) -> None:
    appoint = reverse("desk:appoint", args=[PostFactory.create().code])
    fields = {"account": OfficerFactory.create().pk, "starts_on": bad}

    response = client.post(appoint, fields)

    assert response.status_code == 200
    assert "有误" in response.content.decode()
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize(
    "name", ["create-post", "appoint", "change-post", "end-appointment", "close-unit"]
)
def test_who_may_not_is_refused(client: Client, name: str) -> None:
    held = AppointmentFactory.create()
    argument = {
        "create-post": held.post.unit.slug,
        "close-unit": held.post.unit.slug,
        "end-appointment": held.code,
    }.get(name, held.post.code)
    client.force_login(officer_with("disclosure.draft_item"))

    assert client.get(reverse(f"desk:{name}", args=[argument])).status_code == 403


def test_who_manages_one_unit_may_not_elsewhere(client: Client) -> None:
    here, there = UnitFactory.create_batch(2)
    client.force_login(officer_with("org.manage_people", unit=here))

    assert client.get(f"{UNITS}{here.slug}/posts/create/").status_code == 200
    assert client.get(f"{UNITS}{there.slug}/posts/create/").status_code == 403
