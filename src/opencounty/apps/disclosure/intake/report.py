"""The report of an import: a line per refused record, a summary, nothing lost."""

import csv
import json
import os
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Self

from opencounty.apps.disclosure.intake.tables import Record


class Report:
    """Writes the refused records beside their reasons while the import runs.

    `…report.csv` holds line, id, outcome and reason; `…refused.jsonl` the records
    themselves, so that they can be mended and imported alone; `…summary.json` the
    counts.
    """

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        name = f"{name}-{os.getpid()}"  # two imports may begin in the same second
        self.path = folder / f"{name}.report.csv"
        self.refused_path = folder / f"{name}.refused.jsonl"
        self.summary_path = folder / f"{name}.summary.json"
        self.counts: Counter[str] = Counter()
        self.first_problems: list[str] = []

    def __enter__(self) -> Self:
        # what cannot be written is escaped: a report never fails over its subject
        self._report = self.path.open(
            "w", encoding="utf-8-sig", errors="backslashreplace", newline=""
        )
        self._refused = self.refused_path.open(
            "w", encoding="utf-8", errors="backslashreplace"
        )
        self._rows = csv.writer(self._report)
        self._rows.writerow(["行号", "编号", "标题", "结果", "原因"])
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._report.close()
        self._refused.close()
        summary = json.dumps(dict(self.counts), ensure_ascii=False, indent=1)
        self.summary_path.write_text(summary, encoding="utf-8")
        if not self.counts["refused"]:
            self.refused_path.unlink()

    def count(self, outcome: str) -> None:
        """Count a record that was taken (created, updated, unchanged)."""
        self.counts[outcome] += 1

    def refuse(self, record: Record, *, key: str, title: str, reason: str) -> None:
        """Write down a refused record with its line and the reason."""
        self.counts["refused"] += 1
        cells = [_inert(cell) for cell in (key, title, "未导入", reason)]
        self._rows.writerow([record.number, *cells])
        if record.raw:
            self._refused.write(record.raw + "\n")
        if len(self.first_problems) < 5:
            self.first_problems.append(f"第 {record.number} 行：{_shown(reason)}")

    def flush(self) -> None:
        """Let what was written so far outlast the process."""
        self._report.flush()
        self._refused.flush()


def _inert(cell: str) -> str:
    """Keep a spreadsheet from reading a cell as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _shown(words: str) -> str:
    """Return words any terminal takes."""
    return words.encode("utf-8", "backslashreplace").decode()
