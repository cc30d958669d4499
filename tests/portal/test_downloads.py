"""Attachments: given while their item is live, and to nobody else."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from opencounty.apps.disclosure import services
from opencounty.apps.disclosure.models import Attachment, Item
from opencounty.kernel.files import services as files
from opencounty.kernel.org.actor import system
from tests.factories.disclosure import ItemFactory, release
from tests.portal.conftest import Portal


def attach(item: Item) -> Attachment:
    stored = files.store(
        BytesIO("序号,名称\n1,甲\n".encode()), name="名录.csv", by=system("测试")
    )
    version = item.versions.get()
    return Attachment.objects.create(version=version, file=stored, title="名录")


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def published_with_file(portal: Portal) -> tuple[Item, Attachment]:
    """A live item with an attachment, made while its version was a draft."""
    draft = ItemFactory.create(home_column=portal.notices)
    attachment = attach(draft)
    version = draft.versions.get()
    version.state, version.digest = "published", "0" * 64
    version.save()
    release(draft, version, timezone.now())
    return draft, attachment


def test_an_attachment_of_a_live_item_downloads(portal: Portal) -> None:
    item, attachment = published_with_file(portal)

    html = portal.get(item.url).content.decode()
    path = html.split('<ul class="files">')[1].split('href="')[1].split('"')[0]
    response = portal.get(path)

    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "名称".encode() in response.getvalue()
    assert str(attachment.file.code) in path


def test_an_attachment_of_a_draft_is_nobodys(portal: Portal) -> None:
    draft = ItemFactory.create(home_column=portal.notices)
    attachment = attach(draft)

    assert portal.get(f"/files/{attachment.file.code}/x.csv").status_code == 404


def test_an_attachment_of_a_withdrawn_item_is_gone(portal: Portal) -> None:
    item, attachment = published_with_file(portal)
    services.withdraw(item, reason="有误", by=system("测试"))

    assert portal.get(f"/files/{attachment.file.code}/x.csv").status_code == 404
