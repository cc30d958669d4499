"""The kit's pages and the pages that say no are whole and valid HTML."""

import html5lib
import pytest
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views.defaults import server_error

from opencounty.kernel.org.actor import VISITOR
from opencounty.ui.kit.views import PAGES

ADDRESSES = [
    "/kit/",
    "/kit/?density=compact",
    "/kit/?density=calm&type=large",
    *(f"/kit/{name}/" for name in PAGES),
]
REFUSING = ["404.html", "410.html", "403.html", "403_csrf.html", "400.html"]


def parsed(html: str) -> None:
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(html)
    assert not parser.errors


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_of_the_kit_is_valid(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 200
    parsed(response.content.decode())


@pytest.mark.django_db
def test_a_sample_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/kit/nothing/").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("name", REFUSING)
def test_a_page_that_says_no_is_valid_and_says_what_to_do(
    name: str, rf: RequestFactory
) -> None:
    html = render_to_string(name, request=asked(rf))

    parsed(html)
    assert 'href="/"' in html


def test_the_page_of_a_fault_needs_no_database(rf: RequestFactory) -> None:
    response = server_error(rf.get("/"))

    assert response.status_code == 500
    html = response.content.decode()
    parsed(html)
    assert "ui/faces/portal.css" in html


@pytest.mark.django_db
def test_large_type_is_turned_on_by_a_cookie(client: Client) -> None:
    client.cookies["large_type"] = "on"

    assert b'class=" large"' in client.get("/kit/portal-home/").content


def asked(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/nothing/")
    request.actor = VISITOR  # type: ignore[attr-defined]
    return request
