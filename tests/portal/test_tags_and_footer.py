"""Meta tags and footer: exactly spelt, equal to the settings, left out when unset."""

import re
from html import unescape
from typing import Any

import pytest

from opencounty.kernel.org.actor import system
from opencounty.portal import generation, services
from opencounty.portal.models import SiteFacts
from tests.portal.conftest import FACTS, Portal

META = re.compile(r'<meta name="([^"]+)" content="([^"]*)">')


def tags(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in META.findall(html)}


def footer(html: str) -> str:
    return unescape(html[html.index("<footer") :])


def test_the_home_page_carries_the_three_site_tags(portal: Portal) -> None:
    found = tags(portal.get("/").content.decode())

    assert found["SiteName"] == "临溪县人民政府"
    assert found["SiteDomain"] == "www.linxi.example"
    assert found["SiteIDCode"] == "9999010001"


def test_a_list_page_carries_seven(portal: Portal) -> None:
    found = tags(portal.get("/openness/notices/").content.decode())

    assert found["ColumnName"] == "通知公告"
    assert found["ColumnDescription"] == "面向社会的通知和公告"
    assert found["ColumnKeywords"] == "通知,公告"
    assert found["ColumnType"] == "通知公告"
    assert {"SiteName", "SiteDomain", "SiteIDCode"} <= set(found)


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/catalogue/", "政府信息公开目录", "法定主动公开内容"),
        ("/latest/", "最新公开", "信息列表"),
        ("/topics/", "专题", "专题专栏"),
        ("/sites/", "部门与乡镇", "部门与乡镇"),
        ("/privacy/", "隐私说明", "网站说明"),
    ],
)
def test_whatever_stands_as_a_column_carries_seven_too(
    portal: Portal, path: str, name: str, kind: str
) -> None:
    found = tags(portal.get(path).content.decode())

    assert found["ColumnName"] == name
    assert found["ColumnType"] == kind
    assert name not in (found["ColumnDescription"], found["ColumnKeywords"])
    assert {"SiteName", "SiteDomain", "SiteIDCode"} <= set(found)


def test_an_article_page_carries_ten_and_what_is_known_of_five_more(
    portal: Portal,
) -> None:
    item = portal.publish(
        title='“引号”与<尖括号>"',
        keywords="供水;饮水",
        summary="一句话说明",
        version={"author": "李静", "source_name": "县水利局"},
    )

    found = tags(portal.get(item.url).content.decode())

    assert found["ArticleTitle"] == '“引号”与<尖括号>"'
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", found["PubDate"])
    assert found["ContentSource"] == "县水利局"
    assert found["Keywords"] == "供水,饮水"
    assert found["Author"] == "李静"
    assert found["Description"] == "一句话说明"
    assert found["Url"] == f"http://www.linxi.example{item.url}"
    assert found["ColumnName"] == "通知公告"


def test_unset_facts_leave_neither_tag_nor_footer_line(portal: Portal) -> None:
    SiteFacts.objects.update(site_id_code="", police_no="", conac_id="", icp_no="")
    generation.bump()

    html = portal.get("/").content.decode()

    assert "SiteIDCode" not in html
    for words in ("网站标识码", "公安网备", "党政机关网站标识", "ICP备", "找错"):
        assert words not in footer(html)


@pytest.mark.parametrize("path", ["/", "/openness/notices/", "/search/", "/privacy/"])
def test_every_template_has_the_same_footer(portal: Portal, path: str) -> None:
    foot = footer(portal.get(path).content.decode())

    assert "党政机关网站标识" in foot
    assert f"id={FACTS['conac_id']}" in foot
    assert "我为政府网站找错" in foot
    assert "政府网站标识码：9999010001" in foot
    assert "主办单位：临溪县人民政府办公室" in foot
    assert "0000-12345" in foot
    assert "溪ICP备00000001号" in foot
    assert "溪公网安备99990102000001号" in foot
    assert "recordcode=99990102000001" in foot
    assert "网站地图" in foot


def test_an_error_is_reported_under_the_address_of_its_page(portal: Portal) -> None:
    foot = footer(portal.get("/openness/notices/").content.decode())

    assert "site_code=9999010001&url=http%3A%2F%2Fwww.linxi.example%2Fopenness" in foot


def test_a_demonstration_says_so_on_every_page(portal: Portal) -> None:
    SiteFacts.objects.update(demonstration=True)
    generation.bump()

    assert "演示站点：临溪县人民政府为虚构" in portal.get("/search/").content.decode()


def test_a_site_off_line_says_since_when_and_why(portal: Portal) -> None:
    services.set_site_facts(
        by=system("测试"),
        state="offline",
        offline_since="2026-11-01",
        offline_reason="系统升级",
    )
    generation.bump()

    html = portal.get("/").content.decode()

    assert "临时下线：系统升级" in html


@pytest.mark.parametrize("path", ["/", "/openness/notices/", "/catalogue/", "/no/"])
def test_every_page_is_chinese_and_may_be_skipped_into(
    portal: Portal, path: str
) -> None:
    html = portal.get(path).content.decode()

    assert '<html lang="zh-CN"' in html
    assert 'href="#main"' in html
    assert html.count("<h1") == 1


def test_pages_hold_no_inline_style_script_or_data_address(portal: Portal) -> None:
    item = portal.publish()
    paths: list[Any] = ["/", "/openness/", item.url, "/search/?q=x", "/latest/"]

    for path in paths:
        html = portal.get(path).content.decode()
        assert " style=" not in html
        assert "<style" not in html
        assert "data:" not in html
        assert not re.search(r"<script(?![^>]*\bsrc=)", html)
