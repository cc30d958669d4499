"""Every deed that is recorded reads like a sentence."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import opencounty
from opencounty.kernel.audit import services
from opencounty.kernel.audit.phrases import PHRASES
from opencounty.kernel.jobs.services import RECURRING
from opencounty.kernel.org.permissions import REGISTER

SRC = Path(opencounty.__file__).parent
ACTION = re.compile(r"[a-z]+\.[a-z]+(_[a-z]+)+")


def recorded() -> Iterator[tuple[str, str]]:
    """Yield what looks like an action in every module that records deeds."""
    for path in SRC.rglob("*.py"):
        source = path.read_text(encoding="utf-8")
        if "record(" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and ACTION.fullmatch(said):
                yield said, path.relative_to(SRC).as_posix()


def test_every_recorded_action_has_a_chinese_phrase() -> None:
    known = PHRASES.keys() | REGISTER.keys() | RECURRING.keys()
    silent = {
        f"{action} in {path}" for action, path in recorded() if action not in known
    }

    assert not silent
    said = [PHRASES[action] for action, _path in recorded() if action in PHRASES]
    assert all(re.search(r"[\u4e00-\u9fff]", phrase) for phrase in said)


@pytest.mark.parametrize("action", sorted(PHRASES))
def test_a_phrase_bears_any_facts(action: str) -> None:
    said = services.phrase_for(action, {})

    assert said
    assert "{" not in said
