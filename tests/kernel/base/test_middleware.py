"""Every answer says what a browser may do with it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from opencounty.kernel.base.middleware import COMPOSING, STRICT, USUAL, SecurityHeaders

pytestmark = pytest.mark.django_db
PLACES = (
    *("/robots.txt", "/feeds/atom.xml", "/accounts/login/", "/desk/", "/nothing/"),
    *("/static/ui/base.css", "/media/images/nothing.png", "/kit/"),
)


@pytest.mark.parametrize("place", PLACES)
def test_every_answer_bears_the_headers_kept_or_not(client: Client, place: str) -> None:
    for _again in range(2):
        answer = client.get(place)
        b"".join(answer)  # or a file of the static ones stays open
        assert {name: answer.headers.get(name) for name in USUAL} == USUAL


def test_an_error_and_a_refused_host_bear_them_too(client: Client) -> None:
    for answer in (
        client.get("/", HTTP_HOST="evil.example"),
        client.post("/robots.txt", REMOTE_ADDR="127.0.0.1"),
        Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "x"}),
    ):
        assert answer.headers["Content-Security-Policy"] == STRICT
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_only_the_composing_path_has_the_looser_policy(client: Client) -> None:
    composing = client.get("/compose/").headers["Content-Security-Policy"]

    assert composing == COMPOSING
    for place in ("/composed/", "/x/compose/", "/desk/compose/"):
        assert client.get(place).headers["Content-Security-Policy"] == STRICT


def test_a_kept_page_is_redirected_to_tls_like_any_other(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 60, True
    client = Client()
    for _again in range(2):
        kept = client.get("/feeds/atom.xml", secure=True)
        assert kept.headers["Strict-Transport-Security"].startswith("max-age=60")

    assert client.get("/feeds/atom.xml").status_code == 301


@pytest.mark.parametrize("status", [301, 308, 410])
def test_no_browser_keeps_a_move_or_a_withdrawal_for_ever(
    rf: RequestFactory, status: int
) -> None:
    answer = SecurityHeaders(lambda _request: HttpResponse(status=status))
    told = SecurityHeaders(
        lambda _request: HttpResponse(
            status=status, headers={"Cache-Control": "no-store"}
        )
    )

    assert answer(rf.get("/")).headers["Cache-Control"] == "no-cache"
    assert told(rf.get("/")).headers["Cache-Control"] == "no-store"
