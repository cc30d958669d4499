"""Officers, their accounts and their deputies, as the desk shows them."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from opencounty.desk.people.pages import first_password
from opencounty.kernel.org.models import Account, Deputation, Role
from opencounty.kernel.org.passwords import OfficerPassword
from tests.factories.org import (
    AccountFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    actor_of,
    officer_with,
)

pytestmark = pytest.mark.django_db
PEOPLE, DEPUTIES = "/desk/people/", "/desk/deputies/"


@pytest.fixture
def manager(client: Client) -> Account:
    account = officer_with("org.manage_people", county_wide=True)
    client.force_login(account)
    return account


def page_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_staff_are_listed_with_their_posts_and_citizens_are_not(
    client: Client, manager: Account
) -> None:
    OfficerFactory.create(name="陈晓燕", posts=[PostFactory.create(title="信息员")])
    AccountFactory.create(name="黄秀英")

    page = page_of(client, PEOPLE)

    assert "陈晓燕" in page
    assert "信息员" in page
    assert "黄秀英" not in page
    assert "没有找到人" in page_of(client, f"{PEOPLE}?q=黄秀英")


def test_the_list_takes_the_same_queries_whatever_its_size(
    client: Client,
    manager: Account,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(12):
        OfficerFactory.create(posts=[PostFactory.create()])
    client.get(PEOPLE)

    with django_assert_max_num_queries(6):
        client.get(PEOPLE)


@pytest.mark.parametrize("number", ["999999", "x", "-1", "1e9"])
def test_a_page_that_is_none_shows_another(
    client: Client, manager: Account, number: str
) -> None:
    assert page_of(client, f"{PEOPLE}?page={number}")


def test_a_citizen_has_no_page_here(client: Client, manager: Account) -> None:
    citizen = AccountFactory.create()

    assert client.get(f"{PEOPLE}{citizen.code}/").status_code == 404


def test_an_officer_is_opened_and_the_password_shown_once(
    client: Client, manager: Account
) -> None:
    response = client.post(
        f"{PEOPLE}open/", {"name": "张三", "username": "ZhangSan", "mobile": ""}
    )
    there = response.headers["Location"]
    officer = Account.objects.get(username="zhangsan")
    shown = re.search(r"密码 <b[^>]*>([^<]+)</b>", page_of(client, there))

    assert shown
    assert officer.check_password(shown[1])
    assert officer.password_is_temporary
    assert "初始密码" not in page_of(client, there)


def test_bad_input_is_said_on_the_form(client: Client, manager: Account) -> None:
    OfficerFactory.create(username="zhangsan")

    page = client.post(
        f"{PEOPLE}open/", {"name": "", "username": "a b!", "mobile": "12345"}
    ).content.decode()
    assert "应为 11 位手机号" in page
    assert "只能用汉字" in page
    page = client.post(
        f"{PEOPLE}open/", {"name": "张三", "username": "ZhangSan"}
    ).content.decode()
    assert "已有人使用" in page


def test_first_passwords_will_do_for_officers() -> None:
    for _ in range(50):
        OfficerPassword().validate(first_password(), OfficerFactory.build())


def test_a_persons_number_is_starred_even_for_managers(
    client: Client, manager: Account
) -> None:
    officer = OfficerFactory.create(mobile="13912345678")

    for path in ("", "change/"):
        assert "13912345678" not in page_of(client, f"{PEOPLE}{officer.code}/{path}")
    client.post(f"{PEOPLE}{officer.code}/change/", {"name": "新名", "mobile": ""})
    officer.refresh_from_db()
    assert (officer.name, officer.mobile) == ("新名", "13912345678")


def test_an_account_is_locked_and_opened_with_a_reason(
    client: Client, manager: Account
) -> None:
    officer = OfficerFactory.create()
    lock = f"{PEOPLE}{officer.code}/lock/"
    assert "有误" in client.post(lock, {"reason": ""}).content.decode()

    client.post(lock, {"reason": "调离"})
    officer.refresh_from_db()
    assert not officer.is_active
    assert "调离" in page_of(client, f"{PEOPLE}{officer.code}/")

    client.post(lock, {"reason": "调回"})
    officer.refresh_from_db()
    assert officer.is_active


def test_a_password_is_reset_by_post_only(client: Client, manager: Account) -> None:
    officer = OfficerFactory.create()
    reset = f"{PEOPLE}{officer.code}/reset-password/"

    assert client.get(reset).status_code == 405
    page = page_of(client, client.post(reset).headers["Location"])
    assert "初始密码，只显示这一次" in page


def test_ones_own_account_is_not_managed_here(client: Client, manager: Account) -> None:
    page = page_of(client, f"{PEOPLE}{manager.code}/")
    assert "停用账号" not in page

    response = client.post(f"{PEOPLE}{manager.code}/reset-password/")
    assert response.status_code == 409
    assert "另一位管理员" in response.content.decode()


def test_others_change_nothing(client: Client) -> None:
    officer = OfficerFactory.create()
    client.force_login(officer_with("disclosure.draft_item"))

    assert page_of(client, f"{PEOPLE}{officer.code}/")
    for path in ("change/", "lock/", "deputies/"):
        assert client.get(f"{PEOPLE}{officer.code}/{path}").status_code == 403
    assert client.post(f"{PEOPLE}{officer.code}/reset-password/").status_code == 403


def term(deputy: Account, days: int = 5) -> dict[str, object]:
    today = localdate()
    return {
        "deputy": deputy.pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=days)).isoformat(),
        "reason": "外出学习",
    }


def test_one_names_a_deputy_and_calls_the_deputy_back(client: Client) -> None:
    principal = officer_with("a.b", name="李静")
    deputy = OfficerFactory.create(name="王建国")
    client.force_login(principal)

    client.post(DEPUTIES, term(deputy))
    assert actor_of(deputy).may("a.b")
    assert "王建国 代 李静" in page_of(client, DEPUTIES)

    code = Deputation.objects.get().code
    client.post(reverse("desk:end-deputation", args=[code]))
    assert not actor_of(deputy).may("a.b")
    assert "已收回" in page_of(client, DEPUTIES)


def test_the_deputy_sees_it_and_hands_back(client: Client) -> None:
    deputation = DeputationFactory.create()
    client.force_login(deputation.deputy)
    assert "交回" in page_of(client, DEPUTIES)

    client.post(reverse("desk:end-deputation", args=[deputation.code]))

    deputation.refresh_from_db()
    assert deputation.is_over


def test_a_strangers_deputation_is_not_found(client: Client) -> None:
    deputation = DeputationFactory.create()
    client.force_login(OfficerFactory.create())

    response = client.post(reverse("desk:end-deputation", args=[deputation.code]))

    assert response.status_code == 404


def test_why_a_deputy_will_not_do_stands_on_the_form(client: Client) -> None:
    client.force_login(OfficerFactory.create())
    deputy = OfficerFactory.create()

    page = client.post(DEPUTIES, term(deputy)).content.decode()
    assert "没有可以交人代理的工作" in page


def test_a_manager_names_a_deputy_for_another(client: Client, manager: Account) -> None:
    principal, deputy = officer_with("a.b"), OfficerFactory.create()

    client.post(f"{PEOPLE}{principal.code}/deputies/", term(deputy))

    assert actor_of(deputy).may("a.b")
    assert deputy.name in page_of(client, f"{PEOPLE}{principal.code}/")


def test_a_role_is_changed_by_those_who_manage_roles(client: Client) -> None:
    role = RoleFactory.create(slug="clerk", name="窗口")
    page_path = "/desk/roles/clerk/"
    client.force_login(officer_with("org.manage_people", county_wide=True))
    assert "窗口" in page_of(client, "/desk/roles/")
    assert client.get(page_path).status_code == 403

    client.force_login(officer_with("org.manage_roles", county_wide=True))
    assert "查看信息库" in page_of(client, page_path)
    assert "查阅审计记录" not in page_of(client, page_path)
    client.post(
        page_path, {"name": "窗口人员", "permissions": ["disclosure.see_items"]}
    )

    role.refresh_from_db()
    assert (role.name, role.permissions) == ("窗口人员", ["disclosure.see_items"])
    assert role.plane == Role.Plane.BUSINESS
    wrong = client.post(page_path, {"name": "x", "permissions": ["org.fly"]})
    assert "请从列出的选项里选" in wrong.content.decode()
