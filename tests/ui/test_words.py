"""Lights, dates, figures and tables are written in one way everywhere."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from opencounty.ui.lights import Light, of_days_left
from opencounty.ui.paging import paging
from opencounty.ui.parts import Chip, Crumb, Fact, Happening, Step, Tab
from opencounty.ui.wording import desk_name_of


def draw(source: str, path: str = "/", **context: object) -> str:
    request = RequestFactory().get(path)
    text = Template("{% load ui %}" + source).render(
        Context({"request": request, **context})
    )
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("left", "light"),
    [
        (None, Light("none", "无期限")),
        (-1, Light("late", "超期 1 个工作日")),
        (0, Light("soon", "今天到期")),
        (2, Light("soon", "剩 2 个工作日")),
        (3, Light("fine", "剩 3 个工作日")),
    ],
)
def test_the_days_that_remain_are_said_in_words(left: int | None, light: Light) -> None:
    assert of_days_left(left) == light


def test_a_light_is_a_tone_with_words() -> None:
    assert draw('{% light "late" "超期" %}') == '<span class="light late">超期</span>'
    with pytest.raises(TemplateSyntaxError):
        draw('{% light "purple" "超期" %}')


def test_words_in_a_light_are_escaped() -> None:
    assert "&lt;b&gt;" in draw("{% light tone words %}", tone="late", words="<b>")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("day", "2026年3月5日"),
        ("day_short", "03-05"),
        ("day_iso", "2026-03-05"),
    ],
)
def test_a_day_is_a_time_element(written: str, shown: str) -> None:
    text = draw("{{ d|" + written + " }}", d=date(2026, 3, 5))

    assert text == f'<time datetime="2026-03-05">{shown}</time>'


def test_a_moment_is_shown_by_the_countys_clock() -> None:
    moment = datetime(2026, 3, 5, 16, 30, tzinfo=UTC)

    assert "2026-03-06 00:30" in draw("{{ m|minute }}", m=moment)


def test_no_day_is_nothing() -> None:
    assert draw("{{ d|day }}{{ d|minute }}{{ d|weekday }}", d=None) == ""


def test_the_day_of_the_week_is_named() -> None:
    assert draw("{{ d|weekday }}", d=date(2026, 11, 24)) == "星期二"


def test_figures_have_thousands() -> None:
    assert draw("{{ n|figure }}", n=4730) == "4,730"
    assert draw("{{ n|figure }}", n="约三成") == "约三成"


def test_each_outermost_table_scrolls_inside_itself() -> None:
    html = (
        "<p>一</p><table><tr><td><table></table></td></tr></table><TABLE a='1'></TABLE>"
    )
    text = draw("{{ html|scroll_tables }}", html=html)

    assert text.count('<div class="scroll"') == 2
    assert text.count("</div>") == 2
    assert text.startswith('<p>一</p><div class="scroll"')
    assert text.endswith("</TABLE></div>")
    assert 'aria-label="表格"' in text
    assert 'aria-label="表格 2"' in text


def test_a_text_without_tables_stays_as_it_is() -> None:
    assert draw("{{ html|scroll_tables }}", html="<p>一</p>") == "<p>一</p>"


def test_a_table_left_open_loses_no_word() -> None:
    text = draw("{{ html|scroll_tables }}", html="<table><tr><td>甲")
    assert text.endswith("甲")


def test_a_table_has_a_caption_and_scrolls_when_wide() -> None:
    plain = draw('{% table "名单" "stack" quiet=True %}<tbody></tbody>{% endtable %}')
    assert '<table class="grid stack"><caption class="hide">名单</caption>' in plain

    wide = draw('{% table "名单" wide=True %}<tbody></tbody>{% endtable %}')
    assert 'role="region" aria-label="名单"' in wide


def test_a_header_sorts_and_turns_round_and_keeps_the_filters() -> None:
    header = '{% sort_header "期限" "due" %}'

    assert 'href="?q=%E6%B0%B4&amp;sort=due"' in draw(header, "/?q=水&page=3")
    turned = draw(header, "/?sort=due")
    assert 'aria-sort="ascending"' in turned
    assert 'href="?sort=-due"' in turned
    assert 'aria-sort="descending"' in draw(header, "/?sort=-due")


def test_pages_keep_the_filters_of_the_address() -> None:
    text = draw(
        "{% pagination p %}", "/?q=水&kind=a&kind=b&page=3", p=paging("3", total=90)
    )

    assert 'href="?q=%E6%B0%B4&amp;kind=a&amp;kind=b&amp;page=4"' in text
    assert 'href="?q=%E6%B0%B4&amp;kind=a&amp;kind=b"' in text
    assert text.count('name="kind"') == 2
    assert 'aria-current="page"' in text


def test_one_page_needs_no_pages() -> None:
    assert "<nav" not in draw("{% pagination p %}", p=paging(None, total=12))


def test_a_wrong_page_number_is_answered_above_the_pages() -> None:
    text = draw("{% pagination p %}", p=paging("<b>", total=90))

    assert "“&lt;b&gt;”不是页码" in text


def test_chips_say_which_is_on() -> None:
    text = draw("{% chips c %}", c=[Chip("全部", "?", on=True, count=1200)])

    assert 'aria-current="true"' in text
    assert "1,200" in text


def test_the_last_crumb_is_the_page_itself() -> None:
    text = draw("{% crumbs c %}", c=[Crumb("首页", "/"), Crumb("正文")])

    assert '<a href="/">首页</a>' in text
    assert '<span aria-current="page">正文</span>' in text


def test_tabs_steps_trail_and_facts_say_where_things_stand() -> None:
    text = draw(
        "{% tabs t %}{% steps s %}{% trail h %}{% meta f %}{% pairs f %}",
        t=[Tab("正文", "/t/", current=True, count=2)],
        s=[Step("起草", "done", "11-17"), Step("审查", "now"), Step("发布")],
        h=[Happening("发布", date(2026, 11, 18), "李静", words="同意")],
        f=[Fact("文号", "临水发〔2026〕31号", wide=True)],
    )

    assert 'aria-current="step"' in text
    assert "<blockquote>同意</blockquote>" in text
    assert '<dd class="wide">' in text
    assert '<time datetime="2026-11-18">' in text


def test_notes_and_empty_states_hold_what_is_put_in_them() -> None:
    text = draw(
        '{% note "soon" "快到期" %}<a href="/x/">看</a>{% endnote %}'
        '{% empty "没有" level=3 %}<p>去看</p>{% endempty %}'
    )

    assert '<div class="note soon"><h3>快到期</h3><a href="/x/">看</a></div>' in text
    assert '<div class="empty"><h3>没有</h3><p>去看</p></div>' in text


def test_an_icon_comes_from_the_sprite_and_is_not_read_aloud() -> None:
    text = draw('{% icon "search" %}')

    assert "ui/icons.svg#search" in text.replace(".svg#", ".svg#")
    assert 'aria-hidden="true"' in text


@pytest.mark.parametrize(
    ("site", "desk"),
    [
        ("临溪县人民政府", "临溪县党政办公网"),
        ("临溪县人民政府门户网站", "临溪县党政办公网"),
        ("中国·临溪", "临溪党政办公网"),
        ("", "党政办公网"),
    ],
)
def test_the_desk_is_named_after_the_county(site: str, desk: str) -> None:
    assert desk_name_of(site) == desk


def test_a_fact_alone_in_its_row_fills_it() -> None:
    facts = [Fact("甲", 1), Fact("乙", 2), Fact("丙", 3)]

    assert draw("{% meta f %}", f=facts).count('class="wide"') == 1
    mixed = [Fact("甲", 1), Fact("概述", 2, wide=True), Fact("乙", 3), Fact("丙", 4)]
    assert draw("{% meta f %}", f=mixed).count('class="wide"') == 2


def test_an_address_breaks_after_its_strokes() -> None:
    assert draw("{{ a|breakable }}", a="/a/<b>") == "/<wbr>a/<wbr>&lt;b&gt;"
