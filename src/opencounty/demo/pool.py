"""The demonstration's columns and items, written, reviewed and released."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from opencounty.apps.disclosure import services as disclosure
from opencounty.apps.disclosure.models import Category, Column, Item
from opencounty.apps.disclosure.services import Content, Enclosure
from opencounty.demo import papers
from opencounty.demo.clock import Turn
from opencounty.demo.texts import Text, rows, table
from opencounty.kernel.base.text import one_line
from opencounty.kernel.files import services as files
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit

# who drafts for a unit that has a reporter of its own; the head does for the others
REPORTERS = {"water": "chenxiaoyan", "town-qinghe": "zhouhai"}
APPROVERS = {"water": "liuzhiqiang"}
HEAD, LEADER = "lijing", "wangjianguo"
# where an item also stands in its unit's sub-site, by the kind of its home column
SITE_COLUMNS = {
    "news": "news",
    "notice": "notices",
    "policy": "policies",
    "interpretation": "policies",
    "organ": "about",
    "affairs": "affairs",
}
OTHER_SITE_COLUMN = "openness"
GUIDE = "disclosure-guide-2026"


@dataclass(frozen=True)
class Stage:
    """What items need to be put on: units, people, columns, the clock, the day."""

    units: dict[str, Unit]
    cast: dict[str, Actor]
    columns: dict[str, Column]
    categories: dict[str, Category]
    closing: dict[str, date]
    today: date
    turn: Turn


def open_columns(units: dict[str, Unit], *, by: Actor) -> dict[str, Column]:
    """Open the columns of the county's portal; those there already stay."""
    columns = {column.path: column for column in Column.objects.all()}
    for position, row in enumerate(rows("columns.csv")):
        if row["path"] not in columns:
            columns[row["path"]] = disclosure.create_column(
                path=row["path"],
                name=row["name"],
                kind=row["kind"],
                parent=columns.get(row["path"].rpartition("/")[0]),
                unit=units[row["unit"]],
                description=row["description"],
                keywords=row["keywords"],
                period_days=int(row["period_days"]) if row["period_days"] else None,
                position=position,
                by=by,
            )
    return columns


def site_column(text: Text, columns: dict[str, Column]) -> str:
    """Return the short name of the sub-site column an item also stands in."""
    return SITE_COLUMNS.get(columns[text.columns[0]].kind, OTHER_SITE_COLUMN)


def closing_days(today: date) -> dict[str, date]:
    """Return until when each consultation takes comments, by slug."""
    listed = table("engagement.toml").get("consultation", [])
    return {
        each["slug"]: today + timedelta(days=each["closes_in_days"])
        for each in listed
        if "closes_in_days" in each
    }


def release_all(texts: Iterable[Text], stage: Stage) -> dict[str, Item]:
    """Release the texts that are not there yet, in order; return items by slug."""
    known = {item.title: item for item in Item.objects.select_related("home_column")}
    items = {}
    for number, text in enumerate(texts):
        title = one_line(text.title)
        if title in known:
            items[text.slug] = known[title]
        else:
            items[text.slug] = release(text, number, stage)
    return items


def release(text: Text, number: int, stage: Stage) -> Item:
    """Draft, submit, approve and publish one text, each by whose job it is."""
    moment = _moment(text, number, stage.today)
    drafter = stage.cast[REPORTERS.get(text.unit, HEAD)]
    approver = stage.cast[APPROVERS.get(text.unit, LEADER)]
    columns = [stage.columns[path] for path in text.columns]
    own_site = f"sites/{text.unit}/{site_column(text, stage.columns)}"
    also = [stage.columns[own_site]] if own_site in stage.columns else []

    stage.turn(moment - timedelta(minutes=95))
    version = disclosure.draft_item(
        unit=stage.units[text.unit],
        home_column=columns[0],
        columns=[*columns[1:], *also],
        content=_content(text, stage, by=drafter),
        by=drafter,
    )
    stage.turn(moment - timedelta(minutes=60))
    version = disclosure.submit(version, by=drafter)
    stage.turn(moment - timedelta(minutes=20))
    version = disclosure.approve(version, opinion="同意公开。", by=approver)
    stage.turn(moment)
    return disclosure.publish(
        version, confirmed="演示数据，人物和号码均为虚构。", by=stage.cast[HEAD]
    )


def link_all(texts: Iterable[Text], items: dict[str, Item], stage: Stage) -> None:
    """Link the documents, each on the day the later one was released."""
    for text in texts:
        for kind, to in text.links:
            if to in items:
                source = items[text.slug]
                stage.turn(max(_released(source), _released(items[to])))
                disclosure.link(source, items[to], kind, by=stage.cast[HEAD])


def withdraw_some(texts: Iterable[Text], items: dict[str, Item], stage: Stage) -> None:
    """Withdraw what its writer took back, on the day that was noticed."""
    for text in texts:
        reason, item = text.facts.get("withdrawn", ""), items[text.slug]
        if reason and item.is_live:
            released = _released(item)
            then = text.days_ago - text.facts["withdrawn_days_ago"]
            stage.turn(released + timedelta(days=then))
            disclosure.withdraw(item, reason=reason, by=stage.cast[HEAD])


def pin_guide(items: dict[str, Item], stage: Stage) -> None:
    """Set the county's own guide above those of its departments."""
    column = stage.columns["openness/guide"]
    disclosure.pin(items[GUIDE], column, pinned=True, by=stage.cast[HEAD])


def _released(item: Item) -> datetime:
    if item.released_at is None:
        raise ValueError("a demonstration item is released")
    return item.released_at


def _content(text: Text, stage: Stage, *, by: Actor) -> Content:
    """Return what the drafter hands over."""
    facts, made_on = text.facts, text.made_on(stage.today)
    years = facts.get("valid_years", 0)
    until = date(made_on.year + years, 12, 31) if years else None
    return Content(
        title=text.title,
        body=text.body,
        summary=facts["summary"],
        issuer=stage.units[text.issuer],
        doc_number=facts["doc_number"],
        register_number=facts["register_number"],
        made_on=made_on,
        category=stage.categories.get(facts["category"]),
        genre=facts["genre"],
        subject=facts["subject"],
        keywords=";".join(facts["keywords"]),
        validity=facts["validity"],
        valid_until=until or stage.closing.get(text.slug),
        source_name=facts["source"],
        author=facts["author"],
        files=[
            Enclosure(files.store(papers.made(e), name=e.name, by=by), e.title)
            for e in text.enclosed
        ],
    )


def _moment(text: Text, number: int, today: date) -> datetime:
    """Return when a text is released: office hours, spread over the day."""
    at = time(9 + number * 7 % 8, number * 13 % 60)
    return timezone.make_aware(datetime.combine(text.released_on(today), at))
