"""The early page cache: fast, never stale, never personal."""

import gzip
import time

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from opencounty.apps.disclosure.models import Item
from opencounty.kernel.org.models import Account
from opencounty.portal import generation, pagecache, tallies
from opencounty.portal.models import Tally
from tests.factories.org import AccountFactory
from tests.portal.conftest import READER, Portal, reader


@pytest.fixture
def cached(portal: Portal, settings: Settings) -> Portal:
    settings.PORTAL_CACHE_MB = 8
    return portal


def test_a_second_reader_costs_no_query(
    cached: Portal, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    cached.get("/openness/notices/")

    with django_assert_num_queries(0):
        response = reader().get("/openness/notices/")

    assert "通知公告" in response.content.decode()


def test_a_new_generation_shows_what_has_changed(cached: Portal) -> None:
    item = cached.publish(title="旧标题")
    cached.get(item.url)
    Item.objects.filter(pk=item.pk).update(title="新标题")
    assert "旧标题" in cached.get(item.url).content.decode()

    generation.bump()

    assert "新标题" in cached.get(item.url).content.decode()


def test_a_page_made_while_something_changed_is_not_kept(
    cached: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = cached.publish()
    made = pagecache.made_of

    def change_meanwhile(*args: object) -> object:
        generation.bump()
        return made(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pagecache, "made_of", change_meanwhile)
    cached.get(item.url)
    monkeypatch.undo()
    Item.objects.filter(pk=item.pk).update(title="变了")

    assert "变了" in cached.get(item.url).content.decode()


def test_who_is_logged_in_is_answered_personally(cached: Portal) -> None:
    account: Account = AccountFactory.create()
    client = Client(headers={"user-agent": READER})
    client.force_login(account)

    client.get("/openness/notices/")

    assert not pagecache.store.entries


def test_large_type_is_another_page(cached: Portal) -> None:
    plain = cached.get("/").content.decode()
    large = reader()
    large.cookies["large_type"] = "on"

    assert "退出长辈版" in large.get("/").content.decode()
    assert "退出长辈版" not in plain
    assert "退出长辈版" not in cached.get("/").content.decode()


def test_parameters_that_change_nothing_do_not_fill_the_cache(cached: Portal) -> None:
    for n in range(20):
        cached.get(f"/openness/notices/?utm_source={n}&fbclid={n}")

    assert len(pagecache.store.entries) == 1


def test_pages_of_a_list_are_told_apart(cached: Portal) -> None:
    for n in range(25):
        cached.publish(title=f"第{n}件", days_ago=n)

    first = cached.get("/openness/notices/").content.decode()
    second = cached.get("/openness/notices/?page=2").content.decode()

    assert "第3件" in first
    assert "第3件" not in second
    assert "第24件" in second


@pytest.mark.parametrize(
    "path",
    [
        "/no/such/",
        "/openness/notices/?page=999999",
        "/large-type/?next=/",
        "/search/?q=水",
        "/leaving/?to=x",
        "/accounts/login/",
    ],
)
def test_errors_redirects_and_personal_pages_are_never_kept(
    cached: Portal, path: str
) -> None:
    cached.get(path)

    assert not pagecache.store.entries


def test_a_withdrawn_page_is_not_kept(cached: Portal) -> None:
    item = cached.publish()
    Item.objects.filter(pk=item.pk).update(
        withdrawn_at=item.released_at, withdrawn_reason="撤回"
    )

    assert cached.get(item.url).status_code == 410
    assert not pagecache.store.entries


def test_a_reader_who_has_the_page_gets_304(cached: Portal) -> None:
    first = cached.get("/")

    by_tag = reader().get("/", headers={"if-none-match": first.headers["ETag"]})
    by_time = reader().get(
        "/", headers={"if-modified-since": first.headers["Last-Modified"]}
    )

    assert by_tag.status_code == by_time.status_code == 304
    assert not by_tag.content
    assert by_tag.headers["ETag"] == first.headers["ETag"]


def test_another_page_is_not_304(cached: Portal) -> None:
    cached.get("/")

    assert reader().get("/", headers={"if-none-match": '"other"'}).status_code == 200


def test_a_browser_that_reads_gzip_gets_it(cached: Portal) -> None:
    plain = cached.get("/")

    zipped = reader().get("/", headers={"accept-encoding": "gzip, br"})
    refused = reader().get("/", headers={"accept-encoding": "gzip;q=0"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert "Content-Encoding" not in refused.headers
    assert "Accept-Encoding" in plain.headers["Vary"]


def test_head_has_no_body(cached: Portal) -> None:
    cached.get("/")

    response = reader().head("/")

    assert response.status_code == 200
    assert not response.content


def test_a_hit_keeps_the_security_headers(cached: Portal) -> None:
    cached.get("/")

    headers = reader().get("/").headers

    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_memory_is_bounded_and_the_least_used_leaves_first(
    cached: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(django_settings, "PORTAL_CACHE_MB", 0.02)
    for n in range(40):
        cached.get(f"/feeds/atom.xml?page={n}")

    store = pagecache.store
    assert store.size <= 0.02 * 1024 * 1024
    assert store.size == sum(len(e.packed) + 600 for e in store.entries.values())
    assert any("page=39" in key[2] for key in store.entries)


def test_a_page_leaves_when_it_is_old(
    cached: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = cached.publish(title="旧标题")
    cached.get(item.url)
    Item.objects.filter(pk=item.pk).update(title="新标题")
    later = time.time() + 400
    monkeypatch.setattr(pagecache.time, "time", lambda: later)

    assert "新标题" in cached.get(item.url).content.decode()


def test_views_are_counted_on_hits_too(cached: Portal) -> None:
    item = cached.publish()
    for _ in range(5):
        reader().get(item.url)
    tallies.buffer.flush()

    assert Tally.objects.get(item=item).views == 5


@pytest.mark.ignore_template_errors
def test_an_editor_who_saves_begins_a_new_generation(
    cached: Portal, admin_client: Client
) -> None:
    before = generation.current()

    admin_client.post(
        "/compose/trusted_hosts/new/", {"host": "www.example.cn", "reason": "合作单位"}
    )

    assert generation.current() != before
