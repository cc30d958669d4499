"""A shelf of things to find and an index of the test's own."""

from pathlib import Path

import pytest

from opencounty.kernel.search import documents
from tests.factories.search import SOURCE, Shelf


@pytest.fixture
def shelf(db: None, search_index: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    shelf = Shelf()
    monkeypatch.setattr(documents, "SOURCES", {SOURCE: shelf})
    return shelf
