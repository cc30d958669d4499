"""The demonstration county, loaded once for all tests and served by a real server.

It lives in a var/ of its own, on SQLite, whatever database the other tests use.
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 90


def environment(var: Path) -> dict[str, str]:
    """Return what a process of the county needs to know."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("OPENCOUNTY_", "DJANGO_"))
    }
    return {
        **inherited,
        "OPENCOUNTY_VAR": str(var),
        "OPENCOUNTY_HOSTS": "localhost,127.0.0.1",
        "OPENCOUNTY_TALLY_SECONDS": "1",
        "DJANGO_SETTINGS_MODULE": "opencounty.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "PYTHONWARNINGS": "ignore",
    }


def manage(var: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the county to its end."""
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "manage.py"), *arguments],
        env=environment(var),
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


@pytest.fixture(scope="session")
def loaded_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The var/ of the loaded county; the first process that asks makes it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    var = shared / "county"
    with (shared / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (var / "loaded").exists():
            shutil.rmtree(var, ignore_errors=True)
            var.mkdir()
            for command in (["migrate", "--verbosity=0"], ["load_demo"]):
                done = manage(var, *command)
                assert done.returncode == 0, done.stderr[-3000:]
            (var / "loaded").touch()
    return var


@pytest.fixture(scope="session")
def county_var(loaded_county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the loaded county for this process alone."""
    copy = tmp_path_factory.mktemp("var") / "county"
    shutil.copytree(loaded_county, copy)
    return copy


@pytest.fixture(scope="session")
def county(county_var: Path) -> Iterator[str]:
    """The address of the demonstration county, served by granian."""
    with serving(county_var) as address:
        yield address


@contextmanager
def serving(var: Path) -> Iterator[str]:
    """Serve a county by granian; give its address."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own program
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", "127.0.0.1", "--port", str(port), "--workers", "1"),
            *("--log-level", "error", "opencounty.config.wsgi:application"),
        ],
        env=environment(var),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "the county's server ended at once"
        try:
            with urlopen(f"{address}/robots.txt", timeout=5):  # noqa: S310 - ours
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise AssertionError("the county's server does not answer")
