"""Runs the rules over a sample of pages and says what was measured."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from opencounty.portal.inspection.pages import Site, draw

TABLE = Path(__file__).resolve().parent.parent / "data" / "inspection_rules.csv"
EVIDENCE = 5


@dataclass(frozen=True)
class Rule:
    """A row of the versioned table of rules."""

    id: str
    what: str
    threshold: str
    severity: str
    law: str
    valid_from: date


@dataclass(frozen=True)
class Measure:
    """What a rule found: in words, whether it holds, and where it does not."""

    words: str
    holds: bool
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finding:
    """A rule and what was measured."""

    rule: Rule
    measure: Measure


Check = Callable[[Site], Measure]
CHECKS: dict[str, Check] = {}


def check(rule_id: str) -> Callable[[Check], Check]:
    """Register the check of a rule."""

    def keep(function: Check) -> Check:
        CHECKS[rule_id] = function
        return function

    return keep


def rules() -> list[Rule]:
    """Return the rules of the table, in its order."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [
            Rule(valid_from=date.fromisoformat(row.pop("valid_from")), **row)
            for row in csv.DictReader(file)
        ]


def inspect(host: str = "localhost") -> list[Finding]:
    """Inspect the site as a visitor sees it; every rule of the table is measured."""
    site = draw(host)
    return [Finding(rule, CHECKS[rule.id](site)) for rule in rules()]


def counted(faults: list[str], *, of: int, what: str = "处") -> Measure:
    """Return a measure that holds when there is no fault."""
    words = f"不合 {len(faults)} {what}，共查 {of}"
    return Measure(words, not faults and of > 0, tuple(faults[:EVIDENCE]))
