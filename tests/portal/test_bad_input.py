"""Whatever an address asks for, the answer is a page that says what is the matter."""

import pytest

from tests.portal.conftest import Portal

PATHS = (
    *("/", "/openness/notices/", "/search/", "/catalogue/", "/latest/", "/popular/"),
    *("/deadlines/", "/deadlines/backwards/", "/leaving/", "/large-type/"),
    *("/topics/", "/sitemap.xml", "/feeds/atom.xml"),
)
ASKED = (
    *("page=999999", "page=abc", "page=-1", "page=0", f"page={'9' * 400}", "page=%00"),
    *("page=%EF%BC%91", "page=%C2%B2", "page=1e9"),
    *("q=%22*(%3A", f"q={'a' * 10_000}", "q=%00", "q=%FF%FE", "q=%ED%A0%80"),
    *("q=AND+OR+NOT", f"q={'(' * 300}", "q=%5B1+TO+2%5D", "q=%F0%A0%80%80"),
    *("year=99999999999999999999", "year=-1", "category=%00", "column=../../etc"),
    *("kind=x&validity=x&site=x&genre=x", f"issuer={'x' * 5_000}", "sort=x"),
    *("start=%00&length=%00&unit=%00", "start=9999-12-31&length=5&unit=working_day"),
    *("end=0001-01-01&length=365&unit=natural_day", f"next={'x' * 9_000}", "next=%00"),
    *("to=%00&mark=%FF", "&&=&", "%zz"),
)


@pytest.mark.parametrize("path", PATHS)
def test_no_question_is_answered_by_a_failure(portal: Portal, path: str) -> None:
    for asked in ASKED:
        status = portal.get(f"{path}?{asked}").status_code

        assert status in {200, 302, 404}, asked


@pytest.mark.parametrize("method", ["head", "options", "post", "put", "delete"])
def test_no_method_is_answered_by_a_failure(portal: Portal, method: str) -> None:
    item = portal.publish()
    for path in (*PATHS, item.url, "/no/such/"):
        assert getattr(portal.client, method)(path).status_code < 500, path


@pytest.mark.parametrize(
    "path",
    [
        *("/%00", "/%FF%FE/", "/..;/", "/openness//", f"/{'a' * 5_000}/"),
        "/openness/notices/2026/11/999999999999999999.html",
        "/openness/notices/0000/00/99999999999999999999.html",
        *("/sitemap-0.xml", "/sitemap-99999999999999999999.xml", "/feeds/x/rss.xml"),
        *("/files/00000000-0000-0000-0000-000000000000/x", "/media/../../etc/passwd"),
    ],
)
def test_an_address_that_cannot_be_is_not_found(portal: Portal, path: str) -> None:
    response = portal.get(path)

    assert response.status_code == 404
    assert "没有这个页面" in response.content.decode()
