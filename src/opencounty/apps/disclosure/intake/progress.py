"""Where an import stands, kept in a file so that it can go on after a stop."""

import hashlib
import json
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

HEAD = 1024 * 1024


@dataclass(frozen=True)
class Checkpoint:
    """The last line whose record is safely in the pool, for one file and mapping."""

    path: Path
    fingerprint: str

    @classmethod
    def of(cls, source: Path, folder: Path, *terms: str) -> "Checkpoint":
        """Return the checkpoint of a file as it is now, imported on these terms."""
        with source.open("rb") as stream:
            head = hashlib.sha256(stream.read(HEAD))
        head.update(f"{source.stat().st_size}\n{terms}".encode())
        return cls(folder / f"{source.name}.progress.json", head.hexdigest())

    def line(self) -> int:
        """Return the last line done; 0 when the file was never begun or changed."""
        try:
            state = json.loads(self.path.read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return 0
        return int(state["line"]) if state.get("file") == self.fingerprint else 0

    def save(self, line: int) -> None:
        """Remember that everything up to `line` is done."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        state = json.dumps({"file": self.fingerprint, "line": line})
        fresh = self.path.with_suffix(".tmp")
        fresh.write_text(state, encoding="utf-8")
        fresh.replace(self.path)

    def clear(self) -> None:
        """Forget it: the file is done."""
        self.path.unlink(missing_ok=True)


class SeenKeys:
    """The ids met so far in a file, on disk, so that memory stays bounded."""

    def __init__(self) -> None:
        self._file = tempfile.NamedTemporaryFile(suffix=".sqlite3")  # noqa: SIM115
        self._rows = sqlite3.connect(self._file.name)
        self._rows.execute("PRAGMA journal_mode=OFF")
        self._rows.execute("PRAGMA synchronous=OFF")
        self._rows.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, line INT)")

    def first_line(self, key: str, line: int) -> int:
        """Return the line where `key` was first met; this line when it is new."""
        self._rows.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (key, line))
        found = self._rows.execute("SELECT line FROM seen WHERE key = ?", (key,))
        return int(found.fetchone()[0])

    def close(self) -> None:
        """Drop the table."""
        self._rows.close()
        self._file.close()
