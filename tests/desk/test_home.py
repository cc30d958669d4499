"""The desk's first page says who one is and what waits."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from opencounty.kernel.org.actor import Actor
from opencounty.ui import panels
from opencounty.ui.lights import Light
from opencounty.ui.panels import Panel, Row
from tests.factories.org import (
    AccountFactory,
    DeputationFactory,
    OfficerFactory,
    PostFactory,
    RoleFactory,
    UnitFactory,
    officer_with,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def only_panels(monkeypatch: pytest.MonkeyPatch) -> dict[str, Panel]:
    mine: dict[str, Panel] = {}
    monkeypatch.setattr(panels, "PANELS", mine)
    return mine


def test_strangers_are_sent_to_log_in_and_back(client: Client) -> None:
    response = client.get("/desk/")

    assert response.headers["Location"] == "/accounts/login/?next=/desk/"


def test_citizens_are_told_that_it_is_not_for_them(client: Client) -> None:
    client.force_login(AccountFactory.create())

    response = client.get("/desk/")

    assert response.status_code == 403
    assert "供本县工作人员使用" in response.content.decode()


def test_it_shows_posts_and_deputies(
    client: Client, only_panels: dict[str, Panel]
) -> None:
    bureau = UnitFactory.create(name="临溪县水利局")
    post = PostFactory.create(unit=bureau, title="办公室信息员")
    officer = OfficerFactory.create(name="陈晓燕", posts=[post])
    DeputationFactory.create(
        principal=officer, deputy=OfficerFactory.create(name="周海")
    )
    DeputationFactory.create(
        principal=OfficerFactory.create(name="李静"), deputy=officer
    )
    client.force_login(officer)

    page = client.get("/desk/").content.decode()

    for words in ("陈晓燕", "办公室信息员", "临溪县水利局", "我代 李静", "周海 代我"):
        assert words in page
    assert "没有等您办的事" in page


def test_it_shows_what_apps_put_there_to_those_who_may(
    client: Client, only_panels: dict[str, Panel]
) -> None:
    def rows(actor: Actor) -> list[Row]:
        return [Row("水质通告", "/x/", light=Light("soon", "今天到期"))]

    panels.register(Panel("a", "待我审核", rows, permission="test.approve"))
    panels.register(Panel("b", "我的草稿", lambda _: [], empty="还没有草稿。"))
    client.force_login(officer_with("test.approve"))

    page = client.get("/desk/").content.decode()

    assert "待我审核 1" in page
    assert '<a href="/x/">水质通告</a>' in page
    assert "今天到期" in page
    assert "还没有草稿。" in page
    client.force_login(officer_with())
    assert "待我审核" not in client.get("/desk/").content.decode()


def test_the_menu_shows_what_one_may_do(client: Client) -> None:
    client.force_login(officer_with("audit.read", county_wide=True))

    page = client.get("/desk/").content.decode()

    assert 'href="/desk/audit/"' in page
    assert 'href="/desk/jobs/"' not in page


def test_an_officer_without_a_post_is_told_what_to_do(client: Client) -> None:
    client.force_login(OfficerFactory.create())

    assert "还没有任职" in client.get("/desk/").content.decode()


def test_the_page_takes_few_queries(
    client: Client,
    only_panels: dict[str, Panel],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    roles = [RoleFactory.create(permissions=["a.b", "a.c"])]
    posts = [PostFactory.create(roles=roles) for _ in range(3)]
    officer = OfficerFactory.create(posts=posts)
    DeputationFactory.create_batch(3, deputy=officer)
    client.force_login(officer)
    client.get("/desk/")

    with django_assert_max_num_queries(6):
        client.get("/desk/")


def test_knowing_who_one_is_takes_four_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = officer_with("a.b")
    DeputationFactory.create(principal=officer_with("a.c"), deputy=officer)
    client.force_login(officer)
    client.get("/desk/roles/")

    with django_assert_num_queries(4 + 1):  # session, account, posts, units; the list
        client.get("/desk/roles/")


def test_pages_of_the_desk_are_never_kept_by_caches(client: Client) -> None:
    client.force_login(OfficerFactory.create())

    assert "no-store" in client.get("/desk/").headers["Cache-Control"]
