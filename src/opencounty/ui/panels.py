"""The panels of the desk's first page: apps add theirs when they load."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from opencounty.kernel.org.actor import Actor
from opencounty.ui.lights import Light
from opencounty.ui.menu import address


@dataclass(frozen=True)
class Row:
    """A thing that waits, or that happened: a link, and what to know before it."""

    title: str
    url: str
    note: str = ""
    light: Light | None = None
    stage: str = ""


@dataclass(frozen=True)
class Panel:
    """A list on the desk's first page, shown to those who hold its permission."""

    name: str
    title: str
    rows: Callable[[Actor], Sequence[Row]]
    permission: str = ""
    position: int = 100
    more_url_name: str = ""
    more_query: str = ""
    count: Callable[[Actor], int] | None = None  # when `rows` gives only the first
    empty: str = "没有等您办的。"


@dataclass(frozen=True)
class Filled:
    """A panel with its rows, how many there are in all, and where all of them are."""

    panel: Panel
    rows: Sequence[Row]
    number: int
    more_url: str


PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> Panel:
    """Add a panel; the same name again replaces it."""
    PANELS[panel.name] = panel
    return panel


def panels_for(actor: Actor) -> list[Filled]:
    """Return the panels `actor` may see, in order, each with its rows."""
    seen = [p for p in PANELS.values() if not p.permission or actor.may(p.permission)]
    return [_filled(p, actor) for p in sorted(seen, key=lambda p: p.position)]


def _filled(panel: Panel, actor: Actor) -> Filled:
    rows = panel.rows(actor)
    number = panel.count(actor) if panel.count else len(rows)
    url = address(panel.more_url_name)
    return Filled(panel, rows, number, url + panel.more_query if url else "")
