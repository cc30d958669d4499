"""The house rules that linters cannot say."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).resolve().parents[2] / "src" / "opencounty"
DOCS = Path(__file__).resolve().parents[2] / "docs"
FILES = sorted(p for p in SRC.rglob("*.py") if "migrations" not in p.parts)
LAYERED = {"services", "rules", "handlers", "errors", "signals"}
PUBLIC = {"models", "services", "errors", "signals", "rules", "actor", "permissions"}
FORBIDDEN_NAMES = {"utils", "helpers", "common", "selectors", "managers", "misc"}


def rel(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def layer(path: Path) -> str:
    """The layer a module belongs to: `services` for services.py and services/*.py."""
    names = [path.stem, *[p.name for p in path.parents if p != SRC]]
    return next((n for n in names if n in LAYERED), "")


def package(module: str) -> str:
    """The app a dotted module belongs to."""
    parts = module.split(".")
    deep = {"kernel", "apps"}
    return ".".join(parts[:3] if len(parts) > 1 and parts[1] in deep else parts[:2])


@pytest.mark.parametrize("path", FILES, ids=rel)
def test_files_stay_small_and_functions_smaller(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400

    long = [
        f"{f.name}: {f.end_lineno - f.lineno + 1}"
        for f in functions(path)
        if f.end_lineno and f.end_lineno - f.lineno + 1 > 40
    ]
    assert not long, f"functions over 40 lines: {long}"


@pytest.mark.parametrize("path", FILES, ids=rel)
def test_no_junk_drawers(path: Path) -> None:
    assert path.stem not in FORBIDDEN_NAMES


@pytest.mark.parametrize(
    "path", [p for p in FILES if layer(p) in {"services", "rules"}], ids=rel
)
def test_public_verbs_and_rules_say_what_they_promise(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent, f"no docstring: {silent}"


@pytest.mark.parametrize("path", FILES, ids=rel)
def test_packages_meet_only_at_public_modules(path: Path) -> None:
    here = package("opencounty." + rel(path).removesuffix(".py").replace("/", "."))
    if here in {"opencounty.config", "opencounty.demo"}:
        return
    private = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        module = node.module
        if not module.startswith(("opencounty.apps.", "opencounty.kernel.")):
            continue
        if package(module) in {here, "opencounty.kernel.base"}:
            continue
        inner = module.split(".")[3:4] or [alias.name for alias in node.names]
        private += [f"{module}.{name}" for name in inner if name not in PUBLIC]
    assert not private, f"private modules of other packages: {private}"


@pytest.mark.parametrize("path", [p for p in FILES if "views" in rel(p)], ids=rel)
def test_views_start_from_what_the_actor_may_see(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    bare = re.findall(r"\w+\.objects\.(?:get|filter)\(", source)
    assert not bare, f"use visible_to(actor) or a queryset method: {bare}"


def test_every_model_is_in_the_glossary() -> None:
    from django.apps import apps

    glossary = (DOCS / "glossary.md").read_text(encoding="utf-8")
    ours = [m for m in apps.get_models() if m.__module__.startswith("opencounty")]
    missing = [m.__name__ for m in ours if f"`{m.__name__}`" not in glossary]
    assert not missing, f"not in docs/glossary.md: {missing}"


def test_identifiers_are_ascii() -> None:
    odd = [
        f"{rel(path)}: {node.id}"
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name) and not node.id.isascii()
    ]
    assert not odd


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
    found = [rel(p) for p in FILES if marks.search(p.read_text(encoding="utf-8"))]
    assert not found
