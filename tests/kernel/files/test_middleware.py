"""A body nobody may send is refused before it is received."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories.org import AccountFactory

pytestmark = pytest.mark.django_db
MEGABYTE = 1_024 * 1_024
FORM = "multipart/form-data; boundary=x"


def announce(client: Client, length: str) -> int:
    """Return the answer's status to a form said to be so long."""
    answer = client.post(
        "/accounts/login/", b"", content_type=FORM, CONTENT_LENGTH=length
    )
    return answer.status_code


@pytest.fixture(autouse=True)
def _limits(settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MEGABYTE
    settings.FILES_LARGEST_MB = 5


@pytest.mark.parametrize(
    ("length", "status"),
    [
        (str(2 * MEGABYTE + 1), 413),
        ("9" * 5_000, 413),
        ("-1", 200),
        ("²", 200),
        ("", 200),
    ],
)
def test_strangers_send_no_more_than_a_form(
    client: Client, length: str, status: int
) -> None:
    assert announce(client, length) == status


def test_who_has_logged_in_may_send_some_files(client: Client) -> None:
    client.force_login(AccountFactory.create())

    assert announce(client, str(20 * MEGABYTE + 1)) == 413
    assert announce(client, str(20 * MEGABYTE)) != 413


def test_the_refusal_says_what_would_do(client: Client) -> None:
    answer = client.post("/", b"", content_type=FORM, CONTENT_LENGTH=str(30 * MEGABYTE))

    assert "超过 2 MB 的上限" in answer.content.decode()
