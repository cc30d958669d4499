"""The public data set beside the project, as things to find."""

import gzip
import json
import lzma
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from opencounty.kernel.base.html import to_text
from opencounty.kernel.base.text import searchable
from opencounty.kernel.search.services import SearchDocument

FILES = ("docs_national.jsonl.xz", "docs_local.jsonl.xz", "portal_records.jsonl.gz")


def records(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield all records of the data set, one at a time."""
    for name in FILES:
        opened = lzma.open if name.endswith(".xz") else gzip.open
        with opened(folder / name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def questions(folder: Path, kind: str) -> list[dict[str, Any]]:
    """Return the queries of the oracle: `phrase` or `known_item`."""
    with gzip.open(folder / "search_oracle.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [q for q in map(json.loads, lines) if q["type"] == kind]


def as_document(record: dict[str, Any], *, copy: int = 0) -> SearchDocument:
    """Return a record as a thing to find; copies make a larger set of them."""
    html = record.get("html")
    given = record["date"] or ""
    whole = re.fullmatch(r"\d{4}-\d\d-\d\d", given[:10])
    day = date.fromisoformat(given[:10]) if whole else None
    return SearchDocument(
        key=f"record:{record['id']}" + (f"-{copy}" if copy else ""),
        kind="policy",
        title=record["title"],
        body=to_text(html) if html else searchable(record["body"] or ""),
        url=f"/{record['id']}",
        day=day,
        numbers=(record["doc_number"],) if record["doc_number"] else (),
        facets={
            "issuer": [record["issuer"] or "none"],
            "year": [given[:4] or "none"],
            "category": [record["category"] or "none"],
            "region": [record.get("region") or "none"],
            "column": ["laws", f"laws/{record.get('province_code') or 'national'}"],
        },
    )
