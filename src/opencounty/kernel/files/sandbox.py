"""Runs the reading of a file in a process of its own and hears what it found."""

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

import opencounty
from opencounty.kernel.files.reading.text import Reading

SECONDS = 120
SLOW = Reading(note="提取文字用时过长，已停止", failed=True)
DIED = Reading(note="文件已损坏、不规范或太复杂，不能提取文字", failed=True)
logger = logging.getLogger(__name__)


def read_apart(kind: str, path: Path) -> Reading:
    """Return the text of a file; a file that hangs or kills its reader just fails."""
    source = Path(opencounty.__file__).resolve().parent.parent
    # nothing of our environment, least of all a secret, reaches foreign files
    env = {"PATH": os.defpath, "PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "opencounty.kernel.files.reading", kind, str(path)]
    try:
        done = subprocess.run(  # noqa: S603  our own module, arguments as a list
            command, env=env, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return SLOW
    if done.returncode:
        logger.info("reading %s: %s", path.name, done.stderr[-500:])
        return DIED
    try:
        return Reading(**json.loads(done.stdout))
    except (ValueError, TypeError):  # a library has talked into the answer
        logger.info("reading %s: %s", path.name, done.stdout[-500:])
        return DIED
