"""Tables, their headers, filters and pages."""

from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from opencounty.ui.paging import Paging
from opencounty.ui.parts import Chip

register = template.Library()


def query_with(given: QueryDict, **changes: object) -> str:
    """Return the query string with some parameters changed; None drops one."""
    query = given.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}" if query else "?"


def _query(context: Context) -> QueryDict:
    request = context.get("request")
    return request.GET if request else QueryDict()


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    kind: str = "",
    *,
    wide: bool = False,
    quiet: bool = False,
) -> SafeString:
    """Frame rows as a table with a caption.

    `kind` adds classes (stack, sticky, bars); `wide` lets it scroll inside itself;
    `quiet` keeps the caption for those who listen.
    """
    hidden = SafeString(' class="hide"') if quiet else ""
    html = format_html(
        '<table class="grid{}"><caption{}>{}</caption>{}</table>',
        f" {kind}" if kind else "",
        hidden,
        caption,
        SafeString(content),
    )
    if not wide:
        return html
    return format_html(
        '<p class="scroll-hint" aria-hidden="true">左右滑动看其余的列</p>'
        '<div class="scroll" tabindex="0" role="region" aria-label="{}">{}</div>',
        caption,
        html,
    )


@register.simple_tag(takes_context=True)
def sort_header(context: Context, label: str, key: str, kind: str = "") -> SafeString:
    """Head a column by which one may sort: `?sort=key`, and back with `-key`."""
    given = _query(context)
    now = given.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    url = query_with(given, sort=f"-{key}" if now == key else key, page=None)
    return format_html(
        '<th scope="col"{}{}><a href="{}">{}</a></th>',
        format_html(' class="{}"', kind) if kind else "",
        format_html(' aria-sort="{}"', order) if order else "",
        url,
        label,
    )


@register.inclusion_tag("ui/components/pagination.html", takes_context=True)
def pagination(
    context: Context, paging: Paging, thing: str = "条", label: str = "分页"
) -> dict[str, Any]:
    """Show the pages of a list, with the filters of the address kept."""
    given = _query(context)
    links = [
        (n, query_with(given, page=n if n != 1 else None) if n else "")
        for n in paging.numbers
    ]
    kept = [(k, v) for k, vs in given.lists() if k != "page" for v in vs]
    return {
        "paging": paging,
        "thing": thing,
        "label": label,
        "links": links,
        "kept": kept,
        "before": query_with(given, page=_first_is_none(paging.previous)),
        "after": query_with(given, page=paging.next),
    }


def _first_is_none(number: int | None) -> int | None:
    """Return the number for the address; the first page has none."""
    return None if number == 1 else number


@register.inclusion_tag("ui/components/chips.html")
def chips(items: list[Chip], label: str = "筛选") -> dict[str, Any]:
    """Show filters that one puts on and takes off."""
    return {"items": items, "label": label}
