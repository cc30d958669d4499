"""The small things pages hand to the kit's components."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

State = Literal["done", "now", "todo", "back", "pause"]


@dataclass(frozen=True)
class Crumb:
    """A place above the page; the last, without address, is the page itself."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """One of several views of the same thing."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Chip:
    """A filter one can put on, or take off by its address when it is on."""

    label: str
    url: str
    on: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Step:
    """A stage of a procedure and how it stands."""

    name: str
    state: State = "todo"
    note: str = ""


@dataclass(frozen=True)
class Happening:
    """Something that happened to a record: what, when, by whom, in which words."""

    what: str
    when: date | datetime | str = ""
    who: str = ""
    state: Literal["done", "now", "back", "pause"] = "done"
    words: str = ""


@dataclass(frozen=True)
class Fact:
    """A line of a header table: its name, its value, and the whole width or half."""

    name: str
    value: object
    wide: bool = False
