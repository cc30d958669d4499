"""Those who may see how the search index stands can have it rebuilt."""

from pathlib import Path

import pytest
from django.test import Client
from django_tasks_db.models import DBTaskResult

from opencounty.kernel.search import documents, generations
from opencounty.kernel.search import services as search
from tests.factories.org import OfficerFactory, officer_with
from tests.factories.search import SOURCE, Shelf

STATE, REBUILD = "/desk/search/", "/desk/search/rebuild/"


@pytest.fixture
def shelf(db: None, search_index: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf()
    monkeypatch.setattr(documents, "SOURCES", {SOURCE: shelf})
    return shelf


@pytest.fixture
def system_officer(client: Client, shelf: Shelf) -> Client:
    client.force_login(officer_with("search.rebuild", county_wide=True))
    return client


def test_the_page_tells_how_the_index_stands(
    system_officer: Client, shelf: Shelf
) -> None:
    broken = system_officer.get(STATE).content.decode()
    shelf.put(1, "供水通知")
    search.rebuild()
    fine = system_officer.get(STATE).content.decode()
    search.mark(["shelf:1"])
    waiting = system_officer.get(STATE).content.decode()
    with generations.locked(generations.REBUILDING):
        rebuilding = system_officer.get(STATE).content.decode()

    assert "不可用" in broken
    assert "1 条" in fine
    assert "正常" in fine
    assert "等待自" in waiting
    assert "正在重建" in rebuilding
    assert '<button class="btn btn-main">重建' not in rebuilding


def test_a_rebuild_is_queued_once_asked_for(
    system_officer: Client, shelf: Shelf
) -> None:
    done = system_officer.post(REBUILD, follow=True)
    refused = system_officer.post(REBUILD, follow=True)

    assert "已安排重建" in done.content.decode()
    assert "请等它完成" in refused.content.decode()
    assert DBTaskResult.objects.count() == 1
    assert system_officer.get(REBUILD).status_code == 405


def test_others_may_neither_see_nor_do_it(client: Client, shelf: Shelf) -> None:
    assert client.get(STATE).status_code == 302
    client.force_login(OfficerFactory.create())

    assert client.get(STATE).status_code == 403
    assert client.post(REBUILD).status_code == 403
    assert DBTaskResult.objects.count() == 0
