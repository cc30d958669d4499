"""The notice before outside links: signed, without JavaScript, no open redirect."""

from html import unescape
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.portal import generation, leaving
from opencounty.portal.models import TrustedHost
from tests.portal.conftest import Portal

OUTSIDE = "https://www.example.com/a?b=1&c=水#d"


def test_the_notice_names_the_site_and_the_address(portal: Portal) -> None:
    html = unescape(portal.get(leaving.notice_path(OUTSIDE)).content.decode())

    assert "您访问的链接即将离开“临溪县人民政府”门户网站，是否继续？" in html
    assert OUTSIDE in html
    assert "继续访问" in html
    assert "放弃" in html


def test_giving_up_leads_back_to_the_page_one_came_from(portal: Portal) -> None:
    path = leaving.notice_path(OUTSIDE)

    html = portal.get(path, referer="http://testserver/openness/").content.decode()
    stranger = portal.get(path, referer="http://evil.example/x").content.decode()

    assert '<a class="btn" href="/openness/">' in html
    assert "evil.example" not in stranger


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"to": OUTSIDE},
        {"to": OUTSIDE, "mark": "forged"},
        {"to": "javascript:alert(1)", "mark": ""},
        {"to": "x" * 5000, "mark": "y"},
    ],
)
def test_an_address_no_page_of_ours_wrote_is_not_shown(
    portal: Portal, query: dict[str, str]
) -> None:
    response = portal.get(f"/leaving/?{urlencode(query)}")

    assert response.status_code == 404
    assert "example.com" not in response.content.decode().split("<footer")[0]


def test_a_mark_is_good_for_its_own_address_only() -> None:
    mark = leaving.notice_path(OUTSIDE).partition("&mark=")[2]

    assert not leaving.is_ours("https://other.example/", mark)


@given(st.text(min_size=1, max_size=300))
def test_every_address_we_write_is_ours(url: str) -> None:
    path = leaving.notice_path(url)
    from django.http import QueryDict

    query = QueryDict(path.partition("?")[2])
    assert leaving.is_ours(query["to"], query["mark"])


def test_trusted_hosts_and_those_below_need_no_notice(portal: Portal) -> None:
    TrustedHost.objects.create(host="example.com", reason="合作单位")
    body = f'<p><a href="{OUTSIDE}">外</a></p>'
    item = portal.publish(version={"body": body.replace("&", "&amp;")})
    generation.bump()

    assert "/leaving/" not in portal.get(item.url).content.decode().split("<footer")[0]


def test_links_of_text_are_rewritten_and_all_else_is_left() -> None:
    html = (
        '<p>见<a href="//cdn.example.com/x">甲</a>、<a href="/openness/">乙</a>、'
        '<a href="mailto:a@b.cn">丙</a>，href="https://no.example/"。</p>'
    )

    shown = leaving.with_notices(html, lambda url: "example" in url)

    assert "/leaving/?to=https%3A%2F%2Fcdn.example.com%2Fx" in shown
    assert '<a href="/openness/">乙</a>' in shown
    assert 'href="https://no.example/"。' in shown
