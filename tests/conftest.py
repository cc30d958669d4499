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


LEFT_OUT = (
    ("no Chromium", "浏览器测试未运行：没有找到 Chromium", "browser tests"),
    ("no Nu HTML checker", "网页合规测试未运行：没有 Nu HTML 检查器", "HTML checks"),
)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say plainly which tests were left out for want of a program."""
    skipped = terminalreporter.stats.get("skipped", [])
    for wanting, words, tests in LEFT_OUT:
        number = sum(wanting in str(report.longrepr) for report in skipped)
        if number:
            terminalreporter.write_line(
                f"{words}（{number} 项）/ "
                f"{number} {tests} were left out: {wanting} found",
                yellow=True,
            )
