"""`python -m opencounty.kernel.files.reading KIND PATH`: read one file, print JSON.

What a file can break it may break: the process ends and its parent says so.
"""

import json
import logging
import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import cast

from opencounty.kernel.base.text import one_line, searchable
from opencounty.kernel.files.reading.text import Reading

MEMORY_BYTES, CPU_SECONDS = 1_500_000_000, 60
# loaded only when needed: a library costs more than most files
READERS = {
    "pdf": ("pdf", "read_pdf"),
    "xlsx": ("sheets", "read_sheets"),
    "docx": ("packed", "read_word"),
    "pptx": ("packed", "read_slides"),
    "ofd": ("packed", "read_ofd"),
    "txt": ("plain", "read_plain"),
    "csv": ("plain", "read_plain"),
    "html": ("plain", "read_html"),
}


def limit() -> None:
    """Bound what a hostile file can make this process use, and say."""
    logging.disable()
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def read(kind: str, path: Path) -> Reading:
    """Read a file of a known kind."""
    if kind not in READERS:
        return Reading(note="这类文件不提取文字")
    module, function = READERS[kind]
    reader = getattr(
        import_module(f"opencounty.kernel.files.reading.{module}"), function
    )
    return cast("Reading", reader(path))


if __name__ == "__main__":
    limit()
    found = read(sys.argv[1], Path(sys.argv[2]))
    whole = searchable(found.text).encode(errors="replace").decode()
    answer = {"text": whole, "note": one_line(found.note), "failed": found.failed}
    json.dump(answer, sys.stdout)
