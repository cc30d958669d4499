"""Where one is, how far it is, what happened, and what a thing is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.ui.parts import Crumb, Fact, Happening, Step, Tab

register = template.Library()


@register.inclusion_tag("ui/components/crumbs.html")
def crumbs(places: Sequence[Crumb]) -> dict[str, Any]:
    """Show the way from the first page down to here."""
    return {"places": places}


@register.inclusion_tag("ui/components/tabs.html")
def tabs(items: Sequence[Tab], label: str = "页签") -> dict[str, Any]:
    """Show the views of one thing."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/components/steps.html")
def steps(items: Sequence[Step]) -> dict[str, Any]:
    """Show the stages of a procedure and which one it is in."""
    return {"items": items}


@register.inclusion_tag("ui/components/trail.html")
def trail(items: Sequence[Happening]) -> dict[str, Any]:
    """Show what happened, newest first as it is handed in."""
    return {"items": items}


@register.inclusion_tag("ui/components/meta.html")
def meta(facts: Sequence[Fact], kind: str = "") -> dict[str, Any]:
    """Show the header table of a document or record."""
    return {"facts": list(_without_holes(facts)), "kind": kind}


@register.inclusion_tag("ui/components/pairs.html")
def pairs(facts: Sequence[Fact]) -> dict[str, Any]:
    """Show names and values in two narrow columns."""
    return {"facts": facts}


@register.simple_block_tag
def note(content: str, kind: str = "", heading: str = "", level: int = 3) -> SafeString:
    """Set words apart from the flow; `kind` is fine, soon, late or nothing."""
    return format_html(
        '<div class="note{}">{}{}</div>',
        f" {kind}" if kind else "",
        format_html("<h{0}>{1}</h{0}>", level, heading) if heading else "",
        SafeString(content),
    )


@register.simple_block_tag
def empty(content: str, heading: str, level: int = 2) -> SafeString:
    """Say that there is nothing, why, and what one might do."""
    return format_html(
        '<div class="empty"><h{0}>{1}</h{0}>{2}</div>',
        level,
        heading,
        SafeString(content),
    )


def _without_holes(facts: Sequence[Fact]) -> Iterator[Fact]:
    """Widen a fact that would stand alone in its row of two."""
    alone = False
    for place, fact in enumerate(facts):
        follows = facts[place + 1] if place + 1 < len(facts) else None
        alone = not fact.wide and not alone
        wide = fact.wide or (alone and (follows is None or follows.wide))
        alone = alone and not wide
        yield replace(fact, wide=wide)
