"""What machines read: Atom, RSS, site maps, robots."""

from xml.etree import ElementTree as ET

import pytest
from pytest_django import DjangoAssertNumQueries

from opencounty.portal.views import sitemaps
from tests.factories.disclosure import ItemFactory
from tests.portal.conftest import Portal

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def xml(response: object) -> ET.Element:
    streaming = getattr(response, "streaming", False)
    body = b"".join(response) if streaming else response.content  # type: ignore[attr-defined,call-overload]
    return ET.fromstring(body)  # noqa: S314 - our own answer


def test_the_site_feed_holds_the_newest_with_whole_addresses(portal: Portal) -> None:
    item = portal.publish(title="新的<通知>", summary="说明")

    feed = xml(portal.get("/feeds/atom.xml"))

    entry = feed.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "新的<通知>"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver{item.url}"


def test_a_column_has_a_feed_of_its_own(portal: Portal) -> None:
    portal.publish(title="在栏目里")

    channel = xml(portal.get("/feeds/openness/notices/rss.xml")).find("channel")

    assert channel is not None
    assert channel.findtext("title") == "临溪县人民政府 通知公告"
    assert [i.findtext("title") for i in channel.findall("item")] == ["在栏目里"]


def test_a_feed_of_no_column_is_not_found(portal: Portal) -> None:
    assert portal.get("/feeds/no/such/atom.xml").status_code == 404


def test_the_site_map_names_its_pieces_and_every_live_item(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [portal.publish() for _ in range(3)]
    hidden = [
        ItemFactory.create(withdrawn=True, home_column=portal.notices) for _ in range(3)
    ]
    late = portal.publish()
    monkeypatch.setattr(sitemaps, "PIECE", 2)

    index = xml(portal.get("/sitemap.xml"))
    pieces = [str(loc.text) for loc in index.iter(f"{MAP}loc")]
    found = {
        loc.text
        for piece in pieces
        for loc in xml(portal.get(piece.removeprefix("http://testserver"))).iter(
            f"{MAP}loc"
        )
    }

    assert {f"http://testserver{item.url}" for item in [*items, late]} <= found
    assert not {f"http://testserver{item.url}" for item in hidden} & found
    assert "http://testserver/openness/notices/" in found


def test_a_piece_streams_with_two_queries(
    portal: Portal, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    items = [portal.publish() for _ in range(5)]
    number = items[0].pk // sitemaps.PIECE + 1
    portal.get("/sitemap-pages.xml")

    with django_assert_max_num_queries(2):
        xml(portal.get(f"/sitemap-{number}.xml"))


@pytest.mark.parametrize("number", ["0", "99", "99999999999999999999999"])
def test_a_piece_that_is_not_there_is_not_found(portal: Portal, number: str) -> None:
    portal.publish()

    assert portal.get(f"/sitemap-{number}.xml").status_code == 404


def test_robots_are_told_what_to_leave_and_where_the_map_is(portal: Portal) -> None:
    text = portal.get("/robots.txt").content.decode()

    assert "Disallow: /desk/" in text
    assert "Sitemap: http://testserver/sitemap.xml" in text


def test_readers_have_a_site_map_too(portal: Portal) -> None:
    html = portal.get("/site-map/").content.decode()

    assert "政务公开" in html
    assert 'href="/openness/notices/"' in html


def test_the_latest_list_holds_all_columns(portal: Portal) -> None:
    item = portal.publish()

    assert item.url in portal.get("/latest/").content.decode()
