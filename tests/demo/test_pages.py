"""Every public page of the county is valid HTML and asks for nothing foreign."""

import re
from urllib.error import HTTPError
from urllib.request import urlopen

import html5lib
import pytest

from tests.county import manage

pytestmark = pytest.mark.timeout(300)
PATHS = (
    *("/", "/openness/", "/openness/guide/", "/openness/leaders/", "/news/"),
    *("/catalogue/", "/search/", "/search/?q=%E6%B0%B4", "/search/?q=%3Cb%3E"),
    *("/topics/", "/topics/qingshui-river/", "/sites/", "/sites/water/"),
    *("/latest/", "/popular/", "/site-map/", "/privacy/", "/request/", "/no/page/"),
    *("/openness/notices/?page=2", "/openness/notices/?page=999999", "/leaving/"),
)
LOADS = re.compile(r'<(?:script|img|link|iframe)[^>]+(?:src|href)="([^"]+)"')


def fetch(address: str) -> str:
    try:
        with urlopen(address) as answer:  # noqa: S310 - our own server
            return str(answer.read().decode())
    except HTTPError as answer:
        return str(answer.read().decode())


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_valid_html(county: str, path: str) -> None:
    html5lib.HTMLParser(strict=True).parse(fetch(county + path))


def test_every_item_is_valid_html(county: str) -> None:
    listed = fetch(f"{county}/sitemap-1.xml")
    paths = sorted(set(re.findall(r"<loc>http://[^/]+(/[^<]+)</loc>", listed)))
    assert len(paths) > 200

    for path in paths:
        html = fetch(county + path)
        html5lib.HTMLParser(strict=True).parse(html)
        assert " style=" not in html, path
        assert "data:" not in html, path


def test_nothing_is_loaded_from_elsewhere(county: str) -> None:
    for path in PATHS:
        loads = re.findall(
            r'<(?:script|img|link|iframe)[^>]+(?:src|href)="([^"]+)"',
            fetch(county + path),
        )
        foreign = [url for url in loads if "//" in url and "linxi.example" not in url]
        assert not foreign, (path, foreign)


def test_a_command_line_names_what_it_checked(county_var: object) -> None:
    from pathlib import Path

    out = manage(Path(str(county_var)), "check_portal").stdout

    for rule in ("R25", "R28", "R33", "R38", "R40", "R41", "R56", "R57"):
        assert f"{rule}  合格" in out
