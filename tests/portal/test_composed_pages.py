"""Pages that editors compose: every block shows what is in the pool, and previews."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.images import ImageFile
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.contrib.redirects.models import Redirect
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from opencounty.kernel.org.actor import system
from opencounty.portal import generation, pagecache, services
from opencounty.portal.models import (
    HomePage,
    StandardPage,
    TopicIndexPage,
    TopicPage,
)
from tests.factories.disclosure import ColumnFactory
from tests.factories.org import UnitFactory
from tests.portal.conftest import Portal, reader

# Wagtail leaves the file it drew a picture into to the collector
pytestmark = pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="640" height="330"
 viewBox="0 0 640 330"><rect width="640" height="330" fill="#8fb0bd"/></svg>"""


@pytest.fixture
def picture(db: None, settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()  # Wagtail remembers where it put the smaller copies
    return get_image_model().objects.create(
        title="晨景", file=ImageFile(BytesIO(SVG), name="dawn.svg")
    )


def lay(portal: Portal, *bands: tuple[str, Any]) -> str:
    portal.home.bands = list(bands)
    portal.home.save_revision().publish()
    generation.bump()
    html: str = portal.get("/").content.decode()
    return html


def test_the_lead_shows_its_picture_story_and_the_newest_beside_it(
    portal: Portal, picture: Any
) -> None:
    item = portal.publish(title="最新的")
    lead = {
        "picture": picture,
        "picture_says": "晨景里的河",
        "headline": "头条标题",
        "address": item.url,
        "list": {
            "title": "要闻",
            "column": "openness/notices",
            "count": 6,
            "more": "更多",
        },
    }

    html = lay(portal, ("lead", lead))

    assert 'alt="晨景里的河"' in html
    assert f'<a href="{item.url}">头条标题</a>' in html
    assert "最新的" in html
    src = html.split('src="/media/')[1].split('"')[0]
    image = portal.get(f"/media/{src}")
    assert image.status_code == 200
    assert "sandbox" in image.headers["Content-Security-Policy"]


def test_files_beside_the_pictures_are_not_served(portal: Portal) -> None:
    assert portal.get("/media/documents/x.pdf").status_code == 404
    assert portal.get("/media/images/../../secret-key").status_code in {400, 404}


def test_tasks_link_to_errands_and_outside_ones_through_the_notice(
    portal: Portal,
) -> None:
    links = [
        {"text": "户口迁入", "note": "公安局 · 即办", "address": "/affairs/"},
        {"text": "外站", "note": "", "address": "https://www.example.com/"},
    ]
    tasks = {"title": "办事", "more": {"text": "", "address": ""}, "links": links}

    html = lay(portal, ("tasks", tasks))

    assert '<a href="/affairs/"><b>户口迁入</b><span>公安局 · 即办</span></a>' in html
    assert 'href="https://www.example.com/"' not in html


def test_figures_are_counted_from_the_pool_and_lead_to_their_records(
    portal: Portal,
) -> None:
    for _ in range(3):
        portal.publish()
    names = ["released_total", "unit_sites", "interpretations", "no-such-figure"]

    html = lay(portal, ("facts", {"title": "数", "note": "", "figures": names}))

    assert '<a href="/catalogue/">3<small>条</small></a>' in html
    assert '<a href="/sites/">0<small>个</small></a>' in html
    assert "政策解读" not in html


def test_open_consultations_come_first_and_say_how_long(portal: Portal) -> None:
    column = ColumnFactory.create(path="voices", kind="engagement")
    today = timezone.localdate()
    for title, days in (("已经结束的", -3), ("晚截止的", 9), ("早截止的", 2)):
        portal.publish(
            title=title, home_column=column, valid_until=today + timedelta(days=days)
        )
    portal.publish(title="没有期限的", home_column=column)
    more = {"text": "全部", "address": "/voices/"}
    block = {"title": "征集", "column": "voices", "count": 4, "more": more}

    html = lay(portal, ("consultations", block))

    assert html.index("早截止的") < html.index("晚截止的") < html.index("已经结束的")
    assert "还剩 2 天" in html
    assert "已结束" in html


def test_all_other_blocks_are_shown(portal: Portal, picture: Any) -> None:
    item = portal.publish(title="一条信息", summary="说明它")
    services.open_unit_site(
        UnitFactory.create(slug="water", short_name="水利局"), by=system("测试")
    )
    none = {"text": "", "address": ""}
    listed = {"title": "列表", "column": "*", "count": 3, "more": "更多"}
    letters = {
        "title": "来信",
        "column": "openness/notices",
        "count": 3,
        "more": none,
    }
    text = {
        "title": "文字",
        "text": '<p>见<a href="https://www.example.com/">外站</a></p>',
    }

    html = lay(
        portal,
        (
            "two",
            {
                "left": [("list", listed), ("letters", letters)],
                "right": [("disclosure", {"title": "公开", "extra": []})],
            },
        ),
        ("items", {"title": "指定", "numbers": [item.pk, 999_999]}),
        ("notice", {"title": "提示", "text": "<p>接待日</p>"}),
        ("text", text),
        ("directory", {"title": "部门与乡镇"}),
    )

    assert html.count(item.url) == 3
    assert "说明它" in html
    assert "依申请公开" in html
    assert "接待日" in html
    assert '<a href="/sites/water/">水利局</a>' in html
    assert "/leaving/?to=https%3A%2F%2Fwww.example.com%2F" in html


def test_an_unlaid_home_page_is_still_a_page(portal: Portal) -> None:
    assert "首页还没有编排" in portal.get("/").content.decode()


def test_the_home_page_costs_few_queries_a_second_time(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    listed = {"title": "列表", "column": "*", "count": 3, "more": "更多"}
    lay(portal, ("list", listed), ("list", listed), ("list", listed))

    with django_assert_max_num_queries(12):
        portal.get("/")


def test_a_topic_has_sections_a_picture_and_its_archive_mark(
    portal: Portal, picture: Any
) -> None:
    item = portal.publish(title="有关的信息")
    index = TopicIndexPage.objects.get()
    topic = TopicPage(
        title="清水河治理",
        slug="river",
        intro="导语在此",
        picture=picture,
        picture_says="河",
        archived_on=timezone.localdate(),
    )
    topic.body = [
        (
            "section",
            {
                "title": "进展",
                "text": "<p>小节说明</p>",
                "numbers": [item.pk],
                "column": "openness/notices",
                "count": 3,
            },
        ),
        ("picture", {"picture": picture, "picture_says": "河", "caption": "图注"}),
    ]
    index.add_child(instance=topic)

    page = portal.get("/topics/river/").content.decode()
    listed = portal.get("/topics/").content.decode()

    for words in ("导语在此", "已归档", "进展", "小节说明", "有关的信息", "图注"):
        assert words in page
    assert "清水河治理" in listed
    assert "已归档" in listed


def test_no_topics_is_a_designed_page(portal: Portal) -> None:
    assert "还没有专题" in portal.get("/topics/").content.decode()


def test_standing_pages_name_the_site_and_its_contacts(portal: Portal) -> None:
    privacy = portal.get("/privacy/").content.decode()
    request = portal.get("/request/").content.decode()

    assert "主办单位" in privacy
    assert "0000-12345" in privacy
    assert "依申请公开" in request
    assert 'aria-current="page">依申请公开' in request


def test_a_page_for_some_only_is_not_kept(portal: Portal, settings: Any) -> None:
    settings.PORTAL_CACHE_MB = 8
    page = StandardPage.objects.get(slug="contact")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    reader().get("/contact/")

    assert not pagecache.store.entries


def test_old_addresses_are_led_to_the_new_ones(portal: Portal) -> None:
    Redirect.add_redirect("/old/page.html", "/openness/notices/")

    response = portal.get("/old/page.html")

    assert response.status_code == 301
    assert response.headers["Location"] == "/openness/notices/"


@pytest.mark.ignore_template_errors
def test_an_editor_edits_and_previews_in_the_admin(
    portal: Portal, admin_client: Client
) -> None:
    edit = admin_client.get(f"/compose/pages/{portal.home.pk}/edit/")
    preview = HomePage.objects.get().make_preview_request(preview_mode="")

    assert edit.status_code == 200
    assert preview.status_code == 200
    assert "临溪县人民政府" in preview.render().content.decode()


@pytest.mark.ignore_template_errors
def test_the_editors_page_opens_a_sub_site(
    portal: Portal, admin_client: Client
) -> None:
    UnitFactory.create(slug="water", name="临溪县水利局")

    listed = admin_client.get("/compose/unit-sites/")

    assert listed.status_code in {200, 403}


@pytest.mark.ignore_template_errors
@pytest.mark.parametrize("kind", ["settings/portal/sitefacts/", "trusted_hosts/"])
def test_editors_keep_facts_and_trusted_hosts(
    portal: Portal, admin_client: Client, kind: str
) -> None:
    assert admin_client.get(f"/compose/{kind}", follow=True).status_code == 200
