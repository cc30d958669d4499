"""What is written about the house agrees with the house."""

import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PAPERS = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<to>[^)\s]+)\)")
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<to>[^)\s]+)\)|<img[^>]+src=\"(?P<src>[^\"]+)\"")


def rel(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(path: Path) -> set[str]:
    """The places of a page one can lead to, as repository hosts name them."""
    headings = re.findall(r"(?m)^#+ (.+)$", path.read_text(encoding="utf-8"))
    plain = [re.sub(r"[^\w\s-]", "", h.replace("`", "")).strip() for h in headings]
    return {heading.lower().replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("paper", PAPERS, ids=rel)
def test_links_between_papers_lead_somewhere(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    targets = [m["to"] for m in LINK.finditer(text)]
    targets += [m["to"] or m["src"] for m in PICTURE.finditer(text)]
    broken = []
    for target in targets:
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        there = (paper.parent / path).resolve() if path else paper
        if not there.exists() or (anchor and anchor not in anchors(there)):
            broken.append(target)
    assert not broken


def test_every_command_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    ours = [name for name, app in get_commands().items() if "opencounty" in str(app)]
    assert not [name for name in sorted(ours) if f"`{name}" not in page]


def test_every_script_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "commands.md").read_text(encoding="utf-8")
    scripts = sorted(path.name for path in (ROOT / "script").iterdir())
    assert not [name for name in scripts if f"`{name}" not in page]


def test_every_tag_of_the_kit_is_in_the_reference() -> None:
    page = (DOCS / "reference" / "components.md").read_text(encoding="utf-8")
    told = r"@register\.\w+(?:\([^)]*\))?\ndef (\w+)"
    folder = ROOT / "src" / "opencounty" / "ui" / "tags"
    tags = [
        name
        for path in sorted(folder.glob("*.py"))
        for name in re.findall(told, path.read_text(encoding="utf-8"))
    ]
    assert tags
    assert not [name for name in tags if not re.search(rf"\b{name}\b", page)]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((DOCS / "decisions").glob("0*"))]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    "paper", sorted((DOCS / "decisions").glob("*.md")), ids=lambda p: p.name
)
def test_a_decision_fits_a_page_and_says_what_was_refused(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    assert text.startswith(f"# {int(paper.name[:4])}. ")
    assert "\nStatus: " in text
    parts = re.findall(r"(?m)^## (.+)$", text)
    assert parts == ["Context", "Decision", "Consequences", "Refused"]
    assert len(text.splitlines()) <= 40


def test_both_readmes_show_the_same() -> None:
    """What one leads to, the other leads to: pages, pictures, commands."""
    english, chinese = (
        (ROOT / name).read_text(encoding="utf-8")
        for name in ("README.md", "README.zh-CN.md")
    )
    readme = re.compile(r"README(\.zh-CN)?\.md")
    for what in (LINK, PICTURE):
        told = [
            sorted({m[0].split("(")[-1] for m in what.finditer(readme.sub("", text))})
            for text in (english, chinese)
        ]
        assert told[0] == told[1]
    assert re.findall(r"(?m)^script/\w+", english) == re.findall(
        r"(?m)^script/\w+", chinese
    )


def test_the_version_is_the_same_wherever_it_is_told() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    version = told["project"]["version"]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (\S+)", changelog)[0] == version
    public = (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    assert f"softwareVersion: {version}\n" in public


def test_variables_set_by_scripts_are_read_by_somebody() -> None:
    readers = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("src", "tests", "script")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and path.suffix in {".py", ""} and "cache" not in str(path)
    )
    told = re.findall(
        r"(?m)^(?:export )?OPENCOUNTY_(\w+)=",
        (ROOT / "script" / "cibuild").read_text(encoding="utf-8"),
    )
    assert told
    for name in told:
        assert re.search(rf'(OPENCOUNTY_|"){name}"', readers), name


# what Wagtail calls its own buttons
FOREIGN = {"页面", "设置", "保存", "保存草稿", "重定向", "新增子页面", "编辑"}
LABEL = re.compile(r"\*\*([^*]+)\*\*")
GUIDES = sorted([*(DOCS / "how-to").glob("*.md"), *(DOCS / "tutorial").glob("*.md")])


@pytest.fixture(scope="module")
def shown() -> str:
    """All that the program may show: its code, templates and data."""
    kinds = {".py", ".html", ".toml", ".csv", ".js"}
    files = (p for p in (ROOT / "src").rglob("*") if p.suffix in kinds)
    return "".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("guide", GUIDES, ids=rel)
def test_labels_in_guides_stand_on_pages(guide: Path, shown: str) -> None:
    bold = " ".join(LABEL.findall(guide.read_text(encoding="utf-8")))
    labels = [part.strip(" .,:。：") for part in re.split(r"[→,›]|\s{2,}| ", bold)]
    chinese = [x for x in labels if re.search(r"[\u4e00-\u9fff]", x)]
    assert not [x for x in chinese if x not in shown and x not in FOREIGN]
