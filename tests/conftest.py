"""What every test may ask for."""

import os
from pathlib import Path

import hypothesis
import pytest
from pytest_django import Settings

from tests.county import county, county_var, loaded_county  # noqa: F401 - fixtures

# a busy machine is no fault of a rule
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data; tests that need it are left out without it."""
    given = os.environ.get("OPENCOUNTY_SHARED_DATA")
    folder = Path(given) if given else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"left out: the public data set is not at {folder}")
    return folder


@pytest.fixture
def search_index(settings: Settings, tmp_path: Path) -> Path:
    """An empty search index of the test's own."""
    settings.SEARCH_INDEX = tmp_path / "search"
    return tmp_path / "search"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly when browser tests were left out."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [r for r in skipped if "no Chromium" in str(r.longrepr)]
    if left_out:
        terminalreporter.write_line(
            f"浏览器测试未运行：没有找到 Chromium（{len(left_out)} 项）/ "
            f"{len(left_out)} browser tests were left out: no Chromium found",
            yellow=True,
        )
