"""No template of the project carries style or script in itself."""

import re
from pathlib import Path

import pytest

import opencounty

PACKAGE = Path(opencounty.__file__).parent
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
FORBIDDEN = {
    "a style attribute": r"\sstyle\s*=",
    "an event attribute": r"\son[a-z]+\s*=\s*[\"']",
    "a javascript: address": r"javascript:",
    "a data: address": r"[\"'(]data:",
    "a script with content": r"<script(?![^>]*\bsrc=)[^>]*>\s*\S",
    "a style element": r"<style\b",
    "a file of another host": r"(?:\bsrc=|<link\b[^>]*\bhref=)[\"'](?:https?:)?//",
}


def rel(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", TEMPLATES, ids=rel)
def test_a_template_holds_markup_only(path: Path) -> None:
    text = re.sub(r"{#.*?#}", "", path.read_text(encoding="utf-8"))
    found = [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)]
    assert not found


@pytest.mark.parametrize("path", TEMPLATES, ids=rel)
def test_a_button_that_is_not_an_input_has_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    empty = re.findall(r"<button\b[^>]*>\s*</button>", text)
    assert not empty


@pytest.mark.parametrize("path", TEMPLATES, ids=rel)
def test_a_picture_says_what_it_shows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    silent = [t for t in re.findall(r"<img\b[^>]*>", text) if "alt=" not in t]
    assert not silent
