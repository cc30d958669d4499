"""The menu and the panels show each person what is theirs."""

from collections.abc import Sequence

import pytest
from django.template import Context, Template
from django.test import RequestFactory

from opencounty.kernel.org.actor import Actor, ActorKind, Held
from opencounty.ui import menu, panels
from opencounty.ui.lights import Light

OFFICER = Actor(ActorKind.OFFICER, "李静", held={"disclosure.see": (Held(None),)})
OTHER = Actor(ActorKind.OFFICER, "孙丽")


@pytest.fixture(autouse=True)
def empty_registries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "ENTRIES", {})
    monkeypatch.setattr(menu, "SECTIONS", {})
    monkeypatch.setattr(panels, "PANELS", {})


def names(actor: Actor, path: str = "/") -> dict[str, list[str]]:
    return {
        section.name: [line.label for line in section.lines]
        for section in menu.sections_for(actor, path)
    }


def test_lines_stand_in_their_sections_and_places() -> None:
    menu.register_section("我的工作", position=1)
    menu.register_section("信息公开", position=2)
    menu.register(section="信息公开", label="栏目", url_name="ui:kit", position=20)
    menu.register(section="信息公开", label="信息库", url_name="ui:kit", position=10)
    menu.register(section="我的工作", label="待办", url_name="ui:kit")

    assert list(names(OFFICER)) == ["我的工作", "信息公开"]
    assert names(OFFICER)["信息公开"] == ["信息库", "栏目"]


def test_a_line_needs_its_permission() -> None:
    menu.register(
        section="信息公开", label="库", url_name="ui:kit", permission="disclosure.see"
    )

    assert names(OFFICER) == {"信息公开": ["库"]}
    assert names(OTHER) == {}


def test_a_line_whose_page_is_not_installed_is_left_out() -> None:
    menu.register(section="公文", label="收文", url_name="office:incoming")

    assert names(OFFICER) == {}


def test_the_closest_address_is_the_current_one() -> None:
    menu.register(section="甲", label="全部", url_name="ui:kit")
    menu.register(section="甲", label="样张", url_name="portal:nothing")
    lines = menu.sections_for(OFFICER, "/kit/desk-list/")[0].lines

    assert [line.label for line in lines if line.current] == ["全部"]
    assert not menu.sections_for(OFFICER, "/")[0].lines[0].current


def test_the_first_page_is_current_only_when_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    addresses = {"home": "/desk/", "units": "/desk/units/"}
    monkeypatch.setattr(menu, "reverse", addresses.__getitem__)
    menu.register(section="甲", label="首页", url_name="home", position=1)
    menu.register(section="甲", label="单位", url_name="units", position=2)

    def current(path: str) -> list[str]:
        lines = menu.sections_for(OFFICER, path)[0].lines
        return [line.label for line in lines if line.current]

    assert current("/desk/") == ["首页"]
    assert current("/desk/units/water/") == ["单位"]
    assert current("/desk/roles/") == []


def test_a_line_counts_what_waits_for_this_person() -> None:
    def waiting(actor: Actor) -> menu.Count:
        return menu.Count(len(actor.name), late=True)

    menu.register(section="甲", label="待办", url_name="ui:kit", count=waiting)
    line = menu.sections_for(OFFICER, "/")[0].lines[0]

    assert line.count == menu.Count(2, late=True)


def test_panels_stand_in_order_for_those_who_may() -> None:
    def rows(actor: Actor) -> Sequence[panels.Row]:
        return [panels.Row(actor.name, "/x/")]

    panels.register(panels.Panel("b", "乙", rows, position=2))
    panels.register(
        panels.Panel("a", "甲", rows, permission="disclosure.see", position=1)
    )

    assert [filled.panel.name for filled in panels.panels_for(OFFICER)] == ["a", "b"]
    assert [filled.panel.name for filled in panels.panels_for(OTHER)] == ["b"]


def test_the_tag_shows_the_panels_of_this_person(rf: RequestFactory) -> None:
    panels.register(panels.Panel("a", "甲", lambda _: [], empty="没有。"))
    row = panels.Row("水质通告", "/x/", "县水利局", Light("late", "超期"), "审查")
    panels.register(panels.Panel("b", "乙", lambda _: [row], more_url_name="ui:kit"))
    request = rf.get("/")
    request.actor = OFFICER  # type: ignore[attr-defined]
    text = Template("{% load ui %}{% desk_panels %}").render(
        Context({"request": request})
    )

    assert "没有。" in text
    assert '<span class="light late">超期</span>' in text
    assert 'href="/kit/"' in text


def test_a_panel_counts_what_it_does_not_list_and_leads_there() -> None:
    row = panels.Row("水质通告", "/x/")
    panels.register(
        panels.Panel(
            "a",
            "甲",
            lambda _: [row],
            more_url_name="ui:kit",
            more_query="?state=draft",
            count=lambda _: 31,
        )
    )

    filled = panels.panels_for(OFFICER)[0]

    assert filled.number == 31
    assert filled.more_url == "/kit/?state=draft"


def test_the_search_field_leads_to_the_first_page_one_may_search(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menu, "SEARCHES", {})
    menu.register_search(menu.Search("no:where", "甲", "甲", "disclosure.none", 1))
    menu.register_search(menu.Search("ui:kit", "搜索样张", "名称", position=2))
    request = rf.get("/", {"q": "水"})
    request.actor = OFFICER  # type: ignore[attr-defined]

    field = Template("{% load ui %}{% desk_search %}").render(
        Context({"request": request})
    )

    assert 'action="/kit/"' in field
    assert 'aria-label="搜索样张"' in field
    assert 'value="水"' in field
