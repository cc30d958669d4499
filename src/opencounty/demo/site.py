"""The demonstration's portal: facts, pictures, home page, topics, sub-sites."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from opencounty.apps.disclosure.models import Column, Item
from opencounty.demo.pool import site_column
from opencounty.demo.texts import DATA, Text, table
from opencounty.kernel.org.actor import Actor
from opencounty.kernel.org.models import Unit
from opencounty.portal import services as portal
from opencounty.portal.models import HomePage, SiteFacts, TopicIndexPage, TopicPage

# well-formed, and nobody's: division 999901 does not exist
FACTS: dict[str, Any] = {
    "name": "临溪县人民政府",
    "legal_name": "临溪县人民政府",
    "main_domain": "www.linxi.example",
    "chinese_domain": "临溪县.政务",
    "site_id_code": "9999010001",
    "icp_no": "溪ICP备00000001号",
    "police_no": "99990102000001",
    "conac_id": "00000000000000000000000000099990",
    "host_organ": "临溪县人民政府办公室",
    "undertaker": "临溪县政务信息中心",
    "phone": "0000-12345",
    "hours": "工作日 8:30–17:30",
    "address": "临溪县清水路1号",
    "postcode": "999901",
    "description": "临溪县人民政府门户网站：政务公开、办事服务、互动交流、走进临溪。",
    "opened_on": date(2010, 6, 1),
    "demonstration": True,
}
LEAD = "qingshui-phase-two-accepted"
LEAD_WORDS = "清水河综合治理二期通过验收，沿线11个村告别“看天吃水”"
TASKS = 7
MORE_GUIDES = {"text": "全部办事指南", "note": "按部门、按事项查找"}


def set_facts(*, by: Actor) -> None:
    """Set the facts of the fictional site, once."""
    if not SiteFacts.objects.filter(demonstration=True).exists():
        portal.set_site_facts(by=by, **FACTS)


def open_unit_sites(
    units: dict[str, Unit], texts: Iterable[Text], columns: dict[str, Column], by: Actor
) -> dict[str, Column]:
    """Open every unit's sub-site, with the columns it has something for."""
    wanted: dict[str, set[str]] = {slug: {"about"} for slug in units}
    for text in texts:
        wanted[text.unit].add(site_column(text, columns))
    for slug, unit in units.items():
        if unit.kind != Unit.Kind.GOVERNMENT:
            portal.open_unit_site(unit, columns=wanted[slug], by=by)
    return {column.path: column for column in Column.objects.all()}


def compose(home: HomePage, items: dict[str, Item]) -> None:
    """Lay out what editors compose: the home page and the topics."""
    shown = pictures()
    lay_out_home(home, items, shown)
    make_topics(items, shown)


def pictures() -> dict[str, Any]:
    """Return the demonstration's pictures by file name, taking in the missing."""
    model = get_image_model()
    found = {}
    for path in sorted((DATA / "pictures").glob("*.svg")):
        picture = model.objects.filter(title=path.stem).first()
        if picture is None:
            with path.open("rb") as file:
                picture = model.objects.create(
                    title=path.stem, file=ImageFile(file, name=path.name)
                )
        found[path.name] = picture
    return found


def lay_out_home(home: HomePage, items: dict[str, Item], shown: dict[str, Any]) -> None:
    """Lay the home page out in bands, unless somebody has."""
    if home.bands:
        return
    home.bands = [
        ("lead", _lead(items, shown)),
        ("tasks", _tasks(items)),
        ("two", {"left": [("list", _LATEST)], "right": [("disclosure", _DISCLOSURE)]}),
        ("facts", _FIGURES),
        ("two", {"left": [("letters", _LETTERS)], "right": _RIGHT}),
        ("directory", {"title": "部门与乡镇"}),
    ]
    home.save_revision().publish()


def make_topics(items: dict[str, Item], shown: dict[str, Any]) -> None:
    """Make the topic pages that are not there yet."""
    index = TopicIndexPage.objects.get()
    for topic in table("topics.toml")["topic"]:
        if index.get_children().filter(slug=topic["slug"]).exists():
            continue
        page = TopicPage(
            title=topic["title"],
            slug=topic["slug"],
            intro=topic["intro"],
            picture=shown.get(topic["picture"]),
            picture_says=topic["picture_alt"],
        )
        page.body = [_section(each, items) for each in topic["section"]]
        index.add_child(instance=page)
        page.save_revision().publish()


def _section(section: dict[str, Any], items: dict[str, Item]) -> tuple[str, Any]:
    listed = section.get("items", [])
    return (
        "section",
        {
            "title": section["heading"],
            "text": f"<p>{escape(section['text'])}</p>",
            "numbers": [items[slug].pk for slug in listed if slug in items],
            "column": section.get("column", ""),
            "count": 6,
        },
    )


def _lead(items: dict[str, Item], shown: dict[str, Any]) -> dict[str, Any]:
    return {
        "picture": shown["river-dawn.svg"],
        "picture_says": "清水河晨景：远山、田野和河上的小船",
        "headline": LEAD_WORDS,
        "address": items[LEAD].url,
        "list": {"title": "要闻", "column": "news", "count": 7, "more": "更多要闻"},
    }


def _tasks(items: dict[str, Item]) -> dict[str, Any]:
    """Return the errands, each with who does it and how long it takes."""
    units = dict(Unit.objects.values_list("slug", "short_name"))
    links = [
        {
            "text": guide["item_name"],
            "note": f"{units[guide['unit']]} · {_promise(guide['promised_days'])}",
            "address": items[guide["slug"]].url,
        }
        for guide in table("guides.toml")["guide"]
        if guide["slug"] in items
    ]
    return {
        "title": "办事",
        "more": {"text": "便民提示", "address": "/affairs/tips/"},
        "links": [*links[:TASKS], {**MORE_GUIDES, "address": "/affairs/guides/"}],
    }


def _promise(days: int) -> str:
    if days < 0:
        return "公告期内"
    return f"{days}个工作日" if days else "即办"


_LATEST = {"title": "最新公开", "column": "openness", "count": 8, "more": "全部信息"}
_DISCLOSURE = {
    "title": "政府信息公开",
    "extra": [
        {"text": "专题", "note": "清水河治理、防灾减灾", "address": "/topics/"},
    ],
}
_FIGURES = {
    "title": "公开的数",
    "note": "每个数都能点开，看到是哪些记录",
    "figures": ["released_total", "normative_in_force", "interpretations", "letters"],
}
_LETTERS = {
    "title": "来信与回复",
    "column": "engagement/letters",
    "count": 3,
    "more": {"text": "全部来信", "address": "/engagement/letters/"},
}
_RIGHT = [
    (
        "consultations",
        {
            "title": "意见征集",
            "column": "engagement/consultations",
            "count": 3,
            "more": {
                "text": "往期与采纳情况",
                "address": "/engagement/consultations/",
            },
        },
    ),
    (
        "notice",
        {
            "title": "领导接待日",
            "text": "<p>每周三上午，县领导在县信访局接待厅接待来访，"
            "可以当面反映，也可以先打电话预约：0000-2200122。"
            '<a href="/openness/leaders/">看各位领导的接待安排</a></p>',
        },
    ),
]
