"""The kit is accessible, stays inside the window and keeps the policy."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from opencounty.ui.kit.views import PAGES

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.timeout(180),
]
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ADDRESSES = ["/kit/", "/kit/?density=compact"] + [
    f"/kit/{name}/" + ("?density=compact" if name.startswith("desk") else "")
    for name in PAGES
    if name != "screen"
]
SMALLER_THAN = """
(least) => [...document.querySelectorAll('a, button, select, summary, textarea')]
  .filter((e) => e.offsetParent && !e.closest('.hide, .skip'))
  .filter((e) => getComputedStyle(e).display !== 'inline')
  .filter((e) => e.getBoundingClientRect().height < least - 1)
  .map((e) => e.outerHTML.slice(0, 80))
"""


@pytest.mark.parametrize("width", [1440, 320])
def test_the_kit_has_no_barrier_and_never_scrolls_sideways(
    page: Page, live_server: object, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in ADDRESSES:
        page.goto(f"{live_server}{address}")

        assert page.evaluate(WIDE) <= 0, address
        found = Axe().run(page)
        assert not found.violations_count, (address, found.generate_report())


def test_large_type_is_large_and_fits_a_small_phone(
    page: Page, live_server: object
) -> None:
    page.context.add_cookies(
        [{"name": "large_type", "value": "on", "url": str(live_server)}]
    )
    page.set_viewport_size({"width": 320, "height": 900})
    for address in ADDRESSES:
        page.goto(f"{live_server}{address}")

        assert page.evaluate(WIDE) <= 0, address
        size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        assert size >= 24
        assert not page.evaluate(SMALLER_THAN, 44), address


def test_on_the_portal_everything_one_touches_is_44_pixels_high(
    page: Page, live_server: object
) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    for address in [a for a in ADDRESSES if a.startswith("/kit/portal")]:
        page.goto(f"{live_server}{address}")

        assert not page.evaluate(SMALLER_THAN, 44), address


def test_the_skip_link_is_first_and_leads_to_the_text(
    page: Page, live_server: object
) -> None:
    page.goto(f"{live_server}/kit/portal-item/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"

    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_on_a_phone_the_desks_menu_opens_without_script(
    page: Page, live_server: object
) -> None:
    page.set_viewport_size({"width": 375, "height": 900})
    page.goto(f"{live_server}/kit/desk-list/?density=compact")
    assert not page.is_visible("#menu")

    page.click("text=菜单")
    assert page.is_visible("#menu")
    page.click("text=收起菜单")
    assert not page.is_visible("#menu")


def test_slash_goes_to_the_search_field_of_the_desk(
    page: Page, live_server: object
) -> None:
    page.goto(f"{live_server}/kit/desk-list/?density=compact")
    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "q"


def test_a_form_sent_with_mistakes_begins_at_their_list(
    page: Page, live_server: object
) -> None:
    page.goto(f"{live_server}/kit/portal-form/")

    assert page.evaluate("document.activeElement.id") == "mistakes"
    page.click("#mistakes a >> nth=0")
    assert page.evaluate("document.activeElement.name") == "name"


def test_without_script_nothing_is_offered_that_needs_it(
    browser: Browser, live_server: object
) -> None:
    profile = browser.new_context(java_script_enabled=False)
    opened = profile.new_page()
    opened.goto(f"{live_server}/kit/portal-item/")

    assert not opened.is_visible("[data-print]")
    profile.close()
