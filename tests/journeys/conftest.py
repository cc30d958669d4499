"""A real Chromium, and pages that tell on themselves.

A page that breaks the content security policy, writes an error to the console or
asks another host for anything fails its test.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from opencounty.demo.people import PASSWORD
from tests.county import manage, serving

AtDesk = Callable[..., Page]

# Playwright keeps a loop running in the test's thread; the database is used there too
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WITNESS = """
document.addEventListener('securitypolicyviolation', (event) => {
  console.error('CSP ' + event.violatedDirective + ' ' + event.blockedURI);
});
"""
# what the browser itself says about a page whose status is an answer, not a fault
EXPECTED = ("the server responded with a status of 4",)


def chromium() -> str | None:
    """Return the path of the system's Chromium, if there is one."""
    given = os.environ.get("OPENCOUNTY_CHROMIUM")
    return given or next((p for name in NAMES if (p := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; tests that need it are left out without it."""
    path = chromium()
    if path is None and os.environ.get("OPENCOUNTY_REQUIRE_BROWSER"):
        pytest.fail("no Chromium here, and this run may not leave browser tests out")
    if path is None:
        pytest.skip("left out: no Chromium")
    with sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=path, args=QUIET)
        yield launched
        launched.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile that speaks Chinese."""
    profile = browser.new_context(locale="zh-CN")
    profile.add_init_script(WITNESS)
    yield profile
    profile.close()


@pytest.fixture
def complaints() -> list[str]:
    """What pages complained about; the test fails if anything is left here."""
    return []


@pytest.fixture
def home(live_server: object) -> str:
    """The address of the server under test; a module may name another one."""
    return str(live_server)


@pytest.fixture
def page(context: BrowserContext, complaints: list[str], home: str) -> Iterator[Page]:
    """A page whose errors, violations and foreign requests fail the test."""
    yield watched(context.new_page(), complaints, home)
    assert not complaints


def watched(opened: Page, complaints: list[str], home: str) -> Page:
    """Write down what a page complains of, and what it asks of other hosts."""

    def hear(kind: str, words: str) -> None:
        if not any(known in words for known in EXPECTED):
            complaints.append(f"{kind}: {words}")

    opened.on("pageerror", lambda error: hear("script", str(error)))
    opened.on(
        "console",
        lambda message: (
            hear("console", message.text) if message.type == "error" else None
        ),
    )
    opened.on(
        "request",
        lambda request: (
            hear("foreign request", request.url)
            if not request.url.startswith((home, "blob:"))
            else None
        ),
    )
    return opened


@pytest.fixture(scope="module")
def office_var(loaded_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var/ of a county that this module may change."""
    copy = tmp_path_factory.mktemp("office") / "county"
    shutil.copytree(loaded_county, copy)
    return copy


@pytest.fixture(scope="module")
def office(office_var: Path) -> Iterator[str]:
    """The address of a county that this module may change."""
    with serving(office_var) as address:
        yield address


@pytest.fixture
def worker(office_var: Path) -> Callable[[], None]:
    """Do what the background has to do: read attachments, index, seal."""

    def work() -> None:
        done = manage(office_var, "work", "--once")
        assert done.returncode == 0, done.stderr[-3000:]

    return work


@pytest.fixture
def at_desk(browser: Browser, office: str, complaints: list[str]) -> Iterator[AtDesk]:
    """Let somebody of the cast log in, each with a browser of their own.

    Nobody is a visitor. Their pages' complaints fail the test, as everywhere.
    """
    profiles = []

    def sit_down(who: str = "", *, script: bool = True, width: int = 1280) -> Page:
        profile = browser.new_context(
            locale="zh-CN",
            java_script_enabled=script,
            viewport={"width": width, "height": 900},
        )
        profiles.append(profile)
        profile.set_default_timeout(20_000)
        profile.add_init_script(WITNESS)
        page = watched(profile.new_page(), complaints, office)
        if who:
            page.goto(f"{office}/accounts/login/?next=/desk/")
            page.fill("input[name=login]", who)
            page.fill("input[name=password]", PASSWORD)
            page.press("input[name=password]", "Enter")
            page.wait_for_url("**/desk/")
        return page

    yield sit_down
    for profile in profiles:
        profile.close()
    assert not complaints
