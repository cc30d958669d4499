"""A real Chromium, and pages that tell on themselves.

A page that breaks the content security policy, writes an error to the console or
asks another host for anything fails its test.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

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
    opened = context.new_page()

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
    yield opened
    assert not complaints
