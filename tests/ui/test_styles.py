"""The styles are joined, vendored files are what they were, floors are kept."""

import hashlib
import json
import re
from pathlib import Path

import pytest

from opencounty.ui import faces

SHEETS = sorted(faces.STATIC.rglob("*.css"))
NOT_IN_CHROMIUM_78 = {
    "cascade layers": r"@layer",
    "nesting": r"^\s*&",
    ":has()": r":has\(",
    ":is() or :where()": r":(is|where)\(",
    "color-mix()": r"color-mix\(",
    "container queries": r"@container",
    "min(), max(), clamp()": r"[:\s(](min|max|clamp)\(",
    "inset": r"[;{]\s*inset\s*:",
    "aspect-ratio": r"aspect-ratio",
}


@pytest.mark.parametrize("face", faces.FACES)
def test_a_face_is_its_parts_joined(face: str) -> None:
    kept = faces.path_of(face).read_text(encoding="utf-8")
    assert kept == faces.joined(face), "run: python -m opencounty.ui.faces"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_styles_keep_to_the_content_floor(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    found = [
        name
        for name, pattern in NOT_IN_CHROMIUM_78.items()
        if re.search(pattern, text, re.MULTILINE)
    ]
    assert not found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda p: p.name)
def test_styles_ask_for_nothing_else(sheet: Path) -> None:
    text = sheet.read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import|https?://|data:", text)


def test_every_token_that_is_used_exists() -> None:
    text = "".join(
        part.read_text(encoding="utf-8") for f in faces.FACES for part in faces.parts(f)
    )
    used = set(re.findall(r"var\((--[\w-]+)", text))
    made = set(re.findall(r"(--[\w-]+)\s*:", text))
    assert used <= made


def test_vendored_files_are_what_the_manifest_says() -> None:
    manifest = json.loads((faces.STATIC / "vendor/manifest.json").read_text("utf-8"))
    for package in manifest:
        assert {"name", "version", "licence", "files"} <= set(package)
        for name, digest in package["files"].items():
            content = (faces.STATIC / name).read_bytes()
            assert hashlib.sha256(content).hexdigest() == digest, name


def test_every_icon_the_templates_use_is_in_the_sprite() -> None:
    sprite = (faces.STATIC / "icons.svg").read_text(encoding="utf-8")
    package = faces.STATIC.parents[2]
    used = {
        name
        for template in package.rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', template.read_text("utf-8"))
    }
    assert not {name for name in used if f'id="{name}"' not in sprite}
