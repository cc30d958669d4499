"""Make HTML from the Markdown of legal texts and from plain paragraphs."""

import re
from collections.abc import Iterator
from html import escape

from opencounty.kernel.base.text import drop_invisible, searchable

HEADING = re.compile(r"(#{1,6})\s+(.*)")
RULE_MARKS = re.compile(r"[\s:|-]+")
CELL_BORDER = re.compile(r"(?<!\\)\|")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")


def from_markdown(source: str) -> str:
    """Return HTML of a legal text: headings, paragraphs and pipe tables.

    No character of text is lost: what looks like a tag, a list or emphasis but
    is wording (`<中华人民共和国水法>`, `1. …`) stays wording. Headings are moved so
    that the outline begins at h2.
    """
    lines = _lines(source)
    return "".join(_blocks(lines, _ranks(lines)))


def read_markdown(source: str) -> tuple[str, str]:
    """Return HTML and its text, as `to_text` would give it, without the detour."""
    lines = _lines(source)
    text = searchable("\n".join(_said(lines)))
    return "".join(_blocks(lines, _ranks(lines))), text


def _lines(source: str) -> list[str]:
    """Return the lines that say something, tidy, comments dropped."""
    lines = drop_invisible(source).splitlines()
    if "<!--" in source:
        lines = list(map(_without_comments, lines))
    lines = list(map(str.strip, lines))
    return [line for line in lines if line]


def _without_comments(line: str) -> str:
    """Return a line without what stands in comments that end in it."""
    kept, place = "", 0
    while (start := line.find("<!--", place)) >= 0:
        end = line.find("-->", start + 4)
        if end < 0:
            break
        kept += line[place:start]
        place = end + 3
    return kept + line[place:]


def _said(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if line[0] == "|":
            if not _is_rule(line):
                yield "\t".join(map(_unescape, _cells(line)))
        elif line[0] == "#" and (match := HEADING.fullmatch(line)):
            yield _unescape(match[2])
        else:
            yield _unescape(line)


def from_plain(source: str) -> str:
    """Return a paragraph per line of plain text, blank lines dropped."""
    lines = (line.strip() for line in drop_invisible(source).splitlines())
    return "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)


def _ranks(lines: list[str]) -> dict[int, int]:
    """Map the heading levels in use to h2, h3, h4 … without gaps."""
    headings = (HEADING.fullmatch(line) for line in lines if line[0] == "#")
    used = sorted({len(match[1]) for match in headings if match})
    return {level: min(2 + place, 6) for place, level in enumerate(used)}


def _blocks(lines: list[str], ranks: dict[int, int]) -> Iterator[str]:
    table: list[str] = []
    for line in lines:
        if line[0] == "|":
            table.append(line)
            continue
        if table:
            yield _table(table)
            table = []
        if line[0] == "#" and (match := HEADING.fullmatch(line)):
            rank = ranks[len(match[1])]
            yield f"<h{rank}>{_words(match[2])}</h{rank}>"
        else:
            yield f"<p>{_words(line)}</p>"
    if table:
        yield _table(table)


def _table(lines: list[str]) -> str:
    rows = [list(map(_words, _cells(line))) for line in lines if not _is_rule(line)]
    has_head = len(lines) > 1 and _is_rule(lines[1])
    if not rows:
        return ""
    head = ""
    if has_head:
        cells = "".join(f'<th scope="col">{cell}</th>' for cell in rows.pop(0))
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table>{head}<tbody>{body}</tbody></table>"


def _is_rule(line: str) -> bool:
    """Say whether a line draws the border below a table's head."""
    return "--" in line and RULE_MARKS.fullmatch(line) is not None


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [cell.strip() for cell in CELL_BORDER.split(inner)]


def _unescape(text: str) -> str:
    return ESCAPED.sub(r"\1", text) if "\\" in text else text


def _words(text: str) -> str:
    return escape(_unescape(text), quote=False)
