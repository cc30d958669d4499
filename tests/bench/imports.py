"""Import of real documents, against a bare parse and insert of the same file."""

import json
import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.frame import bench, figure, ratio

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("OPENCOUNTY_SHARED_DATA", ROOT.parent / "shared" / "data"))
FILES = ("docs_national.jsonl.xz", "docs_local.jsonl.xz", "portal_records.jsonl.gz")


@bench
def import_items() -> None:
    """Import all public documents into a fresh database, index included."""
    files = [SHARED / name for name in FILES]
    if not all(file.exists() for file in files):
        print("import-items left out: the public data set is not here")
        return
    records, bare = bare_insert(files[:2])
    with tempfile.TemporaryDirectory() as var:
        env = {**os.environ, "OPENCOUNTY_VAR": var}
        env["DJANGO_SETTINGS_MODULE"] = "opencounty.config.settings"
        env.pop("OPENCOUNTY_DATABASE_URL", None)
        manage = [sys.executable, str(ROOT / "manage.py")]
        subprocess.run([*manage, "migrate", "-v", "0"], env=env, check=True)
        start = time.perf_counter()
        paths = [str(file) for file in files]
        command = [*manage, "import_items", *paths]
        peak = run_measured(command, env)
        took = time.perf_counter() - start
        start = time.perf_counter()
        run_measured(command, env)
        again = time.perf_counter() - start
    total = records + 137
    figure("import-items", total / took, "records/s")
    figure("import-items-again", total / again, "records/s")
    figure("import-items-peak", peak, "MB")
    ratio("import-items", "bare-insert", took / total, bare / records)


def run_measured(command: list[str], env: dict[str, str]) -> float:
    """Run to the end; return the largest resident memory of any of its processes."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, resident_mb(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{command[-1]}: exit {process.returncode}")
    return peak


def resident_mb(pid: int) -> float:
    """Return the resident memory of one process, 0 when it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    line = next((x for x in status.splitlines() if x.startswith("VmRSS")), "VmRSS: 0")
    return int(line.split()[1]) / 1024


def bare_insert(files: list[Path]) -> tuple[int, float]:
    """Parse the files and insert title and body into a bare SQLite table."""
    with tempfile.TemporaryDirectory() as folder:
        rows = sqlite3.connect(Path(folder) / "bare.sqlite3")
        rows.execute("CREATE TABLE docs (id TEXT PRIMARY KEY, title TEXT, body TEXT)")
        start, count = time.perf_counter(), 0
        for file in files:
            with lzma.open(file, "rt", encoding="utf-8") as lines:
                for line in lines:
                    record = json.loads(line)
                    values = (record["id"], record["title"], record["body"])
                    rows.execute("INSERT INTO docs VALUES (?, ?, ?)", values)
                    count += 1
        rows.commit()
        took = time.perf_counter() - start
        rows.close()
    return count, took
