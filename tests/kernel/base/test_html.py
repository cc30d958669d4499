"""Foreign HTML is made fit: what could act goes, what is said stays."""

import gzip
import json
import re
import time
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from opencounty.kernel.base.html import (
    clean,
    from_markdown,
    from_plain,
    read_markdown,
    to_text,
)

WORD = """<p class=MsoNormal style='mso-pagination:none;text-indent:32.0pt'><b>
<span style='font-family:仿宋_GB2312'>第一条<o:p></o:p></span></b></p>
<!--[if gte mso 9]><xml>x</xml><![endif]--><style>p{color:red}</style>
<p align=center>印发</p><p style="text-align: right">2026年11月12日</p>"""


def parses(source: str) -> bool:
    html5lib.HTMLParser(strict=True).parseFragment(source)
    return True


def test_word_dirt_goes_and_indents_and_alignment_become_classes() -> None:
    assert clean(WORD) == (
        '<p class="indent"><strong>\n第一条</strong></p>'
        '<p class="ta-center">印发</p><p class="ta-right">2026年11月12日</p>'
    )


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">点</a>',
        "<svg><script>alert(1)</script></svg>",
        '<iframe src="https://example.com"></iframe>',
        '<p style="background:url(javascript:alert(1))">x</p>',
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        '<form action="https://example.com"><input name=p></form>',
        '<meta http-equiv="refresh" content="0;url=https://example.com">',
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
        '<a href="data:text/html,<script>1</script>">x</a>',
    ],
)
def test_nothing_that_could_act_survives(attack: str) -> None:
    cleaned = clean(f"<p>前</p>{attack}<p>后</p>")

    assert not re.search(
        r"<(script|iframe|svg|form|input|meta|style|math)\b|\bon\w+=|javascript:|"
        r"style=|href=.data:",
        cleaned,
    )
    assert "前" in cleaned


def test_hidden_text_goes_so_that_no_dark_link_hides_in_it() -> None:
    hidden = '<p>看<span style="display:none"><a href="http://x.cn">赌</a></span>完</p>'

    assert clean(hidden) == "<p>看完</p>"


def test_tables_keep_their_spans_and_nesting() -> None:
    table = (
        '<table><tbody><tr><th colspan="2" scope="col">甲</th></tr>'
        '<tr><td rowspan="2">乙</td><td><table><tbody><tr><td>丙</td></tr></tbody>'
        "</table></td></tr></tbody></table>"
    )

    assert clean(table) == table


def test_foreign_pictures_become_links_and_ours_stay() -> None:
    source = '<p><img src="a.png" alt="路线图"><img src="/media/b.png"></p>'

    assert clean(source, base_url="http://www.x.gov.cn/art/1.html") == (
        '<p><a href="http://www.x.gov.cn/art/a.png">〔图片〕路线图</a>'
        '<img src="/media/b.png" alt=""></p>'
    )


def test_relative_links_are_made_absolute() -> None:
    cleaned = clean('<p><a href="../f.pdf">附件</a></p>', base_url="http://x.cn/a/b/c")

    assert cleaned == '<p><a href="http://x.cn/a/f.pdf">附件</a></p>'


def test_loose_text_and_wrappers_become_paragraphs() -> None:
    assert clean("<div>甲<div>乙<p>丙</p>丁</div></div>戊") == (
        "<p>甲</p><p>乙</p><p>丙</p><p>丁</p><p>戊</p>"
    )


def test_absurdly_deep_markup_loses_no_text() -> None:
    deep = "<div>" * 30_000 + "底" + "</div>" * 30_000

    assert "底" in clean(deep)


@given(st.text(alphabet="甲乙<>/&;'\" \n=abp\u200b\ue000divspan-!", max_size=200))
def test_cleaning_is_safe_valid_and_settled_for_any_input(source: str) -> None:
    once = clean(source)

    assert parses(once)
    assert clean(once) == once


LEGAL = """#### 第一章　总则

###### 第一条

依照<中华人民共和国水法>，制定本条例。

1. 甲 & 乙\\*

<!-- TABLE -->

| 事项 | 数 |

|-----|-----|

| 抽检 | 12 |

<!-- TABLE END -->
"""


def test_markdown_of_legal_texts_becomes_headings_paragraphs_and_tables() -> None:
    assert from_markdown(LEGAL) == (
        "<h2>第一章　总则</h2><h3>第一条</h3>"
        "<p>依照&lt;中华人民共和国水法&gt;，制定本条例。</p><p>1. 甲 &amp; 乙*</p>"
        '<table><thead><tr><th scope="col">事项</th>'
        '<th scope="col">数</th></tr></thead>'
        "<tbody><tr><td>抽检</td><td>12</td></tr></tbody></table>"
    )


def test_the_text_of_html_has_a_line_per_block_and_no_dirt() -> None:
    assert to_text(from_markdown(LEGAL)).splitlines() == [
        "第一章 总则",
        "第一条",
        "依照<中华人民共和国水法>，制定本条例。",
        "1. 甲 & 乙*",
        "事项 数",
        "抽检 12",
    ]
    assert to_text("<p>零\u200b宽\ue123<!-- 注 -->后</p><script>x</script>") == "零宽后"


@given(st.text(alphabet="甲乙丙|# \n-<>&*_`1.", max_size=120))
def test_markdown_never_loses_a_character_of_wording(source: str) -> None:
    made = from_markdown(source)

    assert parses(made)
    assert read_markdown(source) == (made, to_text(made))
    words = re.sub(r"[^甲乙丙]", "", source)
    assert re.sub(r"[^甲乙丙]", "", to_text(made)) == words


def test_plain_text_becomes_a_paragraph_per_line() -> None:
    assert from_plain("甲<乙\n\n 丙 ") == "<p>甲&lt;乙</p><p>丙</p>"


def test_real_pages_of_county_portals_are_cleaned_whole(shared_data: Path) -> None:
    pages = 0
    with gzip.open(shared_data / "portal_records.jsonl.gz", "rt") as lines:
        for line in lines:
            record = json.loads(line)
            if not record["html"]:
                continue
            cleaned = clean(record["html"], base_url=record["url"] or "")
            pages += 1
            assert parses(cleaned)
            assert clean(cleaned) == cleaned
            before = re.sub(r"\s", "", to_text(record["html"]))
            after = re.sub(r"\s|〔图片〕", "", to_text(cleaned))
            assert before in after or len(after) >= len(before)
    assert pages == 42


HOSTILE = {
    "one tag of attributes": "<p "
    + " ".join(f"a{n}=1" for n in range(100_000))
    + ">字",
    "a tag that never ends": "<div " * 100_000,
    "spans side by side": "<span style='color:red'>字</span>" * 50_000,
    "open comments": "<!--" * 50_000,
    "half a border of a table": "|" + "-" * 200_000 + "x",
    "borders without end": "| --" * 50_000 + "x",
    "backslashes": "\\" * 200_000,
    "open tags": "<b>" * 100_000 + "字",
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markup_takes_no_longer_than_its_size(source: str) -> None:
    began = time.process_time()

    for read in (clean, to_text, from_markdown, read_markdown):
        read(source)

    assert time.process_time() - began < 4


@pytest.mark.parametrize(
    "tag", ["div", "b", "p", "blockquote", "ul><li", "table><tr><td", "figure", "span"]
)
def test_no_text_is_lost_ten_thousand_levels_deep(tag: str) -> None:
    deep = f"<p>前</p>{f'<{tag}>' * 10_000}深处<i>的</i>字<p>后</p>"

    for said in (to_text(clean(deep)), to_text(deep)):
        assert [said.count(word) for word in ("前", "深处", "字", "后")] == [1, 1, 1, 1]


def test_what_is_cut_out_of_the_depth_does_not_come_alive() -> None:
    hidden = 'title="><img src=/x onerror=alert(1)>"'
    deep = "<blockquote>" * 300 + f"<a href='/x' {hidden}>字</a>"

    cleaned = clean(deep)

    assert "<img" not in cleaned.replace("&lt;", "<") or "onerror" not in cleaned
    assert "onerror" not in re.sub(r'"[^"]*"', "", cleaned)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("indent", ["1.2.3em", "....1em", ".5em", "2.em", "-.5em", "."])
def test_an_indent_that_is_no_number_breaks_nothing(indent: str) -> None:
    assert "字" in clean(f'<p style="text-indent:{indent}">字</p>')


def test_comments_alone_are_no_text() -> None:
    assert to_text("<!-- 排版 -->") == ""


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        "java&#x0A;script:alert(1)",
        "\x01javascript:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "blob:https://x/y",
        "file:///etc/passwd",
        "\u200bjavascript:alert(1)",
        "jav\u00adascript:alert(1)",
        "//javascript:alert(1)",
    ],
)
def test_a_link_never_runs(address: str) -> None:
    for base in ("", "https://old.example.gov.cn/a/"):
        cleaned = clean(f'<p><a href="{address}">字</a></p>', base_url=base)

        for href in re.findall(r'href="([^"]*)"', cleaned):
            assert href.startswith(("https://", "http://", "//", "/")), href
