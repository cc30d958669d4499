"""The demonstration's texts: TOML front matter, an HTML fragment, attachments."""

import csv
import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"
FENCE = "+++"


@dataclass(frozen=True)
class Enclosed:
    """An attachment to make: a table or paragraphs under a title."""

    name: str
    title: str
    rows: tuple[tuple[str, ...], ...] = ()
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Text:
    """One item as its writer left it."""

    slug: str
    title: str
    columns: tuple[str, ...]
    unit: str
    issuer: str
    body: str
    days_ago: int
    made_days_before: int
    facts: dict[str, Any] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    enclosed: tuple[Enclosed, ...] = ()

    def released_on(self, today: date) -> date:
        """Return the day of its release when the demonstration is loaded today."""
        return today - timedelta(days=self.days_ago)

    def made_on(self, today: date) -> date:
        """Return the day it was made (成文)."""
        return self.released_on(today) - timedelta(days=self.made_days_before)


@cache
def texts() -> tuple[Text, ...]:
    """Return all texts, oldest release first."""
    files = sorted((DATA / "items").glob("*/*.html"))
    return tuple(sorted((_read(path) for path in files), key=_oldest_first))


def rows(name: str) -> list[dict[str, str]]:
    """Return the lines of one of the demonstration's tables."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def table(name: str) -> dict[str, Any]:
    """Return one of the demonstration's TOML files."""
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


def _oldest_first(text: Text) -> tuple[int, str]:
    return -text.days_ago, text.slug


def _read(path: Path) -> Text:
    _, front, body = path.read_text(encoding="utf-8").split(FENCE, 2)
    facts = tomllib.loads(front)
    links = facts.pop("links", [])
    attachments = facts.pop("attachments", [])
    return Text(
        slug=path.stem,
        title=facts.pop("title"),
        columns=tuple(facts.pop("columns")),
        unit=facts.pop("unit"),
        issuer=facts.pop("issuer"),
        body=body.strip(),
        days_ago=facts.pop("days_ago"),
        made_days_before=facts.pop("made_days_before"),
        facts=facts,
        links=tuple((link["kind"], link["to"]) for link in links),
        enclosed=tuple(
            _enclosed(path, number, each) for number, each in enumerate(attachments, 1)
        ),
    )


def _enclosed(path: Path, number: int, named: dict[str, str]) -> Enclosed:
    content = tomllib.loads(
        path.with_name(f"{path.stem}__{number}.toml").read_text(encoding="utf-8")
    )
    return Enclosed(
        name=named["name"],
        title=named["title"],
        rows=tuple(tuple(map(str, row)) for row in content.get("rows", ())),
        paragraphs=tuple(content.get("paragraphs", ())),
    )
