"""The portal's tags: `{% load portal %}`. They fetch what blocks show."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html, strip_tags
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from wagtail.images.models import AbstractRendition
from wagtail.rich_text import expand_db_html

from opencounty.kernel.org.models import Unit
from opencounty.portal import article, disclosure, figures, leaving, lists, rules
from opencounty.portal.blocks import LATEST, is_washed
from opencounty.portal.frame import Frame, Node, UnitSite
from opencounty.portal.lists import Consultation, Row
from opencounty.ui.tags.words import tag

register = template.Library()
STANDING = {
    "repealed": ("已废止", "late"),
    "expired": ("已失效", "late"),
    "amended": ("已修改", ""),
}
register.filter("washed", is_washed)


def _frame(context: Context) -> Frame:
    frame: Frame = context["portal"].frame
    return frame


@register.simple_tag(takes_context=True)
def page_tags(context: Context) -> list[rules.Tag]:
    """Return the column and article tags: the view's own, or the composed page's."""
    given: list[rules.Tag] = context.get("tags") or []
    about = getattr(context.get("page"), "about", None)
    return article.list_tags(_frame(context), **about) if about else given


@register.simple_tag(takes_context=True)
def newest(context: Context, path: str, count: int = 6) -> list[Row]:
    """Return the newest titles of a column, or of all columns for `*`."""
    return lists.newest(_frame(context), path, count)


@register.simple_tag(takes_context=True)
def consultations(context: Context, path: str, count: int) -> list[Consultation]:
    """Return what the public may comment on, the next to close first."""
    return lists.consultations(_frame(context), path, count)


@register.simple_tag(takes_context=True)
def picked(context: Context, numbers: list[int]) -> list[Row]:
    """Return the items with these numbers, in this order."""
    return lists.picked(_frame(context), numbers)


@register.simple_tag
def column_url(path: str) -> str:
    """Return where the whole list of a column is."""
    return "/latest/" if path == LATEST else f"/{path}/"


@register.simple_tag(takes_context=True)
def platform_entries(context: Context, here: str = "") -> list[disclosure.Branch]:
    """Return the entries of the disclosure platform in their order."""
    return disclosure.entries(_frame(context), here)


@register.simple_tag(takes_context=True)
def counted(context: Context, names: list[str]) -> list[figures.Figure]:
    """Return the figures of these names, counted from the pool."""
    return figures.counted(_frame(context), names)


@register.simple_tag(takes_context=True)
def unit_groups(context: Context) -> list[tuple[str, list[UnitSite]]]:
    """Return the sub-sites in groups: departments, towns, institutions."""
    sites = _frame(context).unit_sites
    groups: dict[str, list[UnitSite]] = {"部门": [], "乡镇": [], "事业单位": []}
    for site in sites:
        kind = {"town": "乡镇", "institution": "事业单位"}.get(site.kind, "部门")
        groups[kind].append(site)
    return [(name, group) for name, group in groups.items() if group]


@register.simple_tag(takes_context=True)
def unit_columns(context: Context, unit_id: int) -> list[tuple[Node, list[Row]]]:
    """Return the filled columns of a sub-site, each with its newest titles."""
    frame = _frame(context)
    nodes = [n for n in frame.unit_columns.get(unit_id, []) if n.shown and n.filled]
    return [(node, lists.newest(frame, node.path, 5)) for node in nodes]


@register.simple_tag
def contact(unit: Unit) -> list[tuple[str, str]]:
    """Return how to reach a unit; what is unknown is left out."""
    facts = (
        ("地址", unit.address),
        ("邮编", unit.postcode),
        ("电话", unit.phone),
        ("传真", unit.fax),
        ("邮箱", unit.email),
        ("办公时间", unit.hours),
    )
    return [(name, value) for name, value in facts if value]


@register.simple_tag(takes_context=True)
def outward(context: Context, url: str) -> str:
    """Return a link as it may be printed: outside ones through the notice."""
    return leaving.notice_path(url) if _frame(context).leaves(url) else url


@register.simple_tag(takes_context=True)
def rich(context: Context, value: Any, under: int = 2) -> SafeString:
    """Show an editor's running text below a heading of level `under`."""
    source = getattr(value, "source", value) or ""
    html = expand_db_html(source)
    return article.dressed(html, _frame(context).leaves, under=under)


@register.simple_tag
def standing(validity: str) -> SafeString:
    """Mark a title whose document no longer holds as it was."""
    words, kind = STANDING.get(validity, ("", ""))
    return SafeString(f" {tag(words, kind)}") if words else SafeString()


@register.simple_tag
def img(rendition: AbstractRendition, says: str) -> SafeString:
    """Show a picture; a drawing's size may be a fraction, a page's may not."""
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}">',
        rendition.url,
        round(rendition.width),
        round(rendition.height),
        says,
    )


@register.simple_tag(takes_context=True)
def large_type_url(context: Context) -> str:
    """Return the address that turns large type on or off and comes back here."""
    portal = context["portal"]
    here = context.get("whole_address") or portal.here
    query = {"off": "1"} if portal.large_type else {}
    return f"/large-type/?{urlencode({**query, 'next': here})}"


@register.filter
def plain(value: Any) -> str:
    """Return an editor's text without markup."""
    return strip_tags(str(value))


@register.filter
def days_until(value: Any) -> int | None:
    """Return the days from today to a day, None when there is none."""
    return (value - localdate()).days if value else None


@register.filter
def size(octets: int) -> str:
    """Write a file's size as people read it."""
    if octets < 1024:
        return f"{octets} B"
    if octets < 1024 * 1024:
        return f"{octets / 1024:.0f} KB"
    return f"{octets / 1024 / 1024:.1f} MB"


@register.filter
def extension(name: str) -> str:
    """Return a file's kind as its name says: PDF, DOCX."""
    return name.rpartition(".")[2].upper() if "." in name else ""
