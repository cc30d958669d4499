"""Large type (长辈版): one link in the first line, remembered, without JavaScript."""

import re
from html import unescape
from urllib.parse import unquote

import pytest

from tests.portal.conftest import Portal, reader


def test_every_page_has_the_entry_in_its_first_line(portal: Portal) -> None:
    for path in ("/", "/openness/notices/", "/search/", "/no/"):
        html = portal.get(path).content.decode()
        assert ">长辈版</a>" in html[: html.index('class="mast"')]


def test_the_entry_turns_it_on_and_comes_back(portal: Portal) -> None:
    response = portal.get("/large-type/?next=/openness/notices/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/openness/notices/"
    html = portal.get("/openness/notices/").content.decode()
    assert '<html lang="zh-CN" class=" large">' in html
    assert "退出长辈版" in html


def test_and_off_again(portal: Portal) -> None:
    portal.get("/large-type/?next=/")
    portal.get("/large-type/?off=1&next=/")

    assert "退出长辈版" not in portal.get("/").content.decode()


@pytest.mark.parametrize(
    ("address", "back"),
    [
        ("/search/?q=水&page=2&evil=1", "/search/?page=2&q=水"),
        ("/deadlines/?start=2026-11-24&length=5", None),
        ("/openness/notices/?page=x", "/openness/notices/?page=x"),
    ],
)
def test_what_was_asked_for_is_still_there_in_large_type(
    portal: Portal, address: str, back: str | None
) -> None:
    html = portal.get(address).content.decode()

    link = re.search(r'href="(/large-type/[^"]+)"', html)
    assert link is not None
    location = portal.get(unescape(link[1])).headers["Location"]
    assert unquote(location) == (back or address)


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:x", "/\\evil"]
)
def test_it_leads_nowhere_else(portal: Portal, target: str) -> None:
    response = portal.client.get("/large-type/", {"next": target})

    assert response.headers["Location"] == "/"


def test_the_answer_is_never_kept(portal: Portal) -> None:
    response = reader().get("/large-type/?next=/")

    assert response.headers["Cache-Control"] == "no-store"
    assert response.cookies["large_type"]["httponly"]
