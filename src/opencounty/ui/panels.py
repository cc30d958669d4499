"""The panels of the desk's first page: apps add theirs when they load."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from opencounty.kernel.org.actor import Actor
from opencounty.ui.lights import Light


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
    empty: str = "没有等您办的。"


PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> Panel:
    """Add a panel; the same name again replaces it."""
    PANELS[panel.name] = panel
    return panel


def panels_for(actor: Actor) -> list[tuple[Panel, Sequence[Row]]]:
    """Return the panels `actor` may see, in order, each with its rows."""
    seen = [p for p in PANELS.values() if not p.permission or actor.may(p.permission)]
    return [(p, p.rows(actor)) for p in sorted(seen, key=lambda p: p.position)]
