"""The desk in a real browser: no barrier, no sideways scroll, large type, deeds."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.county import manage
from tests.journeys.conftest import AtDesk

pytestmark = [pytest.mark.browser, pytest.mark.timeout(400)]

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SIZES = """
() => {
  const size = (e) => parseFloat(getComputedStyle(e).fontSize);
  const texts = [...document.querySelectorAll('main p, main li, main td, main a')]
    .filter((e) => e.offsetParent && e.textContent.trim() && !e.closest('.hide'));
  return [size(document.body), Math.min(...texts.map(size))];
}
"""
PLACES = {
    "chenxiaoyan": [
        *("/desk/", "/desk/items/", "/desk/items/?q=没有这样的", "/desk/items/draft/"),
        *("/desk/items/?state=draft", "/desk/items/?scope=county"),
    ],
    "lijing": [
        *("/desk/", "/desk/items/", "/desk/columns/", "/desk/columns/stale/"),
        *("/desk/columns/create/", "/desk/columns/?site=water", "/desk/deputies/"),
        *("/desk/calendar/", "/desk/calendar/2030/", "/desk/calendar/change/"),
        *("/desk/calendar/notice/", "/desk/calendar/versions/"),
        *("/desk/calendar/versions/1/", "/accounts/password/change/"),
        *("/accounts/2fa/", "/accounts/logout/", "/desk/no/such/page/"),
    ],
    "wugang": [
        *("/desk/", "/desk/jobs/", "/desk/search/", "/desk/units/found/"),
        *("/desk/units/water/", "/desk/units/water/change/"),
        *("/desk/units/water/close/", "/desk/audit/"),
    ],
    "hemin": [
        *("/desk/", "/desk/units/", "/desk/units/water/", "/desk/people/"),
        *("/desk/people/open/", "/desk/roles/", "/desk/roles/reporter/"),
        "/desk/units/water/posts/create/",
    ],
    "zhengwen": ["/desk/", "/desk/audit/", "/desk/audit/?action=org.logged_in"],
    "zhaomin": ["/desk/", "/desk/items/", "/desk/people/"],
    "": ["/accounts/login/", "/accounts/signup/"],
}
# the pages of one item, by the words of its links
OF_AN_ITEM = ("place/", "link/", "validity/", "withdraw/")


@pytest.fixture(scope="module")
def states(office: str, office_var: Path) -> dict[str, str]:
    """Items in every state; the page of each at the desk."""
    script = Path(__file__).with_name("states.py").read_text(encoding="utf-8")
    done = manage(office_var, "shell", "-v0", "-c", script)
    assert done.returncode == 0, done.stderr[-3000:]
    return dict(re.findall(r"^(\w+) (/desk/\S+)$", done.stdout, re.MULTILINE))


def places(who: str, states: dict[str, str]) -> list[str]:
    """Return what one person of the cast can open."""
    if who == "chenxiaoyan":
        drafts = [states[name] for name in ("empty", "draft", "returned", "submitted")]
        return [*PLACES[who], *drafts, states["edit"], states["version"]]
    if who == "lijing":
        live = [states["published"] + deed for deed in OF_AN_ITEM]
        shown = [
            states[name]
            for name in ("submitted", "approved", "published", "withdrawn", "publish")
        ]
        return [*PLACES[who], *shown, *live, states["withdrawn"] + "restore/"]
    return PLACES[who]


@pytest.mark.parametrize(("width", "narrower"), [(1440, 768), (375, 320)])
def test_no_page_has_a_barrier_or_scrolls_sideways(
    at_desk: AtDesk, office: str, states: dict[str, str], width: int, narrower: int
) -> None:
    for who in PLACES:
        page = at_desk(who, width=width)
        for path in places(who, states):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(office + path)

            assert page.evaluate(SIDEWAYS) <= 0, (width, path)
            assert page.locator("h1").count() == 1, path
            found = Axe().run(page)
            report = found.generate_report()
            assert not found.violations_count, (width, path, report)
            page.set_viewport_size({"width": narrower, "height": 900})
            assert page.evaluate(SIDEWAYS) <= 0, (narrower, path)
        page.context.close()


def test_large_type_is_large_and_fits(
    at_desk: AtDesk, office: str, states: dict[str, str]
) -> None:
    for who in ("chenxiaoyan", "lijing", "hemin", "zhengwen"):
        page = at_desk(who)
        page.context.add_cookies([{"name": "large_type", "value": "on", "url": office}])
        for path in places(who, states):
            page.goto(office + path)
            for width in (1440, 320):
                page.set_viewport_size({"width": width, "height": 900})
                body, least = page.evaluate(SIZES)

                assert body >= 24, (width, path)
                assert least >= 20, (width, path)
                assert page.evaluate(SIDEWAYS) <= 0, (width, path)
        page.context.close()


def test_an_item_prints_black_on_white_with_its_text(
    at_desk: AtDesk, office: str, states: dict[str, str]
) -> None:
    page = at_desk("lijing")
    page.goto(office + states["submitted"])
    page.emulate_media(media="print")

    for hidden in (".rail", ".find", ".acts", ".crumb", "#decide"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.is_visible(".doc .text p")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert len(page.pdf()) > 10_000


def test_the_bar_names_the_county_and_searches_the_pool(
    at_desk: AtDesk, office: str
) -> None:
    page = at_desk("chenxiaoyan")
    expect(page.locator(".brand2")).to_have_text("临溪县党政办公网")
    page.keyboard.press("/")
    page.keyboard.type("农村饮用水管理办法")
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/items/?q=*")
    expect(page.locator("td.name").first).to_contain_text("农村饮用水管理办法")


def test_a_day_of_the_calendar_is_changed_after_a_look(
    at_desk: AtDesk, office: str
) -> None:
    page = at_desk("lijing")
    page.click("#menu >> text=工作日历")
    page.click("text=修改某天")
    page.click("button >> text=核对")
    assert page.evaluate("document.activeElement.id") == "mistakes"

    page.fill("[name=first]", "2026-12-18")
    page.check("[name=kind][value=rest]")
    page.fill("[name=name]", "县庆")
    page.fill("[name=reason]", "县人大常委会决定")
    page.click("button >> text=核对")
    expect(page.locator("#preview")).to_be_visible()
    expect(page.locator("tbody").first).to_contain_text("2026-12-18")
    page.click("text=更新日历")

    expect(page.locator("main")).to_contain_text("县庆")
    page.goto(f"{office}/deadlines/?start=2026-12-17&length=1&unit=working_day")
    expect(page.locator("main")).to_contain_text("县庆")


def test_a_deputy_is_appointed_and_acts_for_the_principal(
    at_desk: AtDesk, office: str, states: dict[str, str]
) -> None:
    principal = at_desk("liuzhiqiang")
    principal.click("#menu >> text=代理")
    option = principal.locator("[name=deputy] option", has_text="周海")
    principal.select_option("[name=deputy]", option.get_attribute("value"))
    principal.fill("[name=ends_on]", principal.input_value("[name=starts_on]"))
    principal.fill("[name=reason]", "外出学习")
    principal.click("button >> text=委托代理")
    expect(principal.locator("main")).to_contain_text("周海 代 刘志强")

    deputy = at_desk("zhouhai")
    deputy.goto(office + states["waiting"])
    deputy.fill("[name=opinion]", "同意公开")
    deputy.click("text=审核通过")

    expect(deputy.locator(".trail")).to_contain_text("周海 代 刘志强")


def test_the_menu_opens_on_a_phone_and_shows_where_one_is(
    at_desk: AtDesk, office: str
) -> None:
    page = at_desk("chenxiaoyan", script=False, width=375)
    page.goto(f"{office}/desk/columns/")
    assert not page.is_visible("#menu")
    page.click("text=菜单")

    expect(page.locator("#menu [aria-current]")).to_have_text("栏目")
    page.click("#menu >> text=信息库")
    expect(page.locator("h1")).to_have_text("信息库")


def test_focus_is_seen_on_every_stop_of_the_item_page(
    at_desk: AtDesk, office: str, states: dict[str, str]
) -> None:
    page = at_desk("lijing")
    page.goto(office + states["submitted"])
    seen = _stops(page)

    assert seen[0] == "跳到正文"
    assert {"去审核", "审核通过", "退回给起草人", "调整栏目"} <= set(seen)


def _stops(page: Page) -> list[str]:
    """Press Tab through a page; return the words of what has the focus."""
    seen: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        outline, words = page.evaluate(
            "[getComputedStyle(document.activeElement).outlineStyle,"
            " document.activeElement.textContent.trim()"
            " || document.activeElement.name || '']"
        )
        if page.evaluate("document.activeElement === document.body"):
            break
        assert outline != "none", words
        seen.append(words)
    return seen
