"""The portal's pages at 100,000 items: made anew, from the cache, against nginx."""

import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from itertools import cycle
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

from opencounty.apps.disclosure.models import Column, Item
from opencounty.kernel.org.actor import system
from opencounty.kernel.search import services as search
from opencounty.portal import pagecache
from opencounty.portal import services as portal
from tests.bench.frame import Timing, bench, figure, ratio, timed
from tests.bench.pool import ITEMS, fill

TIMES = 300
READER = "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0"
# name in the figures → addresses taken in turn
Pages = dict[str, list[str]]


@bench
def portal_pages() -> None:
    """Home, column (first and deep), item, catalogue, search; then against nginx."""
    call_command("migrate", verbosity=0)
    lay_out()
    fill(ITEMS)
    search.rebuild()
    bodies = measure(pages_of())
    if shutil.which("nginx"):
        against_nginx(bodies)
    else:
        print("portal/nginx left out: there is no nginx here", flush=True)


def lay_out() -> None:
    """Make a home page of six lists and some figures."""
    by = system("bench")
    home = portal.lay_out_portal(by=by)
    listed = {"column": "bench", "count": 8, "more": "更多"}
    halves = [
        {
            "left": [("list", {"title": f"左{n}", **listed})],
            "right": [("list", {"title": f"右{n}", **listed})],
        }
        for n in range(3)
    ]
    figures = {"title": "数", "note": "", "figures": ["released_total", "guides"]}
    home.bands = [*(("two", half) for half in halves), ("facts", figures)]
    home.save_revision().publish()
    portal.set_site_facts(by=by, name="压力测试县人民政府", site_id_code="9999010001")


def pages_of() -> Pages:
    """Return the addresses asked for, by name."""
    column = Column.objects.get(path="bench")
    last = max(1, column.live_items // 20)
    dice = random.Random(3)
    pks = dice.sample(range(1, ITEMS + 1), 200)
    items = Item.objects.select_related("home_column").filter(pk__in=pks)
    return {
        "home": ["/"],
        "column": [f"/bench/part-{n}/" for n in range(1, 6)],
        "column-deep": [f"/bench/?page={dice.randint(last // 2, last)}" for _ in pks],
        "item": [item.url for item in items],
        "catalogue": ["/catalogue/", "/catalogue/?year=2026", "/catalogue/?page=9"],
        "search": [f"/search/?q={word}" for word in ("供水", "防汛+抗旱", "低保救助")],
    }


def measure(pages: Pages) -> dict[str, bytes]:
    """Print CPU and wall time of every page, made anew and kept; return bodies."""
    application = get_wsgi_application()
    bodies = {}
    for name, paths in pages.items():
        settings.PORTAL_CACHE_MB = 0
        made = timed(asking(application, paths), TIMES, warm=len(paths) + 3)
        report(f"portal-{name}", made)
        settings.PORTAL_CACHE_MB = 64
        pagecache.store.clear()
        bodies[paths[0]] = ask(application, paths[0])
        if pagecache.store.entries:
            kept = timed(asking(application, paths[:1]), TIMES * 5)
            report(f"portal-{name}-kept", kept)
    return bodies


def report(name: str, timing: Timing) -> None:
    """Print the figures of one kind of page."""
    figure(f"{name}-cpu", timing.cpu, "ms")
    figure(f"{name}-p50", timing.median, "ms")
    figure(f"{name}-p95", timing.at(0.95), "ms")


def asking(application: Any, paths: list[str]) -> Callable[[], object]:
    """Return a call that asks for the next address each time."""
    turns = cycle(paths)
    return lambda: ask(application, next(turns))


def ask(application: Any, path: str) -> bytes:
    """Ask the WSGI application for a page, as a server would."""
    route, _, query = path.partition("?")
    answer = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": route,
            "QUERY_STRING": query.encode().decode("latin-1"),
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "HTTP_HOST": "localhost",
            "HTTP_USER_AGENT": READER,
            "HTTP_ACCEPT_ENCODING": "gzip",
            "wsgi.url_scheme": "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
        },
        lambda _status, _headers: None,
    )
    body = b"".join(answer)
    answer.close()
    return body


def against_nginx(bodies: dict[str, bytes]) -> None:
    """Ask nginx for the same bytes, and granian for the kept pages, over one socket."""
    with tempfile.TemporaryDirectory() as folder, _granian() as ours:
        for number, (path, body) in enumerate(bodies.items()):
            if path.startswith("/search/"):
                continue
            Path(folder, f"page-{number}").write_bytes(body)
            with _nginx(Path(folder)) as theirs:
                static = per_second(theirs, f"/page-{number}")
            kept = per_second(ours, path)
            name = path.partition("?")[0].strip("/").replace("/", "-") or "home"
            figure(f"served-{name}", kept, "requests/s")
            ratio(f"served-{name}", "nginx", kept, static)


def per_second(port: int, path: str, seconds: float = 3.0) -> float:
    """Ask over one kept-alive connection and count the answers."""
    question = (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {READER}\r\n"
        "Accept-Encoding: gzip\r\n\r\n"
    ).encode()
    with closing(socket.create_connection(("127.0.0.1", port))) as line:
        for _ in range(20):
            _answer(line, question)
        count, until = 0, time.perf_counter() + seconds
        while time.perf_counter() < until:
            _answer(line, question)
            count += 1
    return count / seconds


def _answer(line: socket.socket, question: bytes) -> None:
    line.sendall(question)
    got = b""
    while b"\r\n\r\n" not in got:
        got += line.recv(65_536)
    head, _, body = got.partition(b"\r\n\r\n")
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    missing = length - len(body)
    while missing > 0:
        missing -= len(line.recv(65_536))


@contextmanager
def _nginx(folder: Path) -> Iterator[int]:
    """Serve a folder with one nginx worker."""
    port = _free_port()
    conf = folder / "nginx.conf"
    conf.write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log /dev/null;"
        "events {} http { access_log off; keepalive_requests 1000000;"
        f"server {{ listen 127.0.0.1:{port}; root {folder}; }} }}"
    )
    with _running(["nginx", "-p", str(folder), "-c", str(conf)], port):
        yield port


@contextmanager
def _granian() -> Iterator[int]:
    """Serve the portal as script/server does, with one worker."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
        *("--log-level", "error", "opencounty.config.wsgi:application"),
    ]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "opencounty.config.settings",
    }
    with _running(command, port, environment):
        yield port


@contextmanager
def _running(
    command: list[str], port: int, environment: dict[str, str] | None = None
) -> Iterator[None]:
    server = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(timeout=20)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
