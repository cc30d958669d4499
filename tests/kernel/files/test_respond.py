"""Files go out as attachments that can do nothing in a browser."""

import pytest
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from pytest_django import Settings

from opencounty.kernel.files import services as files
from opencounty.kernel.files.models import StoredFile
from tests.factories.files import PNG, stored

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-0123456789"


def body(response: HttpResponseBase) -> bytes:
    content = b"".join(response)  # type: ignore[call-overload]
    response.close()
    return content


def asking(**headers: str) -> HttpRequest:
    return RequestFactory().get("/", headers=headers)


@pytest.fixture
def paper() -> StoredFile:
    return stored(CONTENT, "通知.pdf")


def test_a_file_is_an_attachment_in_a_sandbox(paper: StoredFile) -> None:
    response = files.respond(paper, inline=True)

    assert body(response) == CONTENT
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
    assert response["Content-Length"] == str(len(CONTENT))


def test_only_plain_images_may_be_shown_inline(settings: Settings) -> None:
    settings.FILES_ALLOWED = ["png", "svg", "html"]
    image, drawing = stored(PNG, "a.png"), stored(b"<svg/>", "a.svg")
    page = stored(b"<html>", "a.html")

    shown = [files.respond(file, inline=True) for file in (image, drawing, page)]

    kinds = [response["Content-Disposition"].split(";")[0] for response in shown]
    assert kinds == ["inline", "attachment", "attachment"]
    for response in shown:
        response.close()


@pytest.mark.parametrize(
    ("asked", "status", "content", "said"),
    [
        ("bytes=0-4", 206, b"%PDF-", "bytes 0-4/15"),
        ("bytes=5-", 206, b"0123456789", "bytes 5-14/15"),
        ("bytes=-3", 206, b"789", "bytes 12-14/15"),
        ("bytes=-99", 206, CONTENT, "bytes 0-14/15"),
        ("bytes=14-99999999999999999999", 206, b"9", "bytes 14-14/15"),
        ("bytes=15-", 416, b"", "bytes */15"),
        ("bytes=5-2", 200, CONTENT, None),
        ("bytes=0-1,3-4", 200, CONTENT, None),
        ("bytes=-", 200, CONTENT, None),
        ("lines=1-2", 200, CONTENT, None),
    ],
)
def test_a_range_is_answered_as_asked(
    paper: StoredFile, asked: str, status: int, content: bytes, said: str | None
) -> None:
    response = files.respond(paper, request=asking(Range=asked))

    assert (response.status_code, body(response)) == (status, content)
    assert response.get("Content-Range") == said


def test_an_unchanged_copy_is_not_sent_again(paper: StoredFile) -> None:
    first = files.respond(paper)
    first.close()
    etag = first["ETag"]
    known = asking(**{"If-None-Match": etag})
    changed = asking(**{"Range": "bytes=0-1", "If-Range": '"other"'})

    assert files.respond(paper, request=known).status_code == 304
    assert body(files.respond(paper, request=changed)) == CONTENT


def test_a_short_file_ends_a_long_range(paper: StoredFile) -> None:
    paper.size = 99

    assert body(files.respond(paper, request=asking(Range="bytes=10-60"))) == b"56789"
