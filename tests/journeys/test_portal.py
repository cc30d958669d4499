"""A reader's way through the portal of the demonstration county, in a real browser."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys import pages

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIZES = """
() => {
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const line = (e) => parseFloat(getComputedStyle(e).lineHeight) / size(e);
  const texts = [...document.querySelectorAll('main p, main li, main dd, main a')]
    .filter((e) => e.offsetParent && e.textContent.trim() && !e.closest('.hide'));
  return {
    body: size(document.body),
    least: Math.min(...texts.map(size)),
    line: Math.min(...[...document.querySelectorAll('main p')]
      .filter((e) => e.offsetParent).map(line)),
  };
}
"""
SMALL = """
(least) => [...document.querySelectorAll('a, button, summary, input[type=search]')]
  .filter((e) => e.offsetParent && !e.closest('.hide, .skip'))
  .filter((e) => getComputedStyle(e).display !== 'inline')
  .filter((e) => e.getBoundingClientRect().height < least - 1)
  .map((e) => e.outerHTML.slice(0, 90))
"""


@pytest.fixture
def home(county: str) -> str:
    """The page watches over the county instead of a test server."""
    return county


@pytest.fixture(scope="module")
def items(county: str) -> list[str]:
    """Items of every kind, the newest document in force first."""
    return pages.items(county)


@pytest.mark.parametrize(("width", "narrower"), [(1440, 768), (375, 320)])
def test_no_page_has_a_barrier_or_scrolls_sideways(
    page: Page, county: str, items: list[str], width: int, narrower: int
) -> None:
    for path in [*pages.PUBLIC, *items]:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(county + path)

        assert page.evaluate(SIDEWAYS) <= 0, (width, path)
        found = Axe().run(page)
        assert not found.violations_count, (width, path, found.generate_report())
        page.set_viewport_size({"width": narrower, "height": 900})
        assert page.evaluate(SIDEWAYS) <= 0, (narrower, path)


def test_large_type_is_large_everywhere(
    page: Page, county: str, items: list[str]
) -> None:
    page.goto(county + "/")
    page.click("text=长辈版")
    assert page.is_visible("text=退出长辈版")
    for path in [*pages.PUBLIC, *items]:
        page.goto(county + path)
        for width in (1440, 375):
            page.set_viewport_size({"width": width, "height": 900})
            sizes = page.evaluate(SIZES)

            assert sizes["body"] >= 24, (width, path)  # 18 pt
            assert sizes["least"] >= 24, (width, path)
            assert sizes["line"] >= 1.3, (width, path)
            assert page.evaluate(SIDEWAYS) <= 0, (width, path)
            assert not page.evaluate(SMALL, 44), (width, path)
    # sizes change in large type, not what a page is made of: a look at some is enough
    for path in [*pages.PUBLIC[::5], *items[:2]]:
        page.goto(county + path)
        found = Axe().run(page)
        assert not found.violations_count, (path, found.generate_report())


def test_a_reader_finds_a_document_and_what_explains_it(
    page: Page, county: str
) -> None:
    page.goto(county + "/")
    page.fill("#q-top", "农村饮用水管理办法")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator("mark").first.is_visible()
    page.click("text=临溪县人民政府关于印发《临溪县农村饮用水管理办法》的通知")

    assert page.is_visible("text=LXDR-2026-00018")
    assert page.is_visible("text=现行有效")
    page.locator(".note >> text=一张图看懂农村饮用水管理办法").click()
    page.wait_for_url("**/openness/interpretations/**")
    assert page.is_visible("text=解读的文件")


def test_everything_can_be_reached_by_keyboard_and_focus_is_seen(
    page: Page, county: str
) -> None:
    page.goto(county + "/openness/policies/normative/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    seen = set()
    for _ in range(120):
        page.keyboard.press("Tab")
        outline, name = page.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle,"
            " document.activeElement.href || document.activeElement.name || '']"
        )
        assert outline != "none", name
        seen.add(name)
        if "beian" in name:
            break

    assert any("/large-type/" in name for name in seen)
    assert any("/openness/policies/normative/2026/" in name for name in seen)
    assert any("jiucuo" in name for name in seen)


def test_a_reader_without_script_reads_searches_and_leaves(
    page: Page, county: str, items: list[str]
) -> None:
    browser = page.context.browser
    assert browser is not None
    plain = browser.new_context(java_script_enabled=False)
    other = plain.new_page()
    for path in ("/", "/catalogue/", items[0]):
        other.goto(county + path)
        assert other.locator("h1").count() == 1
    other.fill("#q-top", "低保")
    other.press("#q-top", "Enter")

    assert other.locator(".hits li").count() > 0
    plain.close()


def test_a_document_prints_black_on_white_without_navigation(
    page: Page, county: str, items: list[str], tmp_path: Path
) -> None:
    page.goto(county + items[0])
    page.emulate_media(media="print")

    for hidden in (".nav", ".util", ".search", ".crumb", ".turns"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.locator(".printed").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 10_000


def test_an_attachment_downloads(page: Page, county: str, items: list[str]) -> None:
    page.goto(county + items[0])
    link = page.locator(".files a").first

    with page.expect_download() as started:
        link.click()

    assert started.value.suggested_filename.endswith((".xlsx", ".docx"))
